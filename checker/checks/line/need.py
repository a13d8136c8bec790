"""What a profile may ask of a line."""

from enum import Enum
from typing import Annotated, Literal

import msgspec

from checker.checks.declaration import Need
from checker.checks.line.direction import Direction

Positive = Annotated[float, msgspec.Meta(ge=0, le=1_000_000)]
Address = Annotated[str, msgspec.Meta(pattern=r"^$|^https?://[^\s/?#]+[^\s?#]*$(?!\n)", max_length=300)]
HostPort = Annotated[
    str, msgspec.Meta(pattern=r"^$|^(\[[0-9a-fA-F:.]+\]|[^\s/?#@:\[\]]+):[0-9]{1,5}$(?!\n)", max_length=270)
]


CONTRACT_SHARE = 0.9
"""Of the promised maximum: what must be seen at least once a day (Bundesnetzagentur, Allgemeinverfügung 99/2021)."""


class Role(Enum):
    """What someone does over the line. What each needs stands in roles.py."""

    MAIL = "mail"
    PHONE = "phone"
    VIDEO = "video"
    REMOTE_DESKTOP = "remote-desktop"
    FILES = "files"


class LineNeed(Need, frozen=True, kw_only=True):
    """`endpoint`: address of a server that speaks the LibreSpeed protocol, such as the desk's own; none: not measured.

    `second`: another such server at another place, asked where the line looks too slow; none: nobody is. `inside`: one
    in the company's network, measured through the tunnel while it is up.
    `stun`: `host:port` of a STUN server (RFC 8489) for the small packets where the endpoint has no reflector.
    `public`: whether the employee may choose a public test (`ask`) or not (`never`). `public_server`: a LibreSpeed
    server of somebody else for it, asked only after its own consent; none: speedtest-cli alone is left.
    `roles`: what the line is used for; none: the usual ones. `down_mbit`, `up_mbit`, `latency_ms`: more than the roles
    need; 0: no more.
    `contract_down_mbit`, `contract_up_mbit`: what the provider has promised; 0: not known.
    """

    endpoint: Address = ""
    second: Address = ""
    inside: Address = ""
    stun: HostPort = ""
    public: Literal["ask", "never"] = "ask"
    public_server: Address = ""
    roles: Annotated[tuple[Role, ...], msgspec.Meta(max_length=20)] = ()
    down_mbit: Positive = 0.0
    up_mbit: Positive = 0.0
    latency_ms: Positive = 0.0
    contract_down_mbit: Positive = 0.0
    contract_up_mbit: Positive = 0.0

    @property
    def has_requirements(self) -> bool:
        """Whether the profile wants anything of the line, so that a gap must be named."""
        return bool(self.endpoint or self.roles or self.down_mbit or self.up_mbit or self.latency_ms)

    @property
    def permitted_public_server(self) -> str:
        """The public server, where the profile names one and leaves it to the employee; else empty."""
        return self.public_server if self.public == "ask" else ""

    def mbit(self, direction: Direction) -> float:
        """What the profile itself asks of one direction; 0: no more than the roles."""
        return self.down_mbit if direction is Direction.DOWN else self.up_mbit

    def contract_mbit(self, direction: Direction) -> float:
        """What the provider has promised in one direction; 0: not known."""
        return self.contract_down_mbit if direction is Direction.DOWN else self.contract_up_mbit

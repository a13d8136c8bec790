"""What a mechanism of the grid is given, and how it is entered: a function that breaks the town."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.lab.faults import layout as at
from tests.lab.faults.company import NAMES
from tests.lab.faults.town import Town
from tests.lab.faults.truth.injected import Injected
from tests.lab.faults.visit import Visit

GATEWAY_PORTS = {
    "portal": ("tcp", (443,)),
    "openvpn": ("udp", (1194,)),
    "openvpn-tcp": ("tcp", (1194,)),
    "wireguard": ("udp", (51820,)),
    "ipsec": ("udp", (500, 4500)),
    "rdg": ("tcp", (443,)),
}


@dataclass
class Build:
    """`random` makes every choice, so that a seed repeats them. `visit` is changed in place. `traits` of the home."""

    town: Town
    random: Random
    visit: Visit
    traits: frozenset[str] = frozenset()
    sentences: list[str] = field(default_factory=list)
    claimed: set[str] = field(default_factory=set)

    @property
    def gateways(self) -> tuple[str, ...]:
        """Those that the profile names."""
        return self.visit.gateways

    def gateway(self, *kinds: str) -> str:
        """One of them, of these if any are given. Raises SenselessError where there is none."""
        candidates = [name for name in self.gateways if not kinds or name in kinds]
        if not candidates:
            raise SenselessError(f"no gateway of {kinds}")
        return self.random.choice(candidates)

    def claim(self, what: str) -> None:
        """Only one mechanism may change this. Raises SenselessError for the second."""
        if what in self.claimed:
            raise SenselessError(f"{what} is changed already")
        self.claimed.add(what)

    def change(self, gateway: str, **keys: object) -> None:
        """What the profile has wrong about this gateway."""
        self.visit.changed.setdefault(gateway, {}).update(keys)

    def write(self, sentence: str) -> None:
        """What is broken, in words."""
        self.sentences.append(sentence)


class SenselessError(Exception):
    """The combination makes no sense; another one is drawn."""


Breaking = Callable[[Build], Injected]


@dataclass(frozen=True)
class Mechanism:
    """`group`: two of one are never drawn together. `requires` and `excludes`: traits of the home.

    `is_visible`: a look from the PC must show it, or it did not take effect. `hides`: nothing behind it can be judged.
    """

    name: str
    breaks: Breaking
    group: str
    requires: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()
    is_visible: bool = True
    hides: bool = False
    weight: int = 1

    def fits(self, traits: frozenset[str]) -> bool:
        """Whether it can be built in such a home."""
        return self.requires <= traits and not self.excludes & traits


MECHANISMS: dict[str, Mechanism] = {}


def mechanism(
    group: str,
    *,
    requires: tuple[str, ...] = (),
    excludes: tuple[str, ...] = (),
    is_visible: bool = True,
    hides: bool = False,
    weight: int = 1,
) -> Callable[[Breaking], Breaking]:
    """Takes the function below as the mechanism of its name."""

    def register(breaks: Breaking) -> Breaking:
        name = breaks.__name__.replace("_", "-")
        assert name not in MECHANISMS, name
        MECHANISMS[name] = Mechanism(
            name, breaks, group, frozenset(requires), frozenset(excludes), is_visible, hides, weight
        )
        return breaks

    return register


def router_addresses(build: Build) -> list[str]:
    """The router's own, as far as the home has the versions."""
    return [
        *([at.ROUTER_LAN] if build.town.layout.ipv4 else []),
        *([f"{at.HOME6}::1"] if build.town.layout.ipv6 else []),
    ]


ADDED = "rdg"
"""The id of a gateway that a mechanism adds to the profile: RD Gateway, on 443."""
ALL_GATEWAYS = (*NAMES, ADDED)

"""What every gateway of a profile has, whatever its protocol. One struct a kind, tagged by the key `kind`."""

from typing import Annotated, ClassVar

import msgspec

from checker.checks.vpn.gateways.keys import parse_authorities
from checker.model.record import Record

Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]
Host = Annotated[str, msgspec.Meta(pattern=r"^[^\s/]{1,253}$(?!\n)", max_length=253)]
Hex = Annotated[str, msgspec.Meta(pattern=r"^$|^[0-9a-fA-F]{2}(:?[0-9a-fA-F]{2}){31}$(?!\n)", max_length=95)]
Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9.-]{0,39}$(?!\n)", max_length=40)]
Name = Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f]*$(?!\n)", max_length=253)]
"""Of a certificate: a host's, or a common name with blanks."""
Authorities = Annotated[str, msgspec.Meta(max_length=100_000)]
"""PEM: some fifty certificates."""


class VpnGateway(Record, frozen=True, kw_only=True, tag_field="kind"):
    """One gateway of the company. `id` is the subject of its observations, `name` what people call it.

    A report carries its table without the `_secret` keys, so every one of them may be missing.
    """

    id: Id
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    host: Host
    required: bool = True

    @property
    def kind(self) -> str:
        """The tag in a profile, e.g. `openvpn`."""
        return str(self.__struct_config__.tag)


class TlsGateway(VpnGateway, frozen=True, kw_only=True):
    """One that shows a certificate by TLS. `ca`: the company's own authorities, PEM, besides the system's.

    `fingerprint`: SHA-256 of the certificate it must show; `issuer`: a part of its issuer's name;
    `server_name`: the name in its certificate where that is not `host`.
    """

    server_name: Name = ""
    ca: Authorities = ""
    fingerprint: Hex = ""
    issuer: Name = ""

    is_certificate_checked: ClassVar[bool] = True
    """Whether the kind's own client asks for a good certificate as it is installed."""

    def __post_init__(self) -> None:
        parse_authorities(self.ca)

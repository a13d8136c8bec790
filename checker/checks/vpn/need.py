"""The gateways that a profile names: one struct a kind, told apart by the key `kind`."""

from typing import Annotated, Literal

import msgspec

from checker.checks.contract import Need
from checker.checks.vpn.keys import authorities, curve_key, static_key
from checker.model.record import Record

Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]
Host = Annotated[str, msgspec.Meta(pattern=r"^[^\s/]{1,253}$")]
Hex = Annotated[str, msgspec.Meta(pattern=r"^$|^[0-9a-fA-F]{2}(:?[0-9a-fA-F]{2}){31}$")]
GATEWAYS = 24
"""So many are probed at once, each in a thread."""


class Gateway(Record, frozen=True, kw_only=True, tag_field="kind"):
    """One door of the company. `id` is the subject of its observations, `name` what people call it.

    A report carries its table without the `_secret` keys, so every one of them may be missing.
    """

    id: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9.-]{0,39}$")]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    host: Host
    required: bool = True

    @property
    def kind(self) -> str:
        """The profile's word for it."""
        return str(self.__struct_config__.tag)


class Tcp(Gateway, frozen=True, kw_only=True, tag="tcp"):
    """Any TCP service: only that its port opens."""

    port: Port


class Https(Gateway, frozen=True, kw_only=True, tag="https"):
    """A gateway behind TLS. `ca`: the company's own authorities, PEM, believed beside the system's.

    `fingerprint`: SHA-256 of the certificate it must show; `issuer`: a part of its issuer's name;
    `server_name`: the name in its certificate where that is not `host`.
    """

    port: Port = 443
    server_name: str = ""
    ca: str = ""
    fingerprint: Hex = ""
    issuer: str = ""

    def __post_init__(self) -> None:
        authorities(self.ca)


class OpenVpn(Gateway, frozen=True, kw_only=True, tag="openvpn"):
    """As in the .ovpn file: `wrap` and `key_secret` are its tls-auth or tls-crypt key, `auth` the HMAC digest.

    `ca`: who may sign its certificate, PEM; OpenVPN believes nobody else. `server_name`: its common name, if checked.
    """

    port: Port = 1194
    transport: Literal["udp", "tcp"] = "udp"
    wrap: Literal["none", "tls-auth", "tls-crypt"] = "none"
    key_secret: str = ""
    key_direction: Literal[0, 1] | None = None
    auth: Literal["MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512"] = "SHA1"
    ca: str = ""
    server_name: str = ""

    def __post_init__(self) -> None:
        authorities(self.ca)
        if self.key_secret:
            static_key(self.key_secret)


class WireGuard(Gateway, frozen=True, kw_only=True, tag="wireguard"):
    """Keys in base64. The probe peer's key pair is one of its own, with no networks: never the employee's."""

    port: Port = 51820
    server_public_key: str = ""
    probe_private_key_secret: str = ""
    preshared_key_secret: str = ""

    def __post_init__(self) -> None:
        for key in (self.server_public_key, self.probe_private_key_secret, self.preshared_key_secret):
            if key:
                curve_key(key)


class Ikev2(Gateway, frozen=True, kw_only=True, tag="ikev2"):
    """IPsec with IKEv2. `nat_port`: where it goes on behind a NAT (RFC 3948); 0 leaves that out."""

    port: Port = 500
    nat_port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 4500


AnyGateway = OpenVpn | WireGuard | Ikev2 | Https | Tcp


class VpnNeed(Need, frozen=True, kw_only=True):
    """Every gateway that must be reached, or with `required = false` may be."""

    gateways: Annotated[list[AnyGateway], msgspec.Meta(max_length=GATEWAYS)] = []

    def __post_init__(self) -> None:
        known = [gateway.id for gateway in self.gateways]
        if len(set(known)) < len(known):
            raise ValueError("two gateways have the same id")

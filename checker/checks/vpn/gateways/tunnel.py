"""Gateways that carry whole networks by protocols of their own: OpenVPN, WireGuard, IPsec, L2TP, PPTP, SSTP."""

from typing import Annotated, ClassVar, Literal

import msgspec

from checker.checks.vpn.gateways import Authorities, Name, Port, TlsGateway, VpnGateway
from checker.checks.vpn.gateways.keys import parse_authorities, parse_client_key, parse_curve_key, parse_static_key

Key = Annotated[str, msgspec.Meta(max_length=44)]
"""32 bytes in base64 (RFC 4648, 4)."""


class OpenVpnGateway(VpnGateway, frozen=True, kw_only=True, tag="openvpn"):
    """As in the .ovpn file: `wrap` and `key_secret` are its tls-auth, tls-crypt or tls-crypt-v2 key, `auth` the digest.

    `ca`: who may sign its certificate, PEM; OpenVPN believes nobody else. `server_name`: its common name, if checked.
    """

    port: Port = 1194
    transport: Literal["udp", "tcp"] = "udp"
    wrap: Literal["none", "tls-auth", "tls-crypt", "tls-crypt-v2"] = "none"
    key_secret: Annotated[str, msgspec.Meta(max_length=10_000)] = ""
    key_direction: Literal[0, 1] | None = None
    auth: Literal["MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512"] = "SHA1"
    ca: Authorities = ""
    server_name: Name = ""

    def __post_init__(self) -> None:
        parse_authorities(self.ca)
        if self.key_secret:
            (parse_client_key if self.wrap == "tls-crypt-v2" else parse_static_key)(self.key_secret)


class WireGuardGateway(VpnGateway, frozen=True, kw_only=True, tag="wireguard"):
    """Keys in base64. The probe peer's key pair is one of its own, with no networks: never the employee's."""

    port: Port = 51820
    server_public_key: Key = ""
    probe_private_key_secret: Key = ""
    preshared_key_secret: Key = ""

    def __post_init__(self) -> None:
        for key in (self.server_public_key, self.probe_private_key_secret, self.preshared_key_secret):
            if key:
                parse_curve_key(key)


class IkeV2Gateway(VpnGateway, frozen=True, kw_only=True, tag="ikev2"):
    """IPsec with IKEv2. `nat_port`: where it goes on behind a NAT (RFC 3948); 0 leaves that out."""

    port: Port = 500
    nat_port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 4500


class IkeV1Gateway(VpnGateway, frozen=True, kw_only=True, tag="ikev1"):
    """IPsec with IKEv1 (RFC 2409). `nat_port`: where it goes on behind a NAT (RFC 3948); 0 leaves that out."""

    port: Port = 500
    nat_port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 4500


class L2tpGateway(VpnGateway, frozen=True, kw_only=True, tag="l2tp"):
    """L2TP (RFC 2661). `ipsec`: as companies run it, inside IPsec, so that IKEv1 on `port` is what answers.

    Without IPsec its own port is usually 1701.
    """

    ipsec: bool = True
    port: Port = 500
    nat_port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 4500


class PptpGateway(VpnGateway, frozen=True, kw_only=True, tag="pptp"):
    """PPTP (RFC 2637): still answered by some, and safe for nobody."""

    port: Port = 1723


class SstpGateway(TlsGateway, frozen=True, kw_only=True, tag="sstp"):
    """Microsoft's SSTP (MS-SSTP): a tunnel through HTTPS."""

    port: Port = 443


class SoftEtherGateway(TlsGateway, frozen=True, kw_only=True, tag="softether"):
    """SoftEther VPN by its own protocol over HTTPS. It makes its own certificate, which its client takes unseen."""

    is_certificate_checked: ClassVar[bool] = False
    port: Port = 443

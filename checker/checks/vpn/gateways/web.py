"""Gateways behind HTTPS, remote desktops, telephony, and plain TCP."""

from typing import Literal

from checker.checks.vpn.gateways import Authorities, Hex, Name, Port, TlsGateway, VpnGateway


class TcpGateway(VpnGateway, frozen=True, kw_only=True, tag="tcp"):
    """Any TCP service: only that its port opens."""

    port: Port


class HttpsGateway(TlsGateway, frozen=True, kw_only=True, tag="https"):
    """Any gateway behind TLS."""

    port: Port = 443


class AnyConnectGateway(TlsGateway, frozen=True, kw_only=True, tag="anyconnect"):
    """Cisco AnyConnect (Secure Client) and ocserv."""

    port: Port = 443


class FortinetGateway(TlsGateway, frozen=True, kw_only=True, tag="fortinet"):
    """FortiGate's SSL VPN."""

    port: Port = 443


class GlobalProtectGateway(TlsGateway, frozen=True, kw_only=True, tag="globalprotect"):
    """Palo Alto's GlobalProtect; `part`: its portal or one of its gateways."""

    port: Port = 443
    part: Literal["portal", "gateway"] = "portal"


class JuniperGateway(TlsGateway, frozen=True, kw_only=True, tag="juniper"):
    """Juniper Network Connect, and Pulse or Ivanti by the old protocol."""

    port: Port = 443


class PulseGateway(TlsGateway, frozen=True, kw_only=True, tag="pulse"):
    """Pulse Connect Secure and Ivanti by IF-T/TLS (TCG IF-T, RFC 6876)."""

    port: Port = 443


class F5Gateway(TlsGateway, frozen=True, kw_only=True, tag="f5"):
    """F5 BIG-IP APM."""

    port: Port = 443


class RdGateway(TlsGateway, frozen=True, kw_only=True, tag="rdgateway"):
    """Remote Desktop Gateway (MS-TSGU) over HTTPS."""

    port: Port = 443


class RdpGateway(TlsGateway, frozen=True, kw_only=True, tag="rdp"):
    """A remote desktop reached directly (MS-RDPBCGR); its certificate is judged only where the profile names one."""

    port: Port = 3389


class SshGateway(VpnGateway, frozen=True, kw_only=True, tag="ssh"):
    """SSH (RFC 4253): its greeting."""

    port: Port = 22


class StunGateway(VpnGateway, frozen=True, kw_only=True, tag="stun"):
    """STUN for telephony (RFC 8489)."""

    port: Port = 3478
    transport: Literal["udp", "tcp"] = "udp"


class TurnGateway(VpnGateway, frozen=True, kw_only=True, tag="turn"):
    """TURN for telephony (RFC 8656): an allocation without credentials, which it must refuse by its realm."""

    port: Port = 3478
    transport: Literal["udp", "tcp"] = "udp"


class SipGateway(VpnGateway, frozen=True, kw_only=True, tag="sip"):
    """SIP (RFC 3261): OPTIONS, which any server answers, by whatever status."""

    port: Port = 5060
    transport: Literal["udp", "tcp", "tls"] = "udp"
    ca: Authorities = ""
    fingerprint: Hex = ""
    server_name: Name = ""

"""The company's gateways that a profile names, and the services behind them."""

import ipaddress
from typing import Annotated

import msgspec

from checker.checks.declaration import Need
from checker.checks.vpn.gateways import Host, Id, Port
from checker.checks.vpn.gateways.tunnel import (
    IkeV1Gateway,
    IkeV2Gateway,
    L2tpGateway,
    OpenVpnGateway,
    PptpGateway,
    SoftEtherGateway,
    SstpGateway,
    WireGuardGateway,
)
from checker.checks.vpn.gateways.web import (
    AnyConnectGateway,
    F5Gateway,
    FortinetGateway,
    GlobalProtectGateway,
    HttpsGateway,
    JuniperGateway,
    PulseGateway,
    RdGateway,
    RdpGateway,
    SipGateway,
    SshGateway,
    StunGateway,
    TcpGateway,
    TurnGateway,
)
from checker.model.record import Record

MAX_GATEWAYS = 24
"""So many are probed at once, each in a thread."""
MAX_SERVICES = 12
TunnelGateway = (
    OpenVpnGateway
    | WireGuardGateway
    | IkeV2Gateway
    | IkeV1Gateway
    | L2tpGateway
    | PptpGateway
    | SstpGateway
    | SoftEtherGateway
)
WebGateway = (
    HttpsGateway
    | AnyConnectGateway
    | FortinetGateway
    | GlobalProtectGateway
    | JuniperGateway
    | PulseGateway
    | F5Gateway
    | RdGateway
)
AnyGateway = TunnelGateway | WebGateway | RdpGateway | SshGateway | StunGateway | TurnGateway | SipGateway | TcpGateway


class InternalService(Record, frozen=True, kw_only=True):
    """A server inside the company, dialled by TCP only while the VPN is up."""

    id: Id
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    host: Host
    port: Port
    required: bool = True


class VpnNeed(Need, frozen=True, kw_only=True):
    """Every gateway that must be reached, or with `required = false` may be, and the services behind them.

    `stun`: `host:port` of a STUN server (RFC 8489), a control for UDP; without it the gateways are the only one.
    `dns_servers`: addresses of DNS servers to query for a gateway's name when the system's resolver fails.
    """

    gateways: Annotated[list[AnyGateway], msgspec.Meta(max_length=MAX_GATEWAYS)] = []
    services: Annotated[list[InternalService], msgspec.Meta(max_length=MAX_SERVICES)] = []
    stun: Annotated[str, msgspec.Meta(pattern=r"^$|^[^\s/]{1,253}:[0-9]{1,5}$(?!\n)", max_length=259)] = ""
    dns_servers: Annotated[list[Annotated[str, msgspec.Meta(max_length=45)]], msgspec.Meta(max_length=3)] = []

    def __post_init__(self) -> None:
        for server in self.dns_servers:
            ipaddress.ip_address(server)
        ids = [entry.id for entry in (*self.gateways, *self.services)]
        if len(set(ids)) < len(ids):
            raise ValueError("two gateways or services have the same id")

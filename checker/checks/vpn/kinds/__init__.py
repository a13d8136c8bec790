"""One file a kind of gateway, all of one shape: `probe(gateway, context)` returns a GatewayResult."""

from collections.abc import Callable
from typing import Any

from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways import VpnGateway
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
from checker.checks.vpn.kinds import openvpn, wireguard
from checker.checks.vpn.kinds.ipsec import ikev1, ikev2, l2tp
from checker.checks.vpn.kinds.over_https import (
    anyconnect,
    f5,
    fortinet,
    globalprotect,
    https,
    juniper,
    pulse,
    rdgateway,
    softether,
    sstp,
)
from checker.checks.vpn.kinds.over_tcp import pptp, rdp, ssh, tcp
from checker.checks.vpn.kinds.telephony import sip, stun, turn
from checker.checks.vpn.verdict import GatewayResult

GatewayProbe = Callable[[Any, GatewayContext], GatewayResult]

GATEWAY_PROBES: dict[type[VpnGateway], GatewayProbe] = {
    OpenVpnGateway: openvpn.probe,
    WireGuardGateway: wireguard.probe,
    IkeV2Gateway: ikev2.probe,
    IkeV1Gateway: ikev1.probe,
    L2tpGateway: l2tp.probe,
    PptpGateway: pptp.probe,
    SstpGateway: sstp.probe,
    SoftEtherGateway: softether.probe,
    HttpsGateway: https.probe,
    AnyConnectGateway: anyconnect.probe,
    FortinetGateway: fortinet.probe,
    GlobalProtectGateway: globalprotect.probe,
    JuniperGateway: juniper.probe,
    PulseGateway: pulse.probe,
    F5Gateway: f5.probe,
    RdGateway: rdgateway.probe,
    RdpGateway: rdp.probe,
    SshGateway: ssh.probe,
    StunGateway: stun.probe,
    TurnGateway: turn.probe,
    SipGateway: sip.probe,
    TcpGateway: tcp.probe,
}

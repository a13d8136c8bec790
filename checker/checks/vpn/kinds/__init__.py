"""One file a kind of gateway, all of one shape: `probe(gateway, way)` returns what was seen."""

from collections.abc import Callable
from typing import Any

from checker.checks.vpn.gateways import Gateway
from checker.checks.vpn.gateways_tunnel import Ikev1, Ikev2, L2tp, OpenVpn, Pptp, SoftEther, Sstp, WireGuard
from checker.checks.vpn.gateways_web import (
    F5,
    AnyConnect,
    Fortinet,
    GlobalProtect,
    Https,
    Juniper,
    Pulse,
    RdGateway,
    Rdp,
    Sip,
    Ssh,
    Stun,
    Tcp,
    Turn,
)
from checker.checks.vpn.kinds import (
    anyconnect,
    f5,
    fortinet,
    globalprotect,
    https,
    ikev1,
    ikev2,
    juniper,
    l2tp,
    openvpn,
    pptp,
    pulse,
    rdgateway,
    rdp,
    sip,
    softether,
    ssh,
    sstp,
    stun,
    tcp,
    turn,
    wireguard,
)
from checker.checks.vpn.verdict import Seen
from checker.checks.vpn.way import Way

Probe = Callable[[Any, Way], Seen]

KINDS: dict[type[Gateway], Probe] = {
    OpenVpn: openvpn.probe,
    WireGuard: wireguard.probe,
    Ikev2: ikev2.probe,
    Ikev1: ikev1.probe,
    L2tp: l2tp.probe,
    Pptp: pptp.probe,
    Sstp: sstp.probe,
    SoftEther: softether.probe,
    Https: https.probe,
    AnyConnect: anyconnect.probe,
    Fortinet: fortinet.probe,
    GlobalProtect: globalprotect.probe,
    Juniper: juniper.probe,
    Pulse: pulse.probe,
    F5: f5.probe,
    RdGateway: rdgateway.probe,
    Rdp: rdp.probe,
    Ssh: ssh.probe,
    Stun: stun.probe,
    Turn: turn.probe,
    Sip: sip.probe,
    Tcp: tcp.probe,
}

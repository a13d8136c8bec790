"""One file a kind of gateway, all of one shape: `probe(gateway, way)` returns what was seen."""

from collections.abc import Callable
from typing import Any

from checker.checks.vpn.gateways import Gateway
from checker.checks.vpn.gateways_tunnel import Ikev1, Ikev2, L2tp, OpenVpn, WireGuard
from checker.checks.vpn.gateways_web import Https, Tcp
from checker.checks.vpn.kinds import https, ikev1, ikev2, l2tp, openvpn, tcp, wireguard
from checker.checks.vpn.verdict import Seen
from checker.checks.vpn.way import Way

Probe = Callable[[Any, Way], Seen]

KINDS: dict[type[Gateway], Probe] = {
    OpenVpn: openvpn.probe,
    WireGuard: wireguard.probe,
    Ikev2: ikev2.probe,
    Ikev1: ikev1.probe,
    L2tp: l2tp.probe,
    Https: https.probe,
    Tcp: tcp.probe,
}

"""One file a kind of gateway, all of one shape: `probe(gateway, way)` returns what was seen."""

from collections.abc import Callable
from typing import Any

from checker.checks.vpn.gateways import Gateway
from checker.checks.vpn.gateways_tunnel import Ikev2, OpenVpn, WireGuard
from checker.checks.vpn.gateways_web import Https, Tcp
from checker.checks.vpn.kinds import https, ikev2, openvpn, tcp, wireguard
from checker.checks.vpn.verdict import Seen
from checker.checks.vpn.way import Way

Probe = Callable[[Any, Way], Seen]

KINDS: dict[type[Gateway], Probe] = {
    OpenVpn: openvpn.probe,
    WireGuard: wireguard.probe,
    Ikev2: ikev2.probe,
    Https: https.probe,
    Tcp: tcp.probe,
}

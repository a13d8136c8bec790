"""Homes in which everything is well, each of another kind: no alarm may be raised."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.lab.faults import layout as at
from tests.lab.faults.kinds.between import PROXY, proxied
from tests.lab.faults.kinds.far import SERVICE
from tests.lab.faults.layout import CGNAT, DS_LITE, FirstLink, Layout
from tests.lab.faults.town import Town
from tests.lab.faults.tunnel import tunnel
from tests.lab.faults.visit import Visit
from tests.net import servers

Settle = Callable[[Town], Visit | None]


def _as_built(_town: Town) -> None:
    """Nothing more."""


@dataclass(frozen=True)
class Home:
    """`settles` makes it this kind of home; what the PC is asked then, or None for the usual."""

    name: str
    layout: Layout = field(default_factory=Layout)
    settles: Settle = _as_built


def _router_ignores_ping(town: Town) -> None:
    town.rules("router", "icmp type echo-request drop", "icmpv6 type echo-request drop", hook="input")


def _router_limits_ping(town: Town) -> None:
    town.rules("router", "icmp type echo-request limit rate over 10/second drop", hook="input")


def _dns_elsewhere(town: Town) -> None:
    town.stop_dns()
    town.resolver(at.DNS)


def proxy_works(town: Town) -> Visit:
    """All there is for the web; gateways are reached directly."""
    proxied(town)
    web = "iifname lan0 tcp dport { 80, 443 }"
    town.rules("router", f"{web} ip daddr != {at.GATEWAY} drop", f"{web} meta nfproto ipv6 drop")
    return Visit(variables={"https_proxy": PROXY, "http_proxy": PROXY, "no_proxy": "vpn.example"})


def _company_vpn_is_up(town: Town) -> Visit:
    tunnel(town, "company", at.GATEWAY, at.COMPANY)
    town.internet.hold("files", "office", servers.listening(lambda sock: None, at.SERVICE, 445))
    return Visit(vpn=SERVICE)


HOMES = {
    home.name: home
    for home in (
        Home("plain, IPv4 and IPv6"),
        Home("IPv4 only", Layout(ipv6=False)),
        Home("router ignores ping", settles=_router_ignores_ping),
        Home("router limits ping", settles=_router_limits_ping),
        Home("PPPoE, 1492 told", Layout(mtu=1492)),
        Home("1400, told", Layout(mtu=1400)),
        Home("DS-Lite", Layout(access=DS_LITE, mtu=1460)),
        Home("CGNAT", Layout(access=CGNAT)),
        Home("double NAT", Layout(modem=True)),
        Home("Wi-Fi, 10 ms jitter", Layout(first=FirstLink(jitter_ms=5.0, wifi=True))),
        Home("DNS on another server", settles=_dns_elsewhere),
        Home("a proxy that works", settles=proxy_works),
        Home("1 Mbit/s", Layout(mbit=1.0)),
        Home("company VPN up", settles=_company_vpn_is_up),
    )
}

"""By how the home is joined to the internet, and what its router and provider do."""

from tests.lab.faults import layout as at
from tests.lab.faults.healthy.home import Home
from tests.lab.faults.kinds.between import PROXY, proxied
from tests.lab.faults.kinds.far import SERVICE
from tests.lab.faults.kinds.translation import nat64
from tests.lab.faults.layout import CGNAT, DS_LITE, FirstLink, Layout
from tests.lab.faults.town import Town
from tests.lab.faults.tunnel import tunnel
from tests.lab.faults.visit import Visit
from tests.net import servers


def _router_ignores_ping(town: Town) -> None:
    town.rules("router", "icmp type echo-request drop", "icmpv6 type echo-request drop", hook="input")


def _router_limits_ping(town: Town) -> None:
    town.rules("router", "icmp type echo-request limit rate over 10/second drop", hook="input")


def _gateway_limits_udp(town: Town) -> None:
    """As gateways do against floods: some packets at once, then six a second."""
    town.rules("internet", f"ip daddr {at.GATEWAY} meta l4proto udp limit rate over 6/second burst 12 packets drop")


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


def _company_vpn_carries_all(town: Town) -> Visit:
    tunnel(town, "company", at.GATEWAY, "0.0.0.0/1", "128.0.0.0/1")
    town.internet.hold("files", "office", servers.listening(lambda sock: None, at.SERVICE, 445))
    return Visit(vpn=SERVICE)


def _gateway_ignores_ping(town: Town) -> None:
    town.rules("company", "icmp type echo-request drop", hook="input")


def _provider_drops_ping(town: Town) -> None:
    town.rules("provider", "icmp type echo-request drop", "icmpv6 type echo-request drop")


def _nobody_reports(town: Town) -> None:
    """Neither router nor provider says that a packet lived too long, or was not wanted."""
    for where in ("router", "provider", "internet"):
        town.rules(where, "icmp type { time-exceeded, destination-unreachable } drop", hook="output")


def _router_limits_refusals(town: Town) -> None:
    town.rules("router", "icmp type destination-unreachable limit rate over 1/second drop", hook="output")


def _nat64(town: Town) -> None:
    nat64(town)


ACCESSES = (
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
    Home("company VPN carries everything", settles=_company_vpn_carries_all),
    Home("IPv6 only, NAT64", Layout(ipv4=False), _nat64),
    Home("1280, told", Layout(mtu=1280)),
    Home("Wi-Fi, one packet in 200 lost", Layout(first=FirstLink(loss=0.25, wifi=True))),
    Home("CGNAT, IPv4 only, Wi-Fi", Layout(access=CGNAT, ipv6=False, first=FirstLink(jitter_ms=3.0, wifi=True))),
    Home("double NAT, Wi-Fi", Layout(modem=True, first=FirstLink(jitter_ms=3.0, wifi=True))),
    Home("DS-Lite, Wi-Fi", Layout(access=DS_LITE, mtu=1460, first=FirstLink(jitter_ms=3.0, wifi=True))),
    Home("gateway ignores ping", settles=_gateway_ignores_ping),
    Home("provider drops ping", settles=_provider_drops_ping),
    Home("nobody reports", settles=_nobody_reports),
    Home("router limits refusals", settles=_router_limits_refusals),
    Home("gateway limits UDP", settles=_gateway_limits_udp),
)

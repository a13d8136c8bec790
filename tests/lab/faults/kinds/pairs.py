"""Two faults at once: the greater one comes first, and the other is still told."""

from tests.lab.faults import layout as at
from tests.lab.faults.kinds.at_home import WIFI_LOSES, strange_vpn
from tests.lab.faults.kinds.fault import fault
from tests.lab.faults.kinds.identities import expired, inspected
from tests.lab.faults.kinds.names import slow_dns
from tests.lab.faults.kinds.translation import DOUBLE
from tests.lab.faults.town import Town
from tests.lab.faults.truth.injected import Scope
from tests.lab.faults.visit import Visit

PORTAL = Scope(targets=("portal",))
OPENVPN = Scope(protocols=("udp",), ports=(1194,))


def _portal_expired(town: Town) -> None:
    town.company.stop("portal")
    town.company.start_portal(expired(town))


@fault(
    "The Wi-Fi loses packets, and the portal's certificate has expired.",
    "vpn.certificate-expired",
    "gateway",
    "company",
    layout=WIFI_LOSES,
    scope=PORTAL,
    also=("network.wifi-disturbed",),
)
def wifi_loses_and_certificate_expired(town: Town) -> Visit:
    """By its address: a name that gets lost on the Wi-Fi would be a third fault."""
    _portal_expired(town)
    return Visit(gateways=("portal",), changed={"portal": {"host": at.GATEWAY, "server_name": "vpn.example"}})


@fault(
    "The clock is wrong, and TLS is inspected.", "computer.clock-wrong", "pc", "you", also=("network.tls-intercepted",)
)
def clock_wrong_and_tls_inspected(town: Town) -> Visit:
    inspected(town)
    return Visit(clock="-2d")


@fault(
    "The DNS is slow, and OpenVPN's port is closed.",
    "vpn.refused",
    "gateway",
    "company",
    scope=Scope(targets=("openvpn",)),
    also=("network.dns-slow",),
)
def dns_slow_and_port_closed(town: Town) -> None:
    slow_dns(town)
    town.company.stop("openvpn")


@fault(
    "The home has the company's network, and another VPN carries everything.",
    "network.same-as-company",
    "company",
    "you",
    also=("network.vpn-active",),
)
def same_network_and_another_vpn(town: Town) -> Visit:
    strange_vpn(town)
    return Visit(network={"company_networks": [at.HOME]})


@fault(
    "Two routers translate, and the first drops what goes to OpenVPN.",
    "vpn.port-blocked-at-home",
    "router",
    "you",
    layout=DOUBLE,
    scope=OPENVPN,
    also=("network.double-nat",),
)
def double_nat_and_port_blocked(town: Town) -> None:
    town.rules("router", "udp dport 1194 drop")


@fault(
    "The firm's desk is down, and the portal's certificate has expired.",
    "vpn.certificate-expired",
    "gateway",
    "company",
    scope=PORTAL,
    also=("network.desk-down",),
)
def desk_down_and_certificate_expired(town: Town) -> None:
    town.internet.drop("desk")
    _portal_expired(town)


@fault(
    "The provider drops what goes to OpenVPN, and IPv6 is broken.",
    "vpn.port-blocked-by-provider",
    "provider",
    "provider",
    scope=OPENVPN,
    also=("network.ipv6-broken",),
)
def port_blocked_and_ipv6_broken(town: Town) -> None:
    town.rules("provider", "udp dport 1194 drop", "meta nfproto ipv6 drop")

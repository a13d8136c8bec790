"""Faults on the first metres: cable, address, router, Wi-Fi."""

from tests.lab.faults import layout as at
from tests.lab.faults.kinds.fault import fault
from tests.lab.faults.layout import FirstLink, Layout
from tests.lab.faults.town import Town
from tests.lab.faults.truth.injected import Scope
from tests.lab.faults.tunnel import tunnel
from tests.lab.faults.visit import Visit

WIFI_LOSES = Layout(first=FirstLink(loss=5.0, wifi=True))


@fault("No cable is plugged in, so the system has taken back address and routes.", "network.no-adapter", "home", "you")
def no_cable(town: Town) -> None:
    town.on("pc", "ip addr flush dev eth0", "ip link set eth0 down")
    town.on("router", "ip link set lan0 down")


@fault("Nobody gave the PC an address; it took one of its own.", "network.no-address", "router", "you")
def no_dhcp_address(town: Town) -> None:
    town.on(
        "pc", "ip -6 route del default", "ip addr flush dev eth0 scope global", "ip addr add 169.254.7.9/16 dev eth0"
    )


@fault("The PC has an address, but knows no router.", "network.no-gateway", "router", "you")
def no_default_route(town: Town) -> None:
    town.on("pc", "ip route del default", "ip -6 route del default")


@fault("The router has hung up: it answers and forwards nothing.", "network.gateway-silent", "router", "you")
def router_dead(town: Town) -> None:
    town.rules("router", "iifname lan0 drop", hook="prerouting")


@fault(
    "The cable loses 5 % of the packets, either way.",
    "network.link-disturbed",
    "home",
    "you",
    layout=Layout(first=FirstLink(loss=5.0)),
)
def first_link_loses(town: Town) -> None:
    """Lost as the layout says."""


@fault("The Wi-Fi loses 5 % of the packets, either way.", "network.wifi-disturbed", "home", "you", layout=WIFI_LOSES)
def wifi_loses(town: Town) -> None:
    """Lost as the layout says."""


@fault(
    "On the Wi-Fi every packet is up to 60 ms late, either way.",
    "network.wifi-disturbed",
    "home",
    "you",
    layout=Layout(first=FirstLink(jitter_ms=60.0, wifi=True)),
)
def wifi_jitters(town: Town) -> None:
    """Late as the layout says."""


@fault("The home has the network of the company: every FRITZ!Box's.", "network.same-as-company", "company", "you")
def same_network_as_the_company(town: Town) -> Visit:
    return Visit(network={"company_networks": [at.HOME]})


@fault("Another VPN is connected and carries everything.", "network.vpn-active", "pc", "you")
def another_vpn_carries_all(town: Town) -> None:
    strange_vpn(town)


def strange_vpn(town: Town) -> None:
    """To a server on the internet that the company knows nothing of."""
    tunnel(town, "internet", at.REACH, "0.0.0.0/1", "128.0.0.0/1")


@fault(
    "This PC's own firewall forbids UDP to port 1194.",
    "vpn.blocked-here",
    "pc",
    "it-firm",
    scope=Scope(protocols=("udp",), ports=(1194,)),
)
def pc_firewall_forbids(town: Town) -> None:
    town.rules("pc", "udp dport 1194 drop", hook="output")


LEFT_OVER = "vpn.unreachable", "router", "you"


@fault("A VPN program has left a route on this PC: the gateway's address leads nowhere.", *LEFT_OVER)
def route_left_over_leads_nowhere(town: Town) -> None:
    town.on("pc", f"ip route add blackhole {at.GATEWAY}/32")


@fault("A VPN program has left a route on this PC: the gateway's address leads to a device at home.", *LEFT_OVER)
def route_left_over_leads_to_a_device(town: Town) -> None:
    town.on("pc", f"ip route add {at.GATEWAY}/32 via {at.NEIGHBOUR}")

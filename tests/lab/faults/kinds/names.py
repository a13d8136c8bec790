"""Faults of the DNS: dead, silent, slow, lying, and names that are hidden or gone."""

from tests.lab.faults import layout as at
from tests.lab.faults.company import NAMES
from tests.lab.faults.kinds.fault import fault
from tests.lab.faults.town import Town
from tests.lab.faults.truth.injected import Scope
from tests.lab.faults.visit import Visit
from tests.net import servers

SLOW = "192.88.99.130"
SLOW_S = 1.5


@fault("The router's DNS is gone: its port is closed.", "network.dns-of-router", "router", "you")
def router_dns_dead(town: Town) -> None:
    town.stop_dns()


@fault("The router's DNS says nothing at all.", "network.dns-of-router", "router", "you")
def router_dns_silent(town: Town) -> None:
    town.rules("router", "udp dport 53 drop", "tcp dport 53 drop", hook="input")


@fault("The router's DNS takes 1.5 s for each name.", "network.dns-slow", "router", "you")
def router_dns_slow(town: Town) -> None:
    slow_dns(town)


def slow_dns(town: Town) -> None:
    """The server that the router asks thinks for a while."""
    town.on("provider", f"ip addr add {SLOW}/32 dev lo")
    town.internet.hold("slow", "provider", servers.names(town.internet.zone, SLOW, 53, late_s=SLOW_S))
    town.start_dns(upstream=SLOW)


@fault("The router's DNS says its own address for every name.", "network.dns-lies", "router", "you")
def router_dns_lies(town: Town) -> None:
    town.start_dns(f"--address=/example/{at.ROUTER_LAN}", f"--address=/example/{at.HOME6}::1")


@fault("A filter in the router's DNS says 0.0.0.0 for every name.", "network.dns-lies", "router", "you")
def router_dns_says_nowhere(town: Town) -> None:
    town.start_dns("--address=/example/#")


@fault(
    "The router takes the gateway's address for a private one and hides it.",
    "vpn.name-hidden",
    "router",
    "you",
    scope=Scope(targets=("openvpn", "wireguard", "ipsec")),
)
def router_hides_the_gateway(town: Town) -> Visit:
    town.start_dns("--stop-dns-rebind")
    return Visit(changed={name: {"host": "hidden.example"} for name in ("openvpn", "wireguard", "ipsec")})


@fault(
    "The router's DNS denies that the gateway's name exists.",
    "vpn.name-hidden",
    "router",
    "you",
    scope=Scope(targets=NAMES),
)
def router_denies_the_gateway(town: Town) -> None:
    town.start_dns("--server=/vpn.example/")


@fault("The gateway's name exists nowhere any more.", "vpn.name-unknown", "gateway", "it-firm")
def gateway_name_is_gone(town: Town) -> Visit:
    return Visit(changed={"openvpn": {"host": "gone.example"}})

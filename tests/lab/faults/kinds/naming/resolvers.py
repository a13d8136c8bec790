"""Resolvers that answer in part, late, or not this PC."""

from tests.lab.faults import layout as at
from tests.lab.faults.kinds.fault import fault
from tests.lab.faults.kinds.naming.strangers import nobody
from tests.lab.faults.town import Town
from tests.lab.faults.truth.injected import Scope
from tests.net import servers

ROUTER = "network.dns-of-router", "router", "you"
SET = "network.dns-server-dead", "router", "you"
SERVFAIL, REFUSED = 2, 5


@fault("The router's DNS never answers when asked for IPv6 addresses.", *ROUTER)
def router_dns_without_aaaa(town: Town) -> None:
    router_zone(town, AAAA=None)


@fault("The router's DNS never answers when asked for IPv4 addresses.", *ROUTER)
def router_dns_without_a(town: Town) -> None:
    router_zone(town, A=None)


@fault("The router's DNS fails for every name.", *ROUTER)
def router_dns_fails(town: Town) -> None:
    router_zone(town, A=SERVFAIL, AAAA=SERVFAIL)


@fault("The router's DNS refuses this PC.", *ROUTER)
def router_dns_refuses(town: Town) -> None:
    router_zone(town, A=REFUSED, AAAA=REFUSED)


@fault("The router's DNS cuts its answers short, and nobody listens where the rest is to be had.", *ROUTER)
def router_dns_truncates(town: Town) -> None:
    town.stop_dns()
    town.internet.hold("half", "router", servers.names(town.internet.zone, at.ROUTER_LAN, 53, truncates=True))


@fault("The router's DNS takes 3 s for each name.", "network.dns-slow", "router", "you")
def router_dns_very_slow(town: Town) -> None:
    town.stop_dns()
    town.internet.hold("slow", "router", servers.names(town.internet.zone, at.ROUTER_LAN, 53, late_s=3.0))


@fault("Of two DNS servers that are set, the first is dead.", *SET, scope=Scope(share=0.5))
def first_dns_server_dead(town: Town) -> None:
    town.resolver(nobody(town), at.ROUTER_LAN)


@fault("The only DNS server that is set is dead, and the router's is well.", "network.dns-of-pc", "pc", "you")
def set_dns_server_dead(town: Town) -> None:
    town.resolver(nobody(town))


@fault("The only DNS server that is set is dead, and the router has none.", *SET)
def set_dns_server_dead_and_none_at_the_router(town: Town) -> None:
    town.stop_dns()
    town.resolver(nobody(town))


def router_zone(town: Town, **answers: int | None) -> None:
    """The router's own server answers so, by type of record, to every name."""
    town.stop_dns()
    zone = {key: answers.get(key[1], value) for key, value in town.internet.zone.items()}
    town.internet.hold("half", "router", servers.names(zone, at.ROUTER_LAN, 53))

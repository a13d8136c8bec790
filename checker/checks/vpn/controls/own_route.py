"""Whether this PC's own routing table keeps packets from a gateway: what a VPN program enters and leaves behind.

A route to a VPN's server by the router of the network where it was connected last outlives a program that ended badly.
"""

import ipaddress

from checker.model.failure import OperationFailed
from checker.net.routes.interface import Medium, NetworkRoute
from checker.net.routes.interface_list import list_interfaces
from checker.net.routes.routing_table import (
    DOCUMENTATION_ADDRESSES,
    default_routes,
    network_routes,
    source_address_towards,
)

_NARROWEST_OF_A_VPN = 1
"""Two networks of this prefix stand for all addresses: so a VPN that carries everything beats the default route."""


def has_no_route(address: str) -> bool:
    """Whether this PC knows a way to other addresses of the same IP version, and none to this one. Sends nothing."""
    version = ipaddress.ip_address(address).version
    source = source_address_towards(DOCUMENTATION_ADDRESSES[version])
    return source is not None and source_address_towards(address) is None


def leads_past_the_router(address: str, system: str) -> bool:
    """Whether an entry leads this address to a device at home that is no default router.

    Networks' routes are read on Linux alone (`network_routes`); elsewhere it is never seen.
    """
    route = _most_specific(address, network_routes(system))
    if route is None or not route.has_router:
        return False
    try:
        routers = {default.address for default in default_routes(system)}
        media = {adapter.name: adapter.medium for adapter in list_interfaces(system)}
    except (OSError, OperationFailed):
        return False
    return route.router not in routers and media.get(route.interface) is not Medium.VPN


def _most_specific(address: str, routes: list[NetworkRoute]) -> NetworkRoute | None:
    target = ipaddress.ip_address(address)
    covering = [
        (network.prefixlen, route)
        for route in routes
        for network in (ipaddress.ip_network(route.network),)
        if target in network and network.prefixlen > _NARROWEST_OF_A_VPN
    ]
    return max(covering, key=lambda pair: pair[0])[1] if covering else None

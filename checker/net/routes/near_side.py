"""Addresses on this side of the line, where no company's server is: this PC's own, its cable's alone, its router's.

A profile names hosts, and whoever runs their DNS decides where they lead. So it is the address that is looked at.
"""

import ipaddress
from contextlib import suppress

from checker.model.failure import OperationFailed
from checker.model.networks import (
    LINK_LOCAL_V4,
    LINK_LOCAL_V6,
    LOOPBACK_V4,
    LOOPBACK_V6,
    UNSPECIFIED_V4,
    UNSPECIFIED_V6,
    Address,
    is_in,
)
from checker.model.record import Record
from checker.net.routes.interface import DefaultRoute, Interface, Medium
from checker.net.routes.interface_list import list_interfaces
from checker.net.routes.routing_table import default_routes

_ALWAYS = (LOOPBACK_V4, LOOPBACK_V6, LINK_LOCAL_V4, LINK_LOCAL_V6, UNSPECIFIED_V4, UNSPECIFIED_V6)
_THIS_NETWORK = ipaddress.IPv4Network("0.0.0.0/8")
"""RFC 1122, 3.2.1.3: systems take some of it for this host."""
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""RFC 6052, 2.1: an IPv4 address in the last four bytes."""
_COMPATIBLE = ipaddress.IPv6Network("::/96")
"""RFC 4291, 2.5.5.1: the same, long out of use."""


class NearSide(Record, frozen=True, kw_only=True):
    """`addresses`: the PC's own and its routers', in their shortest form."""

    addresses: frozenset[str] = frozenset()

    def holds(self, address: str) -> bool:
        """Whether it is here; true for what is no address, since nobody knows where that leads."""
        try:
            parsed = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return True
        return any(
            is_in(candidate, (*_ALWAYS, _THIS_NETWORK))
            or candidate.is_multicast
            or str(candidate) in self.addresses
            or str(candidate) == "255.255.255.255"
            for candidate in _meanings(parsed)
        )


def read_near_side(system: str) -> NearSide:
    """Of this PC as it is now; what cannot be listed is left out. Raises nothing.

    The far end of a VPN is no router of the home: a company's server may be there.
    """
    adapters: list[Interface] = []
    routes: list[DefaultRoute] = []
    with suppress(OperationFailed, OSError):
        adapters = list_interfaces(system)
    with suppress(OperationFailed, OSError):
        routes = default_routes(system)
    vpns = {adapter.name for adapter in adapters if adapter.medium is Medium.VPN}
    own = [address.partition("/")[0] for adapter in adapters for address in adapter.addresses]
    routers = [route.address for route in routes if route.interface not in vpns]
    return NearSide(addresses=frozenset(filter(None, map(_shortest, (*own, *routers)))))


def _meanings(address: Address) -> tuple[Address, ...]:
    """The address, and the one of IPv4 that it stands for."""
    if isinstance(address, ipaddress.IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour
        if inside is None and (address in _NAT64 or address in _COMPATIBLE):
            inside = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inside is not None:
            return address, inside
    return (address,)


def _shortest(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text.partition("%")[0]))
    except ValueError:
        return ""

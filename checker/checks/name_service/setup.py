"""The DNS servers that this PC is set to, the router, and who the servers are: by where they stand."""

import ipaddress

from checker.checks.name_service.server_kind import DnsServerKind
from checker.model.failure import OperationFailed
from checker.model.networks import (
    LINK_LOCAL_V4,
    LINK_LOCAL_V6,
    LOOPBACK_V4,
    LOOPBACK_V6,
    PRIVATE_V4,
    UNIQUE_LOCAL_V6,
    is_in,
)
from checker.model.record import Record
from checker.net.dns.query import configured_servers
from checker.net.routes.interface import Interface, Medium
from checker.net.routes.interface_list import list_interfaces
from checker.net.routes.routing_table import default_routes, source_address_towards

MAX_SERVERS = 2
"""So many of those that are set: a system tries them in turn, and rarely comes to the third."""


class ResolverSetup(Record, frozen=True, kw_only=True):
    """`router` is empty where none is known. `vpns`: adapters of VPNs that are up."""

    servers: tuple[str, ...] = ()
    router: str = ""
    vpns: tuple[Interface, ...] = ()

    @property
    def kinds(self) -> tuple[DnsServerKind, ...]:
        """Of each server that is set."""
        return tuple(self._kind(server) for server in self.servers)

    def _kind(self, server: str) -> DnsServerKind:
        address = ipaddress.ip_address(server.partition("%")[0])
        if is_in(address, (LOOPBACK_V4, LOOPBACK_V6)):
            return DnsServerKind.PC
        if self.router and address == ipaddress.ip_address(self.router.partition("%")[0]):
            return DnsServerKind.ROUTER
        source = source_address_towards(server)
        if source is not None and any(vpn.has_address(source) for vpn in self.vpns):
            return DnsServerKind.VPN
        private = (*PRIVATE_V4, UNIQUE_LOCAL_V6, LINK_LOCAL_V4, LINK_LOCAL_V6)
        return DnsServerKind.HOME if is_in(address, private) else DnsServerKind.PUBLIC


def read_resolver_setup(system: str) -> ResolverSetup:
    """What the system says of them; sends nothing. What it does not say is left out."""
    servers = tuple(server for server in configured_servers() if _is_address(server))[:MAX_SERVERS]
    try:
        adapters = {adapter.name: adapter for adapter in list_interfaces(system)}
        routes = default_routes(system)
    except (OperationFailed, OSError):
        return ResolverSetup(servers=servers)
    vpns = tuple(adapter for adapter in adapters.values() if adapter.medium is Medium.VPN and adapter.up)
    tunnels = {adapter.name for adapter in vpns}
    router = next((route.address for route in routes if route.address and route.interface not in tunnels), "")
    return ResolverSetup(servers=servers, router=router, vpns=vpns)


def _is_address(text: str) -> bool:
    """Not the address of a server by HTTPS, which dnspython lists as well."""
    try:
        ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return True

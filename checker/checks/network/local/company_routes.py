"""Networks of this PC itself that have the company's addresses: a virtual machine's, Docker's, a route entered by hand.

What the routing table says decides, not what an adapter is: a network that the VPN's own route beats harms nobody.
"""

import ipaddress
from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.local.adapters import LocalNetwork, is_anonymous
from checker.checks.network.need import NetworkNeed
from checker.model.observation import Observation
from checker.net.routes.interface import PHYSICAL, Interface, Medium
from checker.net.routes.routing_table import network_routes, source_address_towards

_SAMPLE = 2
"""Of a network's addresses: the first ones usually are the adapter's own, or its router's."""


def observe_own_networks(pc: LocalNetwork, need: NetworkNeed, context: ProbeContext) -> Iterator[Observation]:
    """`overlap.own` for each company network."""
    for company in need.company_networks:
        yield context.observation("overlap.own", own_network(pc, company, context.system), subject=company)


def own_network(pc: LocalNetwork, company: str, system: str) -> str:
    """The private network on this PC that takes packets for this company network, or empty.

    The home's own adapters are left out: what they share with the company is `overlap`.
    """
    company_network = ipaddress.ip_network(company)
    for adapter in pc.interfaces:
        if adapter.medium in (Medium.VPN, Medium.LOOPBACK, *PHYSICAL) or adapter == pc.link:
            continue
        for network in adapter.networks(company_network.version):
            if is_anonymous(network) and network.overlaps(company_network) and _is_taken(adapter, network, company):
                return str(network)
    by_name = {adapter.name: adapter for adapter in pc.interfaces if adapter.medium is not Medium.VPN}
    for route in network_routes(system):
        network = ipaddress.ip_network(route.network)
        adapter_of_route = by_name.get(route.interface)
        is_of_company = network.version == company_network.version and network.overlaps(company_network)
        if adapter_of_route is None or not route.has_router or not is_of_company or not is_anonymous(network):
            continue
        if _is_taken(adapter_of_route, network, company):
            return str(network)
    return ""


def _is_taken(adapter: Interface, network: ipaddress.IPv4Network | ipaddress.IPv6Network, company: str) -> bool:
    """Whether packets to the addresses that both have leave by this adapter."""
    company_network = ipaddress.ip_network(company)
    shared = network if network.prefixlen >= company_network.prefixlen else company_network
    sample = shared[min(_SAMPLE, shared.num_addresses - 1)]
    source = source_address_towards(str(sample))
    return source is not None and adapter.has_address(source)

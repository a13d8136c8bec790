"""The PC's own side: adapters, kinds of address, VPNs, and networks that home and company share."""

import ipaddress
from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.address_kind import address_kind
from checker.checks.network.need import NetworkNeed
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed, failure_of
from checker.model.networks import GLOBAL_V6
from checker.model.observation import Observation
from checker.model.record import Record
from checker.net.routes.interface import PHYSICAL, DefaultRoute, Interface, Medium
from checker.net.routes.interface_list import list_interfaces
from checker.net.routes.routing_table import DOCUMENTATION_ADDRESSES, default_routes, source_address_towards

_NO_ADDRESSES = Failure(operation=Operation.LIST, kind=FailureKind.DENIED, detail="addresses")
ANY_URL = "https://desk.invalid/"
"""Looked up in the proxy settings where the profile names no desk; never requested."""


class LocalNetwork(Record, frozen=True, kw_only=True):
    """The adapters, the default route, and the adapter that it uses."""

    interfaces: tuple[Interface, ...]
    gateway: DefaultRoute | None
    link: Interface | None

    @property
    def vpns(self) -> list[Interface]:
        """VPN adapters that are connected: macOS keeps idle ones that have a link-local address at most."""
        return [
            adapter
            for adapter in self.interfaces
            if adapter.medium is Medium.VPN and adapter.up and _is_usable(adapter)
        ]


def read_local_network(system: str) -> LocalNetwork:
    """Raises OperationFailed or OSError where the adapters cannot be listed."""
    adapters = tuple(list_interfaces(system))
    by_name = {adapter.name: adapter for adapter in adapters}
    routes = [route for route in default_routes(system) if route.interface in by_name]
    routes = [route for route in routes if by_name[route.interface].medium is not Medium.VPN]
    gateway = next((route for route in routes if route.address), next(iter(routes), None))
    return LocalNetwork(
        interfaces=adapters, gateway=gateway, link=by_name[gateway.interface] if gateway else _best_adapter(adapters)
    )


def observe_local_network(pc: LocalNetwork, need: NetworkNeed, context: ProbeContext) -> Iterator[Observation]:
    """Everything that is known without sending a packet."""
    yield context.observation(
        "adapters.up", sum(adapter.up and adapter.medium in PHYSICAL for adapter in pc.interfaces)
    )
    yield context.observation("gateway.known", pc.gateway is not None)
    if pc.link:
        yield context.observation("link.medium", pc.link.medium.value)
        if pc.link.speed_mbit:
            yield context.observation("link.speed", pc.link.speed_mbit)
        if pc.link.full_duplex is not None:
            yield context.observation("link.full-duplex", pc.link.full_duplex)
    if pc.link is None or pc.link.has_known_addresses:
        yield context.observation("address.v4", ipv4_kind(pc.link))
        yield context.observation("address.v6", ipv6_kind(pc.link))
        yield from _vpn(pc, need, context)
        for company in need.company_networks:
            yield context.observation("overlap", overlap(pc, company), subject=company)
    else:
        for name in ("address.v4", "address.v6"):
            yield context.failed_observation(name, _NO_ADDRESSES)
    yield from _proxy(context)


def observe_missing_adapters(context: ProbeContext, error: OperationFailed | OSError) -> Iterator[Observation]:
    """What stands where the adapters could not be listed."""
    failure = error.failure if isinstance(error, OperationFailed) else failure_of(Operation.LIST, error)
    yield context.failed_observation("adapters.up", failure)
    yield context.failed_observation("gateway.known", failure)
    yield from _proxy(context)


def _vpn(pc: LocalNetwork, need: NetworkNeed, context: ProbeContext) -> Iterator[Observation]:
    vpns = pc.vpns
    yield context.observation("vpn.active", bool(vpns))
    if not vpns:
        return
    yield context.observation(
        "vpn.carries-all", any(_is_routed_by_vpn(vpns, address) for address in DOCUMENTATION_ADDRESSES.values())
    )
    if need.company_networks:
        inside = [
            str(ipaddress.ip_network(network)[1]) for network in need.company_networks if _has_many_addresses(network)
        ]
        yield context.observation("vpn.carries-company", any(_is_routed_by_vpn(vpns, address) for address in inside))


def _has_many_addresses(network: str) -> bool:
    return ipaddress.ip_network(network).num_addresses > 1


def _is_routed_by_vpn(vpns: list[Interface], address: str) -> bool:
    source = source_address_towards(address)
    return source is not None and any(vpn.has_address(source) for vpn in vpns)


def _proxy(context: ProbeContext) -> Iterator[Observation]:
    firm = context.profile.firm
    url = firm.desk_url if firm and firm.desk_url else ANY_URL
    try:
        yield context.observation("proxy.used", context.net.proxy_for(url) is not None)
    except ValueError:
        yield context.failed_observation(
            "proxy.used", Failure(operation=Operation.READ, kind=FailureKind.UNSUPPORTED, detail="address")
        )


def overlap(pc: LocalNetwork, company: str) -> str:
    """The private network at home that shares addresses with this one of the company, or empty."""
    company_network = ipaddress.ip_network(company)
    home_adapters = [
        adapter for adapter in pc.interfaces if adapter.up and (adapter.medium in PHYSICAL or adapter == pc.link)
    ]
    for interface in home_adapters:
        for network in interface.networks(company_network.version):
            if is_anonymous(network) and network.overlaps(company_network):
                return str(network)
    return ""


def is_anonymous(network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> bool:
    """A private network names nobody; a public one would. Python's wider notion of private serves: none leads out."""
    return network.is_private and not network.is_link_local and not network.is_loopback


def ipv4_kind(link: Interface | None) -> str:
    """private, shared, public, self-assigned (RFC 3927) or none."""
    kinds = {_ipv4_address_kind(ipaddress.ip_interface(address).ip) for address in link.addresses} if link else set()
    return next((kind for kind in ("private", "shared", "public", "self-assigned") if kind in kinds), "none")


def _ipv4_address_kind(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    if address.version == 6:
        return ""
    kind = address_kind(str(address))
    if kind in ("shared", "self-assigned"):
        return kind
    return "private" if address.is_private else "public"  # among the former ds-lite, which no adapter of a home has


def ipv6_kind(link: Interface | None) -> str:
    """global, local (RFC 4193) or none; a link-local address leads nowhere and counts as none."""
    addresses = [ipaddress.ip_interface(interface_address).ip for interface_address in link.addresses] if link else []
    if any(address.version == 6 and address in GLOBAL_V6 for address in addresses):
        return "global"
    return "local" if any(address.version == 6 and not address.is_link_local for address in addresses) else "none"


def _is_usable(interface: Interface) -> bool:
    return any(not ipaddress.ip_interface(address).ip.is_link_local for address in interface.addresses)


def _best_adapter(adapters: tuple[Interface, ...]) -> Interface | None:
    """Without a router: the connected adapter with the best address."""
    connected = [adapter for adapter in adapters if adapter.up and adapter.medium in PHYSICAL]
    return max(connected, key=lambda adapter: (_is_usable(adapter), bool(adapter.addresses)), default=None)

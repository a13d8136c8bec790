"""The PC's own side: adapters, kinds of address, VPNs, and networks that home and company share."""

import ipaddress
from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.need import NetworkNeed
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed, failure_of
from checker.model.observation import Observation
from checker.model.record import Record
from checker.net.interfaces import list_interfaces
from checker.net.link import PHYSICAL, DefaultRoute, Interface, Medium
from checker.net.routes import DOCUMENTATION_ADDRESSES, default_routes, source_address_towards

ANY_URL = "https://desk.invalid/"
"""Asked of the proxy settings where the profile names no desk; never sent to."""
_SHARED = ipaddress.ip_network("100.64.0.0/10")
"""RFC 6598: behind the provider's own address translation."""
_GLOBAL6 = ipaddress.ip_network("2000::/3")


class Pc(Record, frozen=True, kw_only=True):
    """The adapters, the way to the router, and the adapter that the work goes through."""

    interfaces: tuple[Interface, ...]
    gateway: DefaultRoute | None
    link: Interface | None

    @property
    def vpns(self) -> list[Interface]:
        """VPN adapters that are connected: macOS keeps idle ones that have a link-local address at most."""
        return [one for one in self.interfaces if one.medium is Medium.VPN and one.up and _usable(one)]


def this_pc(system: str) -> Pc:
    """Raises OperationFailed or OSError where the adapters cannot be listed."""
    found = tuple(list_interfaces(system))
    by_name = {one.name: one for one in found}
    routers = [way for way in default_routes(system) if way.interface in by_name]
    routers = [way for way in routers if by_name[way.interface].medium is not Medium.VPN]
    gateway = next((way for way in routers if way.address), next(iter(routers), None))
    return Pc(interfaces=found, gateway=gateway, link=by_name[gateway.interface] if gateway else _best(found))


def observe_pc(pc: Pc, need: NetworkNeed, context: ProbeContext) -> Iterator[Observation]:
    """Everything that is known without sending a packet."""
    yield context.observation("adapters.up", sum(one.up and one.medium in PHYSICAL for one in pc.interfaces))
    yield context.observation("gateway.known", pc.gateway is not None)
    if pc.link:
        yield context.observation("link.medium", pc.link.medium.value)
        if pc.link.speed_mbit:
            yield context.observation("link.speed", pc.link.speed_mbit)
        if pc.link.full_duplex is not None:
            yield context.observation("link.full-duplex", pc.link.full_duplex)
    yield context.observation("address.v4", kind_of_v4(pc.link))
    yield context.observation("address.v6", kind_of_v6(pc.link))
    yield from _vpn(pc, need, context)
    for company in need.company_networks:
        yield context.observation("overlap", overlap(pc, company), subject=company)
    yield from _proxy(context)


def no_pc(context: ProbeContext, error: OperationFailed | OSError) -> Iterator[Observation]:
    """What stands where the adapters could not be listed."""
    failure = error.failure if isinstance(error, OperationFailed) else failure_of(Operation.LIST, error)
    yield context.failed_observation("adapters.up", failure)
    yield context.failed_observation("gateway.known", failure)
    yield from _proxy(context)


def _vpn(pc: Pc, need: NetworkNeed, context: ProbeContext) -> Iterator[Observation]:
    vpns = pc.vpns
    yield context.observation("vpn.active", bool(vpns))
    if not vpns:
        return
    yield context.observation(
        "vpn.carries-all", any(_leads(vpns, address) for address in DOCUMENTATION_ADDRESSES.values())
    )
    if need.company_networks:
        inside = [str(ipaddress.ip_network(network)[1]) for network in need.company_networks if _many(network)]
        yield context.observation("vpn.carries-company", any(_leads(vpns, address) for address in inside))


def _many(network: str) -> bool:
    return ipaddress.ip_network(network).num_addresses > 1


def _leads(vpns: list[Interface], address: str) -> bool:
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


def overlap(pc: Pc, company: str) -> str:
    """The private network at home that shares addresses with this one of the company, or empty."""
    theirs = ipaddress.ip_network(company)
    at_home = [one for one in pc.interfaces if one.up and (one.medium in PHYSICAL or one == pc.link)]
    for interface in at_home:
        for network in interface.networks(theirs.version):
            if _may_be_told(network) and network.overlaps(theirs):
                return str(network)
    return ""


def _may_be_told(network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> bool:
    """A private network names nobody; a public one would."""
    return network.is_private and not network.is_link_local and not network.is_loopback


def kind_of_v4(link: Interface | None) -> str:
    """private, shared, public, self-assigned (RFC 3927) or none."""
    kinds = {_kind4(ipaddress.ip_interface(one).ip) for one in link.addresses} if link else set()
    return next((kind for kind in ("private", "shared", "public", "self-assigned") if kind in kinds), "none")


def _kind4(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    if address.version == 6:
        return ""
    if address in _SHARED:
        return "shared"
    if address.is_link_local:
        return "self-assigned"
    return "private" if address.is_private else "public"


def kind_of_v6(link: Interface | None) -> str:
    """global, local (RFC 4193) or none; a link-local address leads nowhere and counts as none."""
    found = [ipaddress.ip_interface(one).ip for one in link.addresses] if link else []
    if any(address.version == 6 and address in _GLOBAL6 for address in found):
        return "global"
    return "local" if any(address.version == 6 and not address.is_link_local for address in found) else "none"


def _usable(interface: Interface) -> bool:
    return any(not ipaddress.ip_interface(one).ip.is_link_local for one in interface.addresses)


def _best(found: tuple[Interface, ...]) -> Interface | None:
    """Without a router: the connected adapter that came furthest."""
    connected = [one for one in found if one.up and one.medium in PHYSICAL]
    return max(connected, key=lambda one: (_usable(one), bool(one.addresses)), default=None)

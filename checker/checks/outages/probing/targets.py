"""Whom to ask, by address: looked for at the beginning, after each change of network, and until all are there."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from checker.checks.context import ProbeContext
from checker.checks.network.address_kind import address_kind
from checker.checks.network.path.provider import expiring_echo
from checker.checks.outages.need import OutagesNeed
from checker.checks.outages.probing.queries import AdaptiveQuery, hop_query, host_query, router_query
from checker.model.failure import OperationFailed
from checker.net.dns.query import configured_servers
from checker.net.dns.resolve import resolve
from checker.net.icmp.messages import EchoReplyKind
from checker.net.routes.interface import Interface, Medium
from checker.net.routes.interface_list import list_interfaces
from checker.net.routes.routing_table import DOCUMENTATION_ADDRESSES, default_routes, source_address_towards

HOPS = (2, 3, 4)
"""Stations behind the router that may be the provider's first: a second router at home comes before it."""
_PROVIDER_KINDS = ("shared", "ds-lite", "public")
_TRIES = 2
_HTTPS, _HTTP = 443, 80


@dataclass
class Targets:
    """What is known so far. Addresses stay in here."""

    queries: dict[str, AdaptiveQuery]
    desk_host: str = ""
    name_server: str = ""
    adapter: str = ""
    medium: str = ""
    is_tunnel: bool = False
    stun: tuple[str, int] | None = None

    @property
    def is_complete(self) -> bool:
        """Whether nobody is left to look for that is usually there."""
        return {"router", "provider", "desk"} <= set(self.queries)


def find_targets(need: OutagesNeed, context: ProbeContext) -> Targets:
    """As things are now; whoever cannot be found is missing. May take some seconds. Raises nothing."""
    host, port = _desk(context)
    desk = _address(host, context) if host else ""
    source = source_address_towards(desk or DOCUMENTATION_ADDRESSES[4])
    adapter = _adapter(source, context.system)
    targets = Targets(queries={}, desk_host=host, name_server=_name_server())
    if adapter is not None:
        targets.adapter, targets.medium = adapter.name, adapter.medium.value
        targets.is_tunnel = adapter.medium is Medium.VPN
    router = _router(adapter, 6 if ":" in desk else 4, context.system)
    if router:
        targets.queries["router"] = router_query(router)
    if desk:
        targets.queries["desk"] = host_query(desk, port)
        hops = 0 if targets.is_tunnel else _provider_hop(desk)
        if hops:
            targets.queries["provider"] = hop_query(desk, hops)
    other = _second_host(need.reach, desk, context)
    if other is not None:
        targets.queries["other"] = host_query(*other)
    targets.stun = _second_host(need.stun, "", context)
    return targets


def _desk(context: ProbeContext) -> tuple[str, int]:
    firm = context.profile.firm
    try:
        address = urlsplit(firm.desk_url if firm is not None else "")
        return address.hostname or "", address.port or (_HTTP if address.scheme == "http" else _HTTPS)
    except ValueError:
        return "", 0


def _address(host: str, context: ProbeContext) -> str:
    """The first outside this PC, IPv4 before IPv6; empty where there is none."""
    try:
        addresses = [address for address in resolve(host) if address_kind(address) != "loopback"]
    except OperationFailed:
        return ""
    return min(context.remote_addresses(addresses), key=lambda address: ":" in address, default="")


def _second_host(places: Sequence[str], first: str, context: ProbeContext) -> tuple[str, int] | None:
    """The first of these `host:port` that is another host than `first`."""
    for place in places:
        host, _, port = place.rpartition(":")
        address = _address(host.strip("[]"), context)
        if address and address != first:
            return address, int(port)
    return None


def _adapter(source: str | None, system: str) -> Interface | None:
    if source is None:
        return None
    try:
        adapters = list_interfaces(system)
    except (OperationFailed, OSError):
        return None
    return next((adapter for adapter in adapters if adapter.has_address(source)), None)


def _router(adapter: Interface | None, version: int, system: str) -> str:
    """Of the adapter that leads out; behind a VPN that of any other, for the home lies before the tunnel."""
    try:
        routes = [route for route in default_routes(system) if route.address and route.version == version]
        media = {interface.name: interface.medium for interface in list_interfaces(system)}
    except (OperationFailed, OSError):
        return ""
    own = [route for route in routes if adapter is not None and route.interface == adapter.name]
    if adapter is None or adapter.medium is Medium.VPN:
        own = [route for route in routes if media.get(route.interface) is not Medium.VPN]
    return min(own, key=lambda route: route.metric).address if own else ""


def _provider_hop(desk: str) -> int:
    """The first station with an address that no home has; 0 where none answers."""
    for hops in HOPS:
        for _ in range(_TRIES):
            _, reply = expiring_echo(desk, hops)()
            if reply is None or reply.kind is not EchoReplyKind.EXPIRED:
                continue
            if address_kind(reply.responder) in _PROVIDER_KINDS:
                return hops
            break
    return 0


def _name_server() -> str:
    return next(iter(configured_servers()), "")

"""Whether the way out of this PC changed while it was checked: another Wi-Fi, a cable pulled, a VPN that connected."""

from checker.model.failure import OperationFailed
from checker.net.routes.routing_table import DOCUMENTATION_ADDRESSES, default_routes, source_address_towards

RouteSignature = tuple[frozenset[tuple[str, str]], str | None]
"""The default routes by adapter and router, and the own address that IPv4 leaves from. It stays in this process."""


def route_signature(system: str) -> RouteSignature | None:
    """As it is now; None where the system does not say. IPv6 addresses change by themselves and are left out."""
    try:
        routes = frozenset((route.interface, route.address) for route in default_routes(system))
    except (OperationFailed, OSError, ValueError):
        return None
    return routes, source_address_towards(DOCUMENTATION_ADDRESSES[4])


def has_changed(before: RouteSignature | None, after: RouteSignature | None) -> bool:
    """Whether both are known and differ."""
    return before is not None and after is not None and before != after

"""The ways out of this PC: its default routes, and the address that it would send from."""

import socket

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.phase_log import logged_phase
from checker.net.routes import linux, macos, windows
from checker.net.routes.interface import DefaultRoute, NetworkRoute

DOCUMENTATION_ADDRESSES = {4: "203.0.113.1", 6: "2001:db8::1"}
"""Addresses kept for documentation (RFC 5737, RFC 3849): asked of the routing table, never sent to."""


@logged_phase("default routes", routes=len)
def default_routes(system: str) -> list[DefaultRoute]:
    """The default routes, preferred first, VPNs' among them.

    Raises OperationFailed or OSError where they cannot be read.
    """
    match system:
        case "windows":
            routes = windows.default_routes()
        case "macos":
            routes = macos.default_routes()
        case "linux":
            routes = linux.default_routes()
        case _:
            raise OperationFailed(Operation.LIST, FailureKind.UNSUPPORTED, system)
    return sorted(routes, key=lambda route: (route.version, route.metric))


def network_routes(system: str) -> list[NetworkRoute]:
    """The routes to single networks over IPv4; Linux alone is read, elsewhere there are none. Never raises OSError."""
    if system != "linux":
        return []
    try:
        return linux.network_routes()
    except OSError:
        return []


def source_address_towards(address: str) -> str | None:
    """The own address that packets to `address` would leave from, or None without a way. Sends nothing.

    Connecting a datagram socket only asks the routing rules, also those of policy routing and of VPN clients.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as sock:
            sock.connect((address, 9))
            return str(sock.getsockname()[0]).partition("%")[0]
    except OSError:
        return None

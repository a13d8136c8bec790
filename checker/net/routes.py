"""The ways out of this PC: its default routes, and the address that it would send from."""

import socket

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net import linux, macos, windows
from checker.net.link import Gateway

FAR_AWAY = {4: "203.0.113.1", 6: "2001:db8::1"}
"""Addresses kept for documentation (RFC 5737, RFC 3849): asked of the routing table, never sent to."""


def gateways(system: str) -> list[Gateway]:
    """The default routes, preferred first, VPNs' among them.

    Raises OperationFailed or OSError where they cannot be read.
    """
    match system:
        case "windows":
            found = windows.gateways()
        case "macos":
            found = macos.gateways()
        case "linux":
            found = linux.gateways()
        case _:
            raise OperationFailed(Operation.LIST, FailureKind.UNSUPPORTED, system)
    return sorted(found, key=lambda gateway: (gateway.version, gateway.metric))


def source_towards(address: str) -> str | None:
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

"""What this PC's own tables say of its way out: nothing is sent.

Separates a wrong netmask (the internet would lie in the home's own network) and a router that is not the DHCP server's
choice from faults outside. The neighbour table is read on Linux only; the DHCP server is told by Windows and macOS, on
Linux by systemd-networkd and NetworkManager.
"""

import ipaddress
from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.experiments.subject import UnreachedHost
from checker.model.failure import Operation, OperationFailed
from checker.model.observation import Observation
from checker.net import dhcp
from checker.net.routes.interface import DefaultRoute, Interface
from checker.net.routes.neighbours import hardware_address


def observe_home_routing(
    hosts: list[UnreachedHost], link: Interface, router: DefaultRoute | None, context: ProbeContext
) -> Iterator[Observation]:
    """`route.on-link`, `gateway.neighbour` (answers, silent) and `gateway.gives-addresses`."""
    yield context.observation("route.on-link", any(is_in_own_network(host.address, link) for host in hosts))
    if router is None or not router.address:
        return
    with context.record("gateway.neighbour") as neighbour:
        neighbour.value = "answers" if hardware_address(router.address, context.system) else "silent"
    yield neighbour.observation()
    if router.version == 4:
        with context.record("gateway.gives-addresses", Operation.READ) as gives:
            gives.value = dhcp.server(link.name, context.system) == router.address
        yield gives.observation()


def is_in_own_network(address: str, link: Interface) -> bool:
    """Whether this adapter takes a host outside for one that needs no router."""
    ip = ipaddress.ip_address(address)
    return any(ip in network for network in link.networks(ip.version))


def dhcp_server(link: Interface, context: ProbeContext) -> str:
    """The DHCP server's address, to be asked for names; empty where the system does not tell."""
    try:
        return dhcp.server(link.name, context.system)
    except OperationFailed:
        return ""

"""From where on the way a message about our packets comes: this PC, the home router, something later, or the target."""

import contextlib
import ipaddress
import socket
from enum import Enum

import psutil

from checker.model.failure import Operation, OperationFailed
from checker.net.icmp.error import IcmpError
from checker.net.psutil_reading import read_psutil
from checker.net.routes.routing_table import default_routes


class ErrorOrigin(Enum):
    """A place on the way, in its order."""

    PC = "pc"
    ROUTER = "router"
    PATH = "way"
    TARGET = "target"


def locate_origin(icmp_error: IcmpError, target: str, system: str = "linux") -> ErrorOrigin | None:
    """Where this message comes from, or None where it does not say.

    A message in the target's name that no router has forwarded is the home router's own, unless the target is next
    door: a redirecting router answers in the name of whom it replaces.
    """
    if not icmp_error.sender:
        return None
    sender, target_address = _normalised(icmp_error.sender), _normalised(target)
    on_link = is_on_link(target_address)
    if sender == target_address:
        return ErrorOrigin.ROUTER if icmp_error.is_from_next_hop and not on_link else ErrorOrigin.TARGET
    if sender in _own_addresses():
        return ErrorOrigin.PC
    if icmp_error.is_from_next_hop or sender in _router_addresses(system):
        return ErrorOrigin.ROUTER
    return ErrorOrigin.PATH


def is_on_link(address: str) -> bool:
    """Whether it is this PC's own, or in a network that it is joined to without a router."""
    ip = ipaddress.ip_address(_normalised(address))
    return ip.is_loopback or any(ip in interface.network for interface in _ip_interfaces())


def _normalised(address: str) -> str:
    return str(ipaddress.ip_address(address.partition("%")[0]))


def _own_addresses() -> set[str]:
    return {str(interface.ip) for interface in _ip_interfaces()}


def _ip_interfaces() -> list[ipaddress.IPv4Interface | ipaddress.IPv6Interface]:
    """Empty where they cannot be listed."""
    interfaces: list[ipaddress.IPv4Interface | ipaddress.IPv6Interface] = []
    try:
        by_adapter = read_psutil(psutil.net_if_addrs, Operation.LIST)
    except OperationFailed:
        return interfaces
    for addresses in by_adapter.values():
        for entry in addresses:
            if entry.family in (socket.AF_INET, socket.AF_INET6):
                with contextlib.suppress(ValueError):
                    interfaces.append(
                        ipaddress.ip_interface(f"{entry.address.partition('%')[0]}/{_prefix_length(entry.netmask)}")
                    )
    return interfaces


def _prefix_length(netmask: str | None) -> int | str:
    if netmask and ":" in netmask:
        return bin(int(ipaddress.IPv6Address(netmask))).count("1")
    return netmask or 128


def _router_addresses(system: str) -> set[str]:
    try:
        return {_normalised(route.address) for route in default_routes(system) if route.address}
    except (OperationFailed, OSError, ValueError):
        return set()

"""From where on the way a message about our packets comes: this PC, the home router, something later, or the target."""

import contextlib
import ipaddress
import socket
from enum import Enum

import psutil

from checker.model.failure import OperationFailed
from checker.net.errqueue import Told
from checker.net.routes import gateways


class Origin(Enum):
    """A place on the way, in its order."""

    PC = "pc"
    ROUTER = "router"
    WAY = "way"
    TARGET = "target"


def origin_of(told: Told, target: str, system: str = "linux") -> Origin | None:
    """Where this message comes from, or None where it does not say.

    A message in the target's name that no router has forwarded is the home router's own, unless the target is next
    door: a redirecting router answers in the name of whom it replaces.
    """
    if not told.sender:
        return None
    sender, aim = _plain(told.sender), _plain(target)
    close = near(aim)
    if sender == aim:
        return Origin.ROUTER if told.next_door and not close else Origin.TARGET
    if sender in _own():
        return Origin.PC
    if told.next_door or sender in _routers(system):
        return Origin.ROUTER
    return Origin.WAY


def near(address: str) -> bool:
    """Whether it is this PC's own, or in a network that it is joined to without a router."""
    aim = ipaddress.ip_address(_plain(address))
    return aim.is_loopback or any(aim in interface.network for interface in _interfaces())


def _plain(address: str) -> str:
    return str(ipaddress.ip_address(address.partition("%")[0]))


def _own() -> set[str]:
    return {str(interface.ip) for interface in _interfaces()}


def _interfaces() -> list[ipaddress.IPv4Interface | ipaddress.IPv6Interface]:
    found = []
    for addresses in psutil.net_if_addrs().values():
        for one in addresses:
            if one.family in (socket.AF_INET, socket.AF_INET6):
                with contextlib.suppress(ValueError):
                    found.append(ipaddress.ip_interface(f"{one.address.partition('%')[0]}/{_length(one.netmask)}"))
    return found


def _length(netmask: str | None) -> int | str:
    if netmask and ":" in netmask:
        return bin(int(ipaddress.IPv6Address(netmask))).count("1")
    return netmask or 128


def _routers(system: str) -> set[str]:
    try:
        return {_plain(one.address) for one in gateways(system) if one.address}
    except (OperationFailed, OSError, ValueError):
        return set()

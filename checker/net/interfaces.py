"""The adapters of this PC: what they are, and what they are joined to."""

import ipaddress
import socket

import psutil

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net import linux, macos, windows
from checker.net.link import Interface, Medium

_DUPLEX: dict[int, bool] = {psutil.NIC_DUPLEX_FULL: True, psutil.NIC_DUPLEX_HALF: False}


def interfaces(system: str) -> list[Interface]:
    """All adapters; `system` is windows, macos or linux. Raises OperationFailed or OSError where they cannot be listed.

    No name of a Wi-Fi, no hardware address and no position is read.
    """
    stats = psutil.net_if_stats()
    addresses = psutil.net_if_addrs()
    media = _media(system, list(stats))
    return [
        Interface(
            name=name,
            medium=media.get(name, Medium.UNKNOWN),
            up=told.isup,
            speed_mbit=told.speed or None,
            full_duplex=_DUPLEX.get(told.duplex),
            addresses=tuple(
                filter(None, (_address(one.family, one.address, one.netmask) for one in addresses.get(name, [])))
            ),
        )
        for name, told in stats.items()
    ]


def _media(system: str, names: list[str]) -> dict[str, Medium]:
    match system:
        case "windows":
            return windows.media()
        case "macos":
            return macos.media(names)
        case "linux":
            return linux.media()
    raise OperationFailed(Operation.LIST, FailureKind.UNSUPPORTED, system)


def _address(family: int, address: str, netmask: str | None) -> str:
    """As `192.0.2.7/24`, or empty for what is no IP address. psutil gives IPv6 a mask, or none on Windows."""
    if family not in (socket.AF_INET, socket.AF_INET6):
        return ""
    plain = address.partition("%")[0]
    if family == socket.AF_INET:
        return f"{plain}/{netmask or 32}"
    length = bin(int(ipaddress.IPv6Address(netmask))).count("1") if netmask and ":" in netmask else 64
    return f"{plain}/{length}"

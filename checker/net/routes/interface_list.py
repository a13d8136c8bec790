"""The adapters of this PC: what they are, and what they are joined to."""

import ipaddress
import socket

import psutil

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.phase_log import logged_phase
from checker.net.routes import linux, macos, windows
from checker.net.routes.interface import Interface, Medium

_DUPLEX: dict[int, bool] = {psutil.NIC_DUPLEX_FULL: True, psutil.NIC_DUPLEX_HALF: False}


@logged_phase("list of adapters", adapters=len)
def list_interfaces(system: str) -> list[Interface]:
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
            up=stat.isup,
            speed_mbit=stat.speed or None,
            full_duplex=_DUPLEX.get(stat.duplex),
            addresses=tuple(
                filter(
                    None,
                    (_with_prefix(entry.family, entry.address, entry.netmask) for entry in addresses.get(name, [])),
                )
            ),
        )
        for name, stat in stats.items()
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


def _with_prefix(family: int, address: str, netmask: str | None) -> str:
    """As `192.0.2.7/24`, or empty for what is no IP address. psutil gives IPv6 a mask, or none on Windows."""
    if family not in (socket.AF_INET, socket.AF_INET6):
        return ""
    plain = address.partition("%")[0]
    if family == socket.AF_INET:
        return f"{plain}/{netmask or 32}"
    length = bin(int(ipaddress.IPv6Address(netmask))).count("1") if netmask and ":" in netmask else 64
    return f"{plain}/{length}"

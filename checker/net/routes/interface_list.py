"""The adapters of this PC: what they are, and what they are joined to."""

import ipaddress
import socket
from collections.abc import Callable
from typing import Any, TypeVar

import psutil

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.phase_log import logged_phase
from checker.net.psutil_reading import read_psutil
from checker.net.routes import linux, macos, windows
from checker.net.routes.interface import Interface, Medium

_Entry = TypeVar("_Entry")
_DUPLEX: dict[int, bool] = {psutil.NIC_DUPLEX_FULL: True, psutil.NIC_DUPLEX_HALF: False}


@logged_phase("list of adapters", adapters=len)
def list_interfaces(system: str) -> list[Interface]:
    """All adapters; `system` is windows, macos or linux. Raises OperationFailed or OSError where they cannot be listed.

    No name of a Wi-Fi, no hardware address and no position is read. Where only their addresses or only their state
    can be read, the other half is unknown; without a state, an adapter with an address counts as up.
    """
    stats = _read_or_failure(psutil.net_if_stats)
    addresses = _read_or_failure(psutil.net_if_addrs)
    if isinstance(stats, OperationFailed) and isinstance(addresses, OperationFailed):
        raise stats
    known_stats = {} if isinstance(stats, OperationFailed) else stats
    known_addresses = {} if isinstance(addresses, OperationFailed) else addresses
    names = list(known_stats or known_addresses)
    media = _media(system, names)
    return [
        _interface(
            name,
            media.get(name, Medium.UNKNOWN),
            known_stats.get(name),
            None if isinstance(addresses, OperationFailed) else known_addresses.get(name, []),
        )
        for name in names
    ]


def _read_or_failure(call: Callable[[], dict[str, _Entry]]) -> dict[str, _Entry] | OperationFailed:
    try:
        return read_psutil(call, Operation.LIST)
    except OperationFailed as failed:
        return failed


def _interface(name: str, medium: Medium, stat: Any | None, entries: list[Any] | None) -> Interface:
    addresses = tuple(
        filter(None, (_with_prefix(entry.family, entry.address, entry.netmask) for entry in entries or []))
    )
    return Interface(
        name=name,
        medium=medium,
        up=bool(addresses) if stat is None else stat.isup,
        speed_mbit=None if stat is None else stat.speed or None,
        full_duplex=None if stat is None else _DUPLEX.get(stat.duplex),
        addresses=addresses,
        has_known_addresses=entries is not None,
    )


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

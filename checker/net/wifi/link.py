"""A Wi-Fi adapter's link to its access point: signal, band and the rate agreed on. No name of a Wi-Fi, no position."""

import array
import re
import socket
import struct
import sys

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.command import command_output
from checker.net.routes import ifconfig
from checker.net.wifi import linux, macos, windows
from checker.net.wifi.radio import RadioLink

_GET_RATE = 0x8B21
"""SIOCGIWRATE of linux/wireless.h: `struct iw_param`, whose first four bytes are bit/s."""
_REQUEST = "16sI12x"
_BITRATE = re.compile(r"^\s*(?:tx|rx) bitrate:\s*([\d.]+) MBit/s", re.MULTILINE)
COMMAND_S = 1.0


def read_radio(interface: str, system: str) -> RadioLink:
    """What the system tells of this adapter's radio link. Raises OperationFailed."""
    match system:
        case "windows":
            return windows.read_radio(interface)
        case "macos":
            return macos.read_radio(interface)
        case "linux":
            return linux.read_radio(interface)
    raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, system)


def read_access_point(interface: str, system: str) -> bytes:
    """What tells one access point from the next, to be compared and never kept. Raises OperationFailed.

    Linux alone: Windows 11 24H2 and macOS 14 tell it only to whom the employee lets know where the PC is.
    """
    if system == "linux":
        return linux.read_access_point(interface)
    raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, system)


def read_rate_mbit(interface: str, system: str) -> float | None:
    """Mbit/s, or None where the system does not say. Windows' adapters tell theirs as their speed."""
    match system:
        case "linux":
            return _rate_by_ioctl(interface) or _rate_by_iw(interface)
        case "macos":
            try:
                return ifconfig.parse_rate_mbit(ifconfig.read_ifconfig(interface))
            except OperationFailed:
                return None
    return None


def _rate_by_ioctl(interface: str) -> float | None:
    """By wireless extensions, which most distributions still build, and which need no program."""
    if sys.platform == "win32":
        return None
    import fcntl  # noqa: PLC0415 - does not exist on Windows

    buffer = array.array("B", struct.pack(_REQUEST, interface.encode()[:15], 0))
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            fcntl.ioctl(sock, _GET_RATE, buffer, True)
    except OSError:
        return None
    return float(struct.unpack(_REQUEST, buffer)[1]) / 1e6 or None


def _rate_by_iw(interface: str) -> float | None:
    try:
        return parse_iw_bitrate(command_output("iw", "dev", interface, "link", timeout_s=COMMAND_S))
    except OperationFailed:
        return None


def parse_iw_bitrate(text: str) -> float | None:
    """The slower of both directions, from the text of `iw dev ... link`."""
    return min((float(number) for number in _BITRATE.findall(text) if float(number) > 0), default=None)

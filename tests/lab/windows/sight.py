"""What an unprivileged program sees on Windows, made so in this process: for whole checks in the fault lab.

Errors that routers send back (RFC 792, RFC 4443) reach only echo requests, by Windows' own call; a socket of UDP is
told that the time to live ran out, or that it was refused, and not by whom; of a path that it has learned to be too
narrow it is told when it sends again, and not how wide it is; one of TCP nothing. Nobody knows who refused. No arrival
is noted by the kernel. TCP's late refusals are made in the network (late_refusals), the old clocks' steps by
PYTHONPATH (coarse_clocks).
"""

import socket
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec

from checker.checks.registry import modules
from checker.net import receive_time
from checker.net.icmp import datagram, error_queue, path_mtu, traceroute
from checker.net.icmp.error import IcmpError, IcmpErrorReason
from checker.net.tcp import refusal

VARIABLE = "LAB_SIGHT"
"""Of the environment: `windows`."""
FLOORED = Path(__file__).with_name("floored")
"""For PYTHONPATH: the old clocks move in steps."""


def see_as_windows() -> None:
    """From now on, for the rest of the process."""
    enable, read, locate = error_queue.enable_icmp_errors, error_queue.read_icmp_errors, refusal.locate_refusal
    for module in modules():  # what imports these by name must be there to be changed
        __import__(module)
    _replace(enable, lambda sock: None)
    _replace(read, lambda sock: [])
    _replace(locate, lambda *_words, **_more: None)
    views = {
        datagram: read,
        traceroute: lambda sock: _bare(read(sock), IcmpErrorReason.EXPIRED),
        path_mtu: lambda sock: _bare(read(sock), IcmpErrorReason.TOO_LARGE),
    }
    for module_of_probe, view in views.items():
        vars(module_of_probe)["error_queue"] = _queue(enable, view)
    receive_time.HAS_KERNEL_STAMPS = False
    receive_time.enable_receive_timestamps = lambda sock: None


def _queue(
    enable: Callable[[socket.socket], None], read: Callable[[socket.socket], list[IcmpError]]
) -> SimpleNamespace:
    """The error queue as one module sees it."""
    return SimpleNamespace(enable_icmp_errors=enable, read_icmp_errors=read)


def _bare(icmp_errors: list[IcmpError], reason: IcmpErrorReason) -> list[IcmpError]:
    """WSAENETRESET ("for a UDP datagram socket", recvfrom of winsock2.h), WSAEMSGSIZE, and no more."""
    return [
        msgspec.structs.replace(icmp_error, sender="", ttl=0, mtu=0)
        for icmp_error in icmp_errors
        if icmp_error.reason is reason
    ]


def _replace(original: Any, substitute: Any) -> None:
    """In every module of the program that knows it by some name."""
    for name, module in list(sys.modules.items()):
        if name.startswith("checker."):
            for attribute in [key for key, value in vars(module).items() if value is original]:
                setattr(module, attribute, substitute)

"""One echo request that lives for so many hops, or that must not be split, and who answered it in which way."""

import sys
from enum import Enum

from checker.model.failure import OperationFailed
from checker.model.record import Record

WAIT_S = 0.7
HEADERS = {4: 28, 6: 48}
"""Bytes of IP header and ICMP header (RFC 791, RFC 8200, RFC 792)."""
LEAST = {4: 64, 6: 84}
"""Bytes of the smallest request that is sent, headers included."""


class Heard(Enum):
    """What came back. `too-big`: a router, or this PC itself, says that the packet is too large."""

    ANSWER = "answer"
    EXPIRED = "expired"
    TOO_BIG = "too-big"
    UNREACHABLE = "unreachable"
    SILENCE = "silence"


class Request(Record, frozen=True, kw_only=True):
    """To an IP address. `size`: bytes of the whole IP packet; `hops`: after so many routers it expires.

    `whole`: it must not be split on the way (IPv4's DF bit; IPv6 never splits).
    """

    address: str
    size: int = 0
    hops: int = 0
    whole: bool = False
    wait_s: float = WAIT_S

    @property
    def version(self) -> int:
        """4 or 6."""
        return 6 if ":" in self.address else 4

    @property
    def padding(self) -> int:
        """Bytes of data behind the headers."""
        return max(self.size, LEAST[self.version]) - HEADERS[self.version]


class Reply(Record, frozen=True, kw_only=True):
    """`by`: the address that answered, empty for this PC or nobody; it is never observed. `mtu`: bytes, as told."""

    heard: Heard
    by: str = ""
    mtu: int = 0


SILENCE = Reply(heard=Heard.SILENCE)


def echo(request: Request) -> Reply:
    """Sends it and waits. No right of an administrator is needed.

    Raises OperationFailed or OSError where nothing is sent.

    Windows' own call; datagram ICMP on macOS (icmp(4)) and, by its error queue, on Linux (ip(7)); where a Linux does
    not allow that (net.ipv4.ping_group_range), the system's `ping` program.
    """
    if sys.platform == "win32":
        from checker.net.echo_windows import send  # noqa: PLC0415 - its library exists on Windows only

        return send(request)
    from checker.net.echo_program import send as by_program  # noqa: PLC0415 - not for Windows
    from checker.net.echo_socket import send as by_socket  # noqa: PLC0415
    from checker.net.icmp import opened  # noqa: PLC0415

    sock = opened(request.version)
    if sock is None:
        return by_program(request)
    with sock:
        return by_socket(sock, request)


def quietly(request: Request) -> Reply | None:
    """As `echo`; None where it could not be sent at all."""
    try:
        return echo(request)
    except (OperationFailed, OSError):
        return None

"""One echo request that lives for so many hops, or that must not be split, and who answered it in which way."""

import sys
from enum import Enum

from checker.model.failure import OperationFailed
from checker.model.record import Record

ECHO_WAIT_S = 0.7
HEADER_BYTES = {4: 28, 6: 48}
"""Bytes of IP header and ICMP header (RFC 791, RFC 8200, RFC 792)."""
MIN_PACKET_BYTES = {4: 64, 6: 84}
"""Bytes of the smallest request that is sent, headers included."""


class EchoReplyKind(Enum):
    """What came back. `too-big`: a router, or this PC itself, says that the packet is too large."""

    ANSWER = "answer"
    EXPIRED = "expired"
    TOO_BIG = "too-big"
    UNREACHABLE = "unreachable"
    SILENCE = "silence"


class EchoRequest(Record, frozen=True, kw_only=True):
    """To an IP address. `size`: bytes of the whole IP packet; `ttl`: after so many routers it expires.

    `dont_fragment`: it must not be split on the way (IPv4's DF bit; IPv6 never splits).
    """

    address: str
    size: int = 0
    ttl: int = 0
    dont_fragment: bool = False
    wait_s: float = ECHO_WAIT_S

    @property
    def version(self) -> int:
        """4 or 6."""
        return 6 if ":" in self.address else 4

    @property
    def padding(self) -> int:
        """Bytes of data behind the headers."""
        return max(self.size, MIN_PACKET_BYTES[self.version]) - HEADER_BYTES[self.version]


class EchoReply(Record, frozen=True, kw_only=True):
    """`responder`: the address that answered, empty for this PC or nobody; it is never observed.

    `mtu`: bytes, as told.
    """

    kind: EchoReplyKind
    responder: str = ""
    mtu: int = 0


SILENCE = EchoReply(kind=EchoReplyKind.SILENCE)


def send_echo(request: EchoRequest) -> EchoReply:
    """Sends it and waits. No right of an administrator is needed.

    Raises OperationFailed or OSError where nothing is sent.

    Windows' own call; datagram ICMP on macOS (icmp(4)) and, by its error queue, on Linux (ip(7)); where a Linux does
    not allow that (net.ipv4.ping_group_range), the system's `ping` program.
    """
    if sys.platform == "win32":
        from checker.net.icmp.windows import send_request  # noqa: PLC0415 - its library exists on Windows only

        return send_request(request)
    from checker.net.icmp import open_icmp_socket  # noqa: PLC0415
    from checker.net.icmp.datagram import send_request as by_socket  # noqa: PLC0415
    from checker.net.icmp.program import send_request as by_program  # noqa: PLC0415 - not for Windows

    sock = open_icmp_socket(request.version)
    if sock is None:
        return by_program(request)
    with sock:
        return by_socket(sock, request)


def try_echo(request: EchoRequest) -> EchoReply | None:
    """As `send_echo`; None where it could not be sent at all."""
    try:
        return send_echo(request)
    except (OperationFailed, OSError):
        return None

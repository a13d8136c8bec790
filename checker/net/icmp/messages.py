"""Echo requests and their replies, single ones and series (RFC 792, RFC 4443).

What every backend is given and returns.
"""

from collections.abc import Callable
from enum import Enum

from checker.model.failure import Failure
from checker.model.record import Record

ECHO_WAIT_S = 0.7
HEADER_BYTES = {4: 28, 6: 48}
"""Bytes of IP header and ICMP header (RFC 791, RFC 8200, RFC 792)."""
MIN_PACKET_BYTES = {4: 64, 6: 84}
"""Bytes of the smallest request that is sent, headers included."""
SERIES_COUNT = 50
SERIES_INTERVAL_S = 0.04
SERIES_WAIT_S = 1.0
SILENT_S = 1.2
"""After this long without a single answer nothing more is sent."""


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


class EchoResult(Record, frozen=True, kw_only=True):
    """One packet: its round trip in seconds, or why there is none. `sequence` counts from 0."""

    sequence: int
    rtt_s: float | None = None
    failure: Failure | None = None


class PingSeries(Record, frozen=True, kw_only=True):
    """How a series is sent: `count` packets every `interval_s`, each waited for at most `wait_s`.

    `raise_if_cancelled` is called between packets and raises to stop; `is_over` ends the series at once with what came.
    """

    address: str
    count: int = SERIES_COUNT
    interval_s: float = SERIES_INTERVAL_S
    wait_s: float = SERIES_WAIT_S
    raise_if_cancelled: Callable[[], None] = lambda: None
    is_over: Callable[[], bool] = lambda: False

    @property
    def version(self) -> int:
        """4 or 6."""
        return 6 if ":" in self.address else 4

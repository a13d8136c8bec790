"""Echo requests to one address, each with its own answer: what a router's loss and delay are read from."""

import sys
from collections.abc import Callable

from checker.model.failure import Failure
from checker.model.record import Record

SERIES_COUNT = 50
SERIES_INTERVAL_S = 0.04
SERIES_WAIT_S = 1.0
SILENT_S = 1.2
"""After this long without a single answer nothing more is sent."""


class EchoResult(Record, frozen=True, kw_only=True):
    """One packet: its round trip in seconds, or why there is none. `sequence` counts from 0."""

    sequence: int
    rtt_s: float | None = None
    failure: Failure | None = None


class PingSeries(Record, frozen=True, kw_only=True):
    """How a series is sent: `count` packets every `interval_s`, each waited for at most `wait_s`.

    `raise_if_cancelled` is called between packets and raises to stop.
    """

    address: str
    count: int = SERIES_COUNT
    interval_s: float = SERIES_INTERVAL_S
    wait_s: float = SERIES_WAIT_S
    raise_if_cancelled: Callable[[], None] = lambda: None

    @property
    def version(self) -> int:
        """4 or 6."""
        return 6 if ":" in self.address else 4


def ping(series: PingSeries) -> list[EchoResult]:
    """The packets that were sent, in order; fewer than asked for when all stayed silent. Raises OperationFailed.

    No right of an administrator is needed: Windows' own call, elsewhere datagram ICMP, and where that is not
    allowed (Linux' net.ipv4.ping_group_range) the system's `ping` program.
    """
    if sys.platform == "win32":
        from checker.net.icmp_windows import send_series  # noqa: PLC0415 - its library exists on Windows only

        return send_series(series)
    from checker.net import icmp, icmp_program  # noqa: PLC0415 - not for Windows

    sock = icmp.open_icmp_socket(series.version)
    if sock is None:
        return icmp_program.send_series(series)
    with sock:
        return icmp.send_series(sock, series)


def count_unanswered(echoes: list[EchoResult]) -> int:
    """How many stayed without an answer."""
    return sum(echo.rtt_s is None for echo in echoes)

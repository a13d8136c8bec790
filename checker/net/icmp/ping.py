"""Echo requests to one address, each with its own answer: what a router's loss and delay are read from."""

import sys

from checker.net.icmp.messages import EchoResult, PingSeries
from checker.net.phase_log import logged_phase


def count_unanswered(echoes: list[EchoResult]) -> int:
    """How many stayed without an answer."""
    return sum(echo.rtt_s is None for echo in echoes)


def sends_itself(version: int) -> bool:
    """Whether this program may send echo requests of this IP version; if not, the system's `ping` has to.

    Raises OSError.
    """
    if sys.platform == "win32":
        return True
    from checker.net.icmp.datagram import open_icmp_socket  # noqa: PLC0415 - not for Windows

    sock = open_icmp_socket(version)
    if sock is not None:
        sock.close()
    return sock is not None


@logged_phase("series of echo requests", sent=len, unanswered=count_unanswered)
def ping(series: PingSeries) -> list[EchoResult]:
    """The packets that were sent, in order; fewer than asked for when all stayed silent. Raises OperationFailed.

    No right of an administrator is needed: Windows' own call, elsewhere datagram ICMP, and where that is not
    allowed (Linux' net.ipv4.ping_group_range) the system's `ping` program.
    """
    if sys.platform == "win32":
        from checker.net.icmp.windows import send_series  # noqa: PLC0415 - its library exists on Windows only

        return send_series(series)
    from checker.net.icmp import datagram, program  # noqa: PLC0415 - not for Windows

    sock = datagram.open_icmp_socket(series.version)
    if sock is None:
        return program.send_series(series)
    with sock:
        return datagram.send_series(sock, series)

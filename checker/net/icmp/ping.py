"""Echo requests to one address, each with its own answer: what a router's loss and delay are read from."""

import sys

from checker.net.icmp.messages import EchoResult, PingSeries
from checker.net.phase_log import logged_phase


def count_unanswered(echoes: list[EchoResult]) -> int:
    """How many stayed without an answer."""
    return sum(echo.rtt_s is None for echo in echoes)


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

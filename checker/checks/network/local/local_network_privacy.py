"""macOS 15 and newer let a program talk to devices at home only once the person has agreed (Apple, TN3179).

Until the answer, and after a "no", the kernel refuses each packet at once: EHOSTUNREACH (XNU, bsd/netinet/tcp_output.c
and udp_usrreq.c, NECP). A router on the same network that is merely silent is none of that: its packets stay without an
answer, or are refused as EHOSTDOWN (XNU, bsd/net/route.c: EHOSTUNREACH stands for what lies behind a dead router).
macOS tells no program what was answered; loopback, the internet and the DNS server at home stay open.
"""

from checker.checks.context import ProbeContext
from checker.model.failure import FailureKind
from checker.model.text import Text
from checker.net.clock import monotonic_s
from checker.net.icmp.messages import EchoResult, PingSeries
from checker.net.icmp.ping import ping

ANSWER_WAIT_S = 8.0
"""So long the question on the screen may stay open: as much as the check has left beside its other probes."""
POLL_S = 0.5
_REFUSED_BY_SYSTEM = "EHOSTUNREACH"
QUESTION = Text(
    de="macOS fragt, ob dieses Programm Geräte im lokalen Netzwerk finden darf: bitte erlauben",
    en="macOS asks whether this program may find devices on the local network: please allow it",
)


def ping_once_permitted(series: PingSeries, context: ProbeContext) -> list[EchoResult]:
    """The series to an address on the same network, sent anew until no packet of it was forbidden, or the time is over.

    What was sent while the question stood on the screen is no loss. Raises OperationFailed or OSError, as `ping`.
    """
    echoes = ping(series)
    if context.system != "macos":
        return echoes
    deadline = monotonic_s() + ANSWER_WAIT_S
    while any(_is_forbidden(echo) for echo in echoes) and monotonic_s() < deadline:
        context.progress(0.1, QUESTION)
        context.pause(POLL_S)
        echoes = ping(series)
    return echoes


def is_local_network_forbidden(echoes: list[EchoResult]) -> bool:
    """Whether the system let no packet of the series out."""
    return bool(echoes) and all(_is_forbidden(echo) for echo in echoes)


def _is_forbidden(echo: EchoResult) -> bool:
    failure = echo.failure
    return failure is not None and failure.kind is FailureKind.UNREACHABLE and failure.detail == _REFUSED_BY_SYSTEM

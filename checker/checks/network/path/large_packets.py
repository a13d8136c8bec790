"""Whether large packets vanish on the path to the desk while small ones pass, and in which direction.

Each sign has its counter-trial: what stalls twice has to succeed at the same time with small packets.
"""

from collections.abc import Callable, Iterator
from urllib.parse import SplitResult, urlsplit

from msgspec.structs import replace

from checker.checks.context import ProbeContext
from checker.checks.network.concurrency import run_concurrently
from checker.checks.network.reach.desk import EMPTY_PAGE
from checker.model.observation import Observation
from checker.net.http1.head import request_head
from checker.net.tcp.exchange import ExchangeOutcome, TcpExchange, run_exchange

LARGE_PAGE = "/api/v1/openapi.json"
"""A page of the desk that fills several packets."""
LARGE_B = 6000
PADDING_B = 4000
"""A header that fills three packets: below what servers accept in one line (8 KB)."""
SEGMENT = 500
"""Bytes of TCP in a packet of the counter-trial: through everything that carries IPv4's least, 576 (RFC 791)."""


def observe_large_packets(url: str, address: str, stalled: bool, context: ProbeContext) -> Iterator[Observation]:
    """`desk.narrow`: up, down or both; nothing where large packets pass, or where small ones do not.

    `stalled`: the desk accepted the connection and then stayed silent.
    """
    desk = _DeskRequests(urlsplit(url), address, context)
    direction = _test_stalled_desk(desk) if stalled else _test_answering_desk(desk)
    if direction:
        yield context.observation("desk.narrow", direction)


class _DeskRequests:
    """Where requests go, and the requests: small or large ones, over TLS or not."""

    def __init__(self, parts: SplitResult, address: str, context: ProbeContext) -> None:
        self.is_secure = parts.scheme == "https"
        self._parts = parts
        self._address = address
        self._context = context

    def call(self, page: str = EMPTY_PAGE, padding: int = 0, want: int = 1, plain: bool = False) -> TcpExchange:
        """`plain`: without TLS, even where the desk expects it."""
        extra = {"X-Padding": "x" * padding} if padding else {}
        headers = {"Host": self._parts.netloc.rpartition("@")[2], **extra, "Connection": "close"}
        return TcpExchange(
            address=self._address,
            port=self._parts.port or (443 if self.is_secure else 80),
            request=request_head("GET", f"{self._parts.path.rstrip('/')}{page}", headers),
            server_name=(self._parts.hostname or "") if self.is_secure and not plain else "",
            min_response_bytes=want,
            extra_ca=self._context.net.extra_ca,
        )

    def exchange_all(self, calls: dict[str, TcpExchange]) -> dict[str, ExchangeOutcome]:
        """All at once."""
        return dict(
            run_concurrently(
                [_exchange_task(name, call) for name, call in calls.items()], self._context.raise_if_cancelled
            )
        )


def _exchange_task(name: str, call: TcpExchange) -> Callable[[], tuple[str, ExchangeOutcome]]:
    return lambda: (name, run_exchange(call))


def _with_small_segments(call: TcpExchange) -> TcpExchange:
    return replace(call, mss=SEGMENT)


def _test_answering_desk(desk: _DeskRequests) -> str:
    """Small packets pass. Large ones are sent, and requested: a certificate that has come may have been a small one."""
    calls = {"up": desk.call(padding=PADDING_B), "down": desk.call(LARGE_PAGE, want=LARGE_B)}
    suspected = [
        direction for direction, ending in desk.exchange_all(calls).items() if ending is ExchangeOutcome.STALLED
    ]
    if not suspected:
        return ""
    again = desk.exchange_all(
        {direction: calls[direction] for direction in suspected}
        | {f"{direction} small": _with_small_segments(calls[direction]) for direction in suspected}
    )
    proven = [
        direction
        for direction in suspected
        if again[direction] is ExchangeOutcome.STALLED and again[f"{direction} small"] is ExchangeOutcome.ANSWERED
    ]
    return "both" if len(proven) > 1 else next(iter(proven), "")


def _test_stalled_desk(desk: _DeskRequests) -> str:
    """The certificate is what is large: it has to stall again, and to come in small packets.

    For the other direction, requests without TLS are sent to the port: a TLS server refuses them in a few bytes.
    """
    endings = desk.exchange_all(
        {
            "again": desk.call(),
            "small": _with_small_segments(desk.call()),
            "short": desk.call(plain=True),
            "long": desk.call(plain=True, padding=PADDING_B),
        }
    )
    if endings["again"] is not ExchangeOutcome.STALLED or endings["small"] is not ExchangeOutcome.ANSWERED:
        return ""
    return (
        "both"
        if endings["short"] is ExchangeOutcome.ANSWERED and endings["long"] is ExchangeOutcome.STALLED
        else "down"
    )

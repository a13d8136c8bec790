"""What lies behind the router: which kinds of address the next routers have, and what is lost or late among them."""

from collections.abc import Callable, Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.address_kind import address_kind
from checker.checks.network.concurrency import run_concurrently
from checker.checks.network.loss_gaps import LossTimeline
from checker.checks.network.path.connect_burst import INTERVAL_S as CONNECT_INTERVAL_S
from checker.checks.network.path.connect_burst import connect_burst
from checker.checks.network.rtt_statistics import rtt_statistics
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed, failure_of
from checker.model.observation import Observation
from checker.net.clock import monotonic_s
from checker.net.icmp.echo import try_echo
from checker.net.icmp.messages import EchoReply, EchoReplyKind, EchoRequest, PingSeries
from checker.net.icmp.ping import count_unanswered, ping

COUNT, INTERVAL_S = 80, 0.025
"""Two seconds, as long as the router's own series at the same time."""
_ATTEMPTS = 2
_HOPS = (2, 3)


def observe_hops(address: str, context: ProbeContext) -> Iterator[Observation]:
    """`hop2.kind` and `hop3.kind`: private, shared, ds-lite, public, or none where nobody answers for it. IPv4 only."""
    yield from (context.observation(f"hop{hops}.kind", kind) for hops, kind in _hop_kinds(address, context))


def _hop_kinds(address: str, context: ProbeContext) -> Iterator[tuple[int, str]]:
    responders: dict[int, str] = {}
    for hops, reply in run_concurrently(
        [expiring_echo(address, hops) for hops in _HOPS for _ in range(_ATTEMPTS)], context.raise_if_cancelled
    ):
        if reply is not None and reply.responder and reply.kind in (EchoReplyKind.EXPIRED, EchoReplyKind.ANSWER):
            responders.setdefault(hops, reply.responder)
    if responders.get(2) == address:  # the path ends there
        responders.pop(3, None)
    return ((hops, address_kind(responders[hops]) if hops in responders else "none") for hops in _HOPS)


def expiring_echo(address: str, hops: int) -> Callable[[], tuple[int, EchoReply | None]]:
    """Asks once, with so many routers that the request may pass (0: any number); returns that number as well."""
    return lambda: (hops, try_echo(EchoRequest(address=address, ttl=hops)))


def observe_provider(address: str, port: int, context: ProbeContext, timeline: LossTimeline) -> Iterator[Observation]:
    """`provider.sent`, `lost`, `median`, `p95` (ms): echo requests to a host outside, during the router's own series.

    Where some were lost or late, TCP has to confirm it, since hosts may limit echo requests: `provider.connects`,
    `provider.connects-lost`, and their `provider.connects-median` and `provider.connects-p95` (ms).
    """
    series = PingSeries(
        address=address, count=COUNT, interval_s=INTERVAL_S, raise_if_cancelled=context.raise_if_cancelled
    )
    began_s = monotonic_s()
    try:
        echoes = ping(series)
    except OperationFailed as failed:
        yield context.failed_observation("provider.sent", failed.failure)
        return
    except OSError as error:
        yield context.failed_observation("provider.sent", failure_of(Operation.PING, error))
        return
    timeline.add(began_s, INTERVAL_S, (echo.rtt_s is not None for echo in echoes))
    times = rtt_statistics(echo.rtt_s for echo in echoes)
    if times is None:
        yield context.failed_observation("provider.sent", Failure(operation=Operation.PING, kind=FailureKind.TIMEOUT))
        return
    yield context.observation("provider.sent", len(echoes))
    yield context.observation("provider.lost", count_unanswered(echoes))
    yield context.observation("provider.median", round(times.median_ms, 2))
    yield context.observation("provider.p95", round(times.p95_ms, 2))
    if count_unanswered(echoes) or times.p95_ms - times.median_ms > CONFIRM_SPREAD_MS:
        yield from _confirm_by_tcp(address, port, context, timeline)


CONFIRM_SPREAD_MS = 30.0
"""Where this much lies between the middle and the late answers, TCP has to confirm it."""


def _confirm_by_tcp(address: str, port: int, context: ProbeContext, timeline: LossTimeline) -> Iterator[Observation]:
    began_s = monotonic_s()
    connect_times = connect_burst(address, port, context.raise_if_cancelled)
    timeline.add(began_s, CONNECT_INTERVAL_S, (seconds is not None for seconds in connect_times))
    yield context.observation("provider.connects", len(connect_times))
    yield context.observation("provider.connects-lost", connect_times.count(None))
    times = rtt_statistics(connect_times)
    if times is not None:
        yield context.observation("provider.connects-median", round(times.median_ms, 2))
        yield context.observation("provider.connects-p95", round(times.p95_ms, 2))

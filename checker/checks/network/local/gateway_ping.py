"""How well the router answers: what is lost or late here is lost or late at home, before any provider."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.local.local_network_privacy import is_local_network_forbidden, ping_once_permitted
from checker.checks.network.local.neighbour_watch import NeighbourWatch
from checker.checks.network.loss_gaps import LossTimeline
from checker.checks.network.rtt_statistics import rtt_statistics
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed, failure_of
from checker.model.observation import Observation
from checker.net.clock import monotonic_s
from checker.net.icmp.messages import EchoResult, PingSeries
from checker.net.icmp.ping import count_unanswered, ping
from checker.net.routes.interface import DefaultRoute

COUNT, INTERVAL_S = 100, 0.02
"""Two seconds. Where one packet in twenty is lost each way, 50 show that in 97 of 100 runs, 100 in 99.8."""
SLOW_COUNT = 20
SLOW_INTERVAL_S = 0.12
LATER_COUNT = 8
"""After a silent series: whether the router is merely away for a moment; one that never answers costs no more time."""
"""Some routers answer only so many echo requests a second: a slow series distinguishes that from real loss."""


def observe_gateway(
    gateway: DefaultRoute | None, context: ProbeContext, timeline: LossTimeline
) -> Iterator[Observation]:
    """`gateway.sent`, `lost`, `median`, `p95`; a second, slow series where the first lost some, a short one where all.

    `gateway.devices`: how many devices answered for the router's address meanwhile, where the system tells.
    On macOS `gateway.forbidden`: whether the system keeps this program out of the local network.
    """
    if gateway is None or not gateway.address:
        return
    watch = NeighbourWatch(gateway.address, context)
    try:
        fast = PingSeries(
            address=gateway.address,
            count=COUNT,
            interval_s=INTERVAL_S,
            raise_if_cancelled=watch.sample,
        )
        began_s = monotonic_s()
        echoes = ping_once_permitted(fast, context)
        timeline.add(began_s, INTERVAL_S, (echo.rtt_s is not None for echo in echoes))
        if context.system == "macos":
            yield context.observation("gateway.forbidden", is_local_network_forbidden(echoes))
        yield from _series_observations(context, echoes)
        unanswered = count_unanswered(echoes)
        if unanswered and not is_local_network_forbidden(echoes):
            slow = PingSeries(
                address=gateway.address,
                count=SLOW_COUNT if unanswered < len(echoes) else LATER_COUNT,
                interval_s=SLOW_INTERVAL_S,
                wait_s=0.6,
                raise_if_cancelled=watch.sample,
            )
            began_s = monotonic_s()
            echoes = ping(slow)
            timeline.add(began_s, SLOW_INTERVAL_S, (echo.rtt_s is not None for echo in echoes))
            yield context.observation("gateway.slow-sent", len(echoes))
            yield context.observation("gateway.slow-lost", count_unanswered(echoes))
        if watch.devices:
            yield context.observation("gateway.devices", watch.devices)
    except OperationFailed as failed:
        yield context.failed_observation("gateway.sent", failed.failure)
    except OSError as error:
        yield context.failed_observation("gateway.sent", failure_of(Operation.PING, error))


def _series_observations(context: ProbeContext, echoes: list[EchoResult]) -> Iterator[Observation]:
    yield context.observation("gateway.sent", len(echoes))
    yield context.observation("gateway.lost", count_unanswered(echoes))
    times = rtt_statistics(echo.rtt_s for echo in echoes)
    if times is None:
        failure = next((echo.failure for echo in echoes if echo.failure), None)
        silent = failure or Failure(operation=Operation.PING, kind=FailureKind.TIMEOUT)
        yield context.failed_observation("gateway.median", silent)
        yield context.failed_observation("gateway.p95", silent)
        return
    yield context.observation("gateway.median", round(times.median_ms, 2))
    yield context.observation("gateway.p95", round(times.p95_ms, 2))

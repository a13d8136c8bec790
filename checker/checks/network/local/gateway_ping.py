"""How well the router answers: what is lost or late here is lost or late at home, before any provider."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.local.local_network_privacy import is_local_network_forbidden, ping_once_permitted
from checker.checks.network.rtt_statistics import rtt_statistics
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed, failure_of
from checker.model.observation import Observation
from checker.net.icmp.messages import EchoResult, PingSeries
from checker.net.icmp.ping import count_unanswered, ping
from checker.net.routes.interface import DefaultRoute

COUNT, INTERVAL_S = 100, 0.02
"""Two seconds. Where one packet in twenty is lost each way, 50 show that in 97 of 100 runs, 100 in 99.8."""
SLOW_COUNT = 20
SLOW_INTERVAL_S = 0.12
"""Some routers answer only so many echo requests a second: a slow series distinguishes that from real loss."""


def observe_gateway(gateway: DefaultRoute | None, context: ProbeContext) -> Iterator[Observation]:
    """`gateway.sent`, `lost`, `median`, `p95`; a second, slow series where the first lost some.

    On macOS `gateway.forbidden`: whether the system keeps this program out of the local network.
    """
    if gateway is None or not gateway.address:
        return
    try:
        fast = PingSeries(
            address=gateway.address,
            count=COUNT,
            interval_s=INTERVAL_S,
            raise_if_cancelled=context.raise_if_cancelled,
        )
        echoes = ping_once_permitted(fast, context)
        if context.system == "macos":
            yield context.observation("gateway.forbidden", is_local_network_forbidden(echoes))
        yield from _series_observations(context, echoes)
        if 0 < count_unanswered(echoes) < len(echoes):
            slow = PingSeries(
                address=gateway.address,
                count=SLOW_COUNT,
                interval_s=SLOW_INTERVAL_S,
                wait_s=0.6,
                raise_if_cancelled=context.raise_if_cancelled,
            )
            echoes = ping(slow)
            yield context.observation("gateway.slow-sent", len(echoes))
            yield context.observation("gateway.slow-lost", count_unanswered(echoes))
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

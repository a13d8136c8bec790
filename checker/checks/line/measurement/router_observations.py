"""What the router's answers tell, at rest and while the line is full, as observations."""

from collections.abc import Iterator, Sequence

from checker.checks.context import ProbeContext
from checker.checks.line.direction import Direction
from checker.checks.line.measurement.estimate_observations import latency_observation, share_observation
from checker.checks.line.measurement.load_generator import LoadResult
from checker.checks.line.measurement.load_observations import LATENCY_DIGITS, latency_curve, settled_at
from checker.checks.line.measurement.router_probe import RouterProbe
from checker.checks.line.packets import metrics
from checker.checks.line.packets.metrics import ProbePacket
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.observation import Observation


def router_at_rest(context: ProbeContext, router_probe: RouterProbe | None) -> Iterator[Observation]:
    """`router.method` and `router.latency`; the failure says that there is no router to ask, or that it is silent."""
    if router_probe is None or not router_probe.method:
        kind = FailureKind.NOT_FOUND if router_probe is None else FailureKind.TIMEOUT
        yield context.failed_observation("router.method", Failure(operation=Operation.PING, kind=kind))
        return
    yield context.observation("router.method", router_probe.method)
    yield latency_observation(context, "router.latency", metrics.packet_latency(router_probe.packets()))


def router_under_load(
    context: ProbeContext, direction: Direction, load_result: LoadResult, packets: Sequence[ProbePacket]
) -> Iterator[Observation]:
    """`<direction>.router.latency`, `.loss` and `.curve`: of the same time as the line's own."""
    settled_packets = [packet for packet in packets if packet.sent_at >= settled_at(load_result)]
    yield latency_observation(
        context, f"{direction}.router.latency", metrics.packet_latency(settled_packets), digits=LATENCY_DIGITS
    )
    loss = metrics.packet_loss(settled_packets)
    if loss is not None:
        yield from share_observation(context, f"{direction}.router.loss", loss.round_trip)
    yield from latency_curve(
        context,
        f"{direction}.router.curve",
        [(packet.sent_at - load_result.started_at, packet.round_trip_s) for packet in packets],
    )

"""The line at rest: round trip, variation, loss and order of a train of packets, or of small requests."""

import time
from collections.abc import Callable, Iterator

from checker.checks.context import ProbeContext
from checker.checks.line import packets
from checker.checks.line.emodel import call
from checker.checks.line.packets import Packet, Share
from checker.checks.line.roundtrip import Latency, latency_of
from checker.checks.line.train import keep
from checker.checks.line.voice import Voice
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.observation import Observation

IDLE_S, DOUBT_S, FULL_S = 1.6, 2.0, 5.0
"""How long the train is watched; longer where a packet was lost; and where everything is to be measured."""
PINGS, PING_PAUSE_S, PINGS_S = 16, 0.03, 4.0
"""Without a train: round trips of small requests, the pause between two, and all of them."""
TOO_FEW = OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT, "too few answers")


def by_train(context: ProbeContext, voice: Voice, *, full: bool) -> Iterator[Observation]:
    """Yields idle.*; ends early by Cancelled only."""
    began = time.monotonic()
    keep(context, voice, FULL_S if full else IDLE_S)
    seen = packets.losses(voice.packets())
    if not full and seen is not None and seen.both is not None and seen.both.percent > 0:
        keep(context, voice, DOUBT_S)
    sent = voice.packets(began)
    keep(context, voice, _still_coming_s(sent))
    sent = voice.packets(began, sent[-1].sent + 0.001) if sent else []
    yield from _told(context, sent)
    yield context.observation("idle.packets", len(sent))
    yield context.observation("idle.seconds", round(time.monotonic() - began, 2))


def by_requests(context: ProbeContext, ask: Callable[[], float]) -> Iterator[Observation]:
    """Yields idle.latency and idle.jitter; `ask` makes one small request and returns its round trip, seconds."""
    took: list[float] = []
    with context.record("idle.latency", Operation.RECEIVE) as seen, context.record("idle.jitter") as jitter:
        ends = time.monotonic() + PINGS_S
        while len(took) < PINGS and time.monotonic() < ends:
            context.pause(PING_PAUSE_S)
            took.append(ask())
        found = latency_of(took)
        if found is None:
            raise TOO_FEW
        seen.value, seen.uncertainty = round(found.ms, 2), round(found.uncertainty, 2)
        jitter.value = round(found.jitter_ms, 2)
    seen.failure = seen.failure or jitter.failure
    yield seen.observation()
    yield jitter.observation()


def _told(context: ProbeContext, sent: list[Packet]) -> Iterator[Observation]:
    found = packets.latency(sent)
    yield _latency(context, "idle.latency", found)
    for name, way in (("idle.jitter", "both"), ("idle.jitter.down", "back"), ("idle.jitter.up", "there")):
        yield from jitter_seen(context, name, sent, way)
    lost = packets.losses(sent)
    if lost is not None and lost.there is not None:
        yield from share_seen(context, "idle.loss.up", lost.there)
        yield from share_seen(context, "idle.loss.down", lost.back)
    elif lost is not None:
        yield from share_seen(context, "idle.loss", lost.both)
    yield from share_seen(context, "idle.reordered", packets.reordered(sent))
    yield from call_seen(context, "idle", sent, "both")


def _latency(context: ProbeContext, name: str, found: Latency | None) -> Observation:
    if found is None:
        return context.failed_observation(name, TOO_FEW.failure)
    return context.observation(name, round(found.ms, 2), uncertainty=round(found.uncertainty, 2))


def jitter_seen(context: ProbeContext, name: str, sent: list[Packet], way: str) -> Iterator[Observation]:
    """Nothing where the far end does not tell this direction."""
    found = packets.jitter(sent, way)
    if found is not None:
        yield context.observation(name, round(found.ms, 2), uncertainty=round(found.uncertainty, 2))


def share_seen(context: ProbeContext, name: str, found: Share | None) -> Iterator[Observation]:
    """A loss, or another share."""
    if found is not None:
        yield context.observation(name, round(found.percent, 2), uncertainty=round(found.uncertainty, 2))


def call_seen(context: ProbeContext, phase: str, sent: list[Packet], way: str) -> Iterator[Observation]:
    """What a call would sound like in this phase: judged by the direction `way`, or by the worse of both."""
    round_trip, lost = packets.latency(sent), packets.losses(sent)
    if round_trip is None or lost is None:
        return
    ways = ("there", "back") if way == "both" else (way,)
    steps = [found.ms for one in ways if (found := packets.jitter(sent, one)) is not None]
    shares = {"there": lost.there, "back": lost.back}
    percents = [lost_share.percent for one in ways if (lost_share := shares[one]) is not None]
    if not percents and lost.both is not None:
        percents = [lost.both.percent]
    made = call(round_trip.ms, max(steps, default=round_trip.jitter_ms), max(percents, default=0.0))
    yield context.observation(f"call.{phase}.mos", round(made.mos, 2))
    yield context.observation(f"call.{phase}.r", round(made.r, 1))


def _still_coming_s(sent: list[Packet]) -> float:
    """Twice the longest round trip seen: what takes longer counts as lost."""
    longest = max((one.round_trip_s or 0.0 for one in sent), default=0.0)
    return min(1.0, 2 * longest + 0.01)

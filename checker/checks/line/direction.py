"""One direction under load: what its load and the packets beside it tell, as observations."""

from collections.abc import Iterator, Sequence

from checker.checks.context import ProbeContext
from checker.checks.line import packets
from checker.checks.line.idle import TOO_FEW, call_seen, jitter_seen, share_seen
from checker.checks.line.load import VOICE_BYTES, Counting, Loaded, nothing_arrived
from checker.checks.line.packets import Packet
from checker.checks.line.rate import Rate, curve
from checker.checks.line.roundtrip import Latency, latency_of
from checker.model.failure import OperationFailed
from checker.model.observation import Observation

SETTLED = 0.3
"""Share of a load that its latency leaves out: until then the queue fills."""
STEP_S = 0.1
WAYS = {"down": "back", "up": "there"}
"""Which way of a packet each direction loads."""


def rate_seen(
    context: ProbeContext, name: str, loaded: Loaded | None, train: Sequence[Packet], failed: OperationFailed | None
) -> Observation:
    """`<name>.rate`, or why there is none."""
    with context.record(f"{name}.rate") as seen:
        if failed is not None or loaded is None:
            raise failed or nothing_arrived()
        if loaded.failed is not None and not loaded.lasted:
            raise loaded.failed
        if loaded.rate is None:
            raise nothing_arrived()
        mbit = loaded.rate.mbit + (_beside(train) if name == "up" else 0.0)
        seen.value, seen.uncertainty = round(mbit, 3), round(loaded.rate.uncertainty, 3)
    return seen.observation()


def load_seen(context: ProbeContext, name: str, loaded: Loaded, counting: Counting) -> Iterator[Observation]:
    """What it cost and how it went."""
    yield context.observation(f"{name}.streams", loaded.streams)
    yield context.observation(f"{name}.seconds", round(loaded.over - loaded.began, 2))
    yield context.observation(f"{name}.bytes", round(loaded.moved / 1e6, 3))
    yield context.observation(f"{name}.ended", loaded.ended.value)
    shape = curve(loaded.samples, STEP_S)
    if shape and counting is not Counting.ANSWERS:
        yield context.observation(f"{name}.curve", list(shape))


def under_load(context: ProbeContext, name: str, loaded: Loaded, train: Sequence[Packet]) -> Iterator[Observation]:
    """Latency, loss and variation of the train that went on beside the load, and how a call would have sounded."""
    settled = [one for one in train if one.sent >= settled_from(loaded)]
    way = WAYS[name]
    yield latency_seen(context, name, packets.latency(settled))
    lost = packets.losses(settled)
    if lost is not None:
        yield from share_seen(context, f"{name}.loss", (lost.back if name == "down" else lost.there) or lost.both)
    yield from jitter_seen(context, f"{name}.jitter", settled, way)
    yield from call_seen(context, name, settled, way)
    yield from _course(context, name, [(one.sent - loaded.began, one.round_trip_s) for one in train])


def by_requests(
    context: ProbeContext, name: str, loaded: Loaded, round_trips: Sequence[tuple[float, float]]
) -> Iterator[Observation]:
    """The latency alone, of small requests: when each was sent, monotonic clock, and its round trip, seconds."""
    settled = [seconds for sent, seconds in round_trips if sent >= settled_from(loaded)]
    yield latency_seen(context, name, latency_of(settled))
    yield from _course(context, name, [(sent - loaded.began, seconds) for sent, seconds in round_trips])


def latency_seen(context: ProbeContext, name: str, found: Latency | None) -> Observation:
    """`<name>.latency`, ms."""
    if found is None:
        return context.failed_observation(f"{name}.latency", TOO_FEW.failure)
    return context.observation(f"{name}.latency", round(found.ms, 1), uncertainty=round(found.uncertainty, 1))


def settled_from(loaded: Loaded) -> float:
    """From when on the load is taken for a full one, monotonic clock."""
    full_s = loaded.rate.from_s if isinstance(loaded.rate, Rate) else 0.0
    return loaded.began + max(full_s, SETTLED * (loaded.over - loaded.began))


def _beside(train: Sequence[Packet]) -> float:
    """Mbit/s that TCP could have carried in the place of our own packets that reached the server."""
    counted = [(one.there, one.count) for one in train if one.there is not None and one.count is not None]
    if len(counted) < 2:
        return 0.0
    (began, first), (ended, last) = counted[0], counted[-1]
    return (last - first) * VOICE_BYTES * 8 / (ended - began) / 1e6 if ended > began else 0.0


def _course(context: ProbeContext, name: str, seen: Sequence[tuple[float, float | None]]) -> Iterator[Observation]:
    """The longest round trip of each step since the first byte; a step without an answer repeats the one before."""
    course: list[float] = []
    for at, seconds in seen:
        step = int(at / STEP_S)
        if seconds is None or at < 0:
            continue
        while len(course) <= step:
            course.append(course[-1] if course else round(seconds * 1000, 1))
        course[step] = max(course[step], round(seconds * 1000, 1))
    if course:
        yield context.observation(f"{name}.latency.curve", list(course))

"""A path whose truth is known: every place is asked each second, and outages are drawn at places of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from checker.checks.line.environment.suspend import SleepClocks
from checker.checks.outages import CHECK
from checker.checks.outages.outage import OutagePlace
from checker.checks.outages.timeline.facts import timeline_facts
from checker.checks.outages.timeline.samples import SampleResult
from checker.checks.outages.timeline.timeline import Timeline
from checker.model.observation import Observation, Observations

ORDER = (OutagePlace.HOME, OutagePlace.LINE, OutagePlace.INTERNET)
"""Whoever lies behind one of them does not answer while it is broken."""
DEPTHS = {"router": 1, "provider": 2, "desk": 3, "other": 3}
ANSWER, MISS = SampleResult(round_trip_s=0.02), SampleResult(round_trip_s=None)
PHASES = {"router": 0.0, "provider": 0.2, "desk": 0.4, "other": 0.6}


class DrawnClock:
    """Both clocks and the date, moved by hand."""

    def __init__(self) -> None:
        self.awake_s, self.asleep_s, self.set_s = 100.0, 0.0, 1_790_000_000.0

    def read(self) -> SleepClocks:
        return SleepClocks(with_sleep=self.awake_s + self.asleep_s, awake_only=self.awake_s)

    def wall(self) -> float:
        return self.set_s + self.awake_s + self.asleep_s


@dataclass(frozen=True)
class Broken:
    """Seconds since the begin; DESK breaks the desk alone."""

    from_s: float
    to_s: float
    place: OutagePlace

    def silences(self, name: str) -> bool:
        if self.place is OutagePlace.DESK:
            return name == "desk"
        return DEPTHS[name] > ORDER.index(self.place)


@dataclass
class DrawnPath:
    """`silent`: places that never answer anything; `misses`: single requests that are lost, by place and second."""

    broken: Sequence[Broken] = ()
    silent: Sequence[str] = ()
    misses: set[tuple[str, int]] = field(default_factory=set)
    clock: DrawnClock = field(default_factory=DrawnClock)

    def __post_init__(self) -> None:
        self.timeline = Timeline(self.clock.read, self.clock.wall)
        for name in PHASES:
            self.timeline.add_place(name).method = "" if name in self.silent else "ICMP"

    def answers(self, name: str, at_s: float) -> bool:
        if name in self.silent or (name, int(at_s)) in self.misses:
            return False
        return not any(item.from_s <= at_s < item.to_s and item.silences(name) for item in self.broken)

    def second(self) -> None:
        """One round; the requests of a second are over when it ends."""
        begin = self.clock.awake_s
        for name, phase in PHASES.items():
            self.clock.awake_s = begin + phase
            sent_s = self.timeline.begin_sample(name)
            if sent_s is not None and name not in self.silent:
                result = ANSWER if self.answers(name, sent_s) else MISS
                self.timeline.end_sample(name, sent_s, result)
        self.clock.awake_s = begin + 1.0
        self.timeline.tick()

    def run(self, seconds: int) -> "DrawnPath":
        for _ in range(seconds):
            self.second()
        return self

    def observed(self) -> Observations:
        return Observations(observations(self.timeline))


def observations(timeline: Timeline) -> Iterator[Observation]:
    for name, subject, value in timeline_facts(timeline):
        yield Observation(name=name, subject=subject, value=value, unit=CHECK.fact(name).unit)

"""When packets were lost: an outage takes all of them for a while, a limit or a poor link loses evenly. Pure.

The router's series and the one behind it run at the same time: what both miss at the same moments is lost before the
router; what only the farther one misses is lost behind it.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from checker.model.record import Record

MIN_GAP_S = 0.2
"""What a call's jitter buffer and concealment bridge at most (ITU-T G.711, appendix I: 60 ms of concealment)."""
MIN_LOST = 5
MAX_CHANCE = 0.001
"""How likely mere chance may be before lost packets in a row count as a gap."""
SETTLED = 5
"""Answers in a row behind it, without which it may be a limit that lets one packet through now and then."""
MIN_OVERLAP = 0.5
"""Share of the shorter of two gaps that they have in common."""


class Sample(Record, frozen=True, kw_only=True):
    """One packet: when it was sent (monotonic clock, s), and whether it was answered in time."""

    at_s: float
    answered: bool


class Gap(Record, frozen=True, kw_only=True):
    """Nothing was answered from the first of these moments to the second. `is_closed`: answers followed steadily."""

    from_s: float
    to_s: float
    is_closed: bool

    @property
    def seconds(self) -> float:
        """How long."""
        return self.to_s - self.from_s


class LossTimeline:
    """The packets to one place, in the order in which they were sent."""

    def __init__(self) -> None:
        self._samples: list[Sample] = []

    def add(self, began_s: float, interval_s: float, answered: Iterable[bool]) -> None:
        """A series of packets sent every `interval_s`, the first at `began_s`."""
        self._samples += [
            Sample(at_s=began_s + number * interval_s, answered=is_answered)
            for number, is_answered in enumerate(answered)
        ]

    @property
    def gaps(self) -> list[Gap]:
        """Those that are no chance, the earliest first; none where nothing was ever answered."""
        if not any(sample.answered for sample in self._samples):
            return []
        runs = [list(run) for _, run in groupby(self._samples, key=lambda sample: sample.answered)]
        return [gap for run, following in pairwise([*runs, []]) if (gap := self._gap(run, following))]

    @property
    def longest(self) -> Gap | None:
        """The longest of these, or None."""
        return max(self.gaps, key=lambda gap: gap.seconds, default=None)

    def answered_during(self, gap: Gap) -> bool | None:
        """Whether packets of this timeline were answered throughout; None where none was sent in that time."""
        during = [sample.answered for sample in self._samples if gap.from_s <= sample.at_s < gap.to_s]
        return sum(during) > len(during) * (1 - MIN_OVERLAP) if during else None

    def _gap(self, run: list[Sample], following: list[Sample]) -> Gap | None:
        if not run or run[0].answered or len(run) < MIN_LOST:
            return None
        to_s = following[0].at_s if following else run[-1].at_s
        gap = Gap(from_s=run[0].at_s, to_s=to_s, is_closed=len(following) >= SETTLED)
        lost_elsewhere = sum(not sample.answered for sample in self._samples) - len(run)
        sent_elsewhere = len(self._samples) - len(run)
        chance = len(self._samples) * (lost_elsewhere / sent_elsewhere) ** len(run) if sent_elsewhere else 1.0
        return gap if gap.seconds >= MIN_GAP_S and chance < MAX_CHANCE else None


def shared_gaps(near: LossTimeline, far: LossTimeline) -> Iterator[tuple[Gap, bool]]:
    """The nearer one's gaps that the farther one can be held against, each with whether it has it too."""
    for gap in near.gaps:
        is_answered = far.answered_during(gap)
        if is_answered is not None:
            yield gap, not is_answered

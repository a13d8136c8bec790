"""What one place answered, request by request: how many, how fast, and the times in which it was silent."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from statistics import median

from checker.model.record import Record

MIN_MISSES = 3
"""Requests in a row without an answer before it is a silence: one or two are lost on any Wi-Fi."""
OVERDUE_S = 10.0
"""A request that is not over by then never will be, and holds up the others no longer."""


class SampleResult(Record, frozen=True, kw_only=True):
    """One request: its round trip (s), None where nothing came in time; `has_route`: this PC could send it.

    `method`: how it was asked.
    """

    round_trip_s: float | None
    has_route: bool = True
    method: str = ""


class SilentRun(Record, frozen=True, kw_only=True):
    """Seconds since the begin: the first and the last request without an answer, and when it was over."""

    from_s: float
    last_s: float
    end_s: float
    misses: int
    no_route: int


class PlaceSamples:
    """Results come in any order and count in the order in which they were sent. Not for several threads at once."""

    def __init__(self, interval_s: float = 1.0) -> None:
        self.method = ""
        self._interval_s = interval_s
        self._pending: dict[float, SampleResult | None] = {}
        self._sent = array("d")
        self._answered_before = array("l", [0])
        self._round_trips_s = array("d")
        self._runs: list[SilentRun] = []
        self._run: SilentRun | None = None
        self._settling_until_s = 0.0

    @property
    def sent(self) -> int:
        """Requests that count."""
        return len(self._sent)

    @property
    def missed(self) -> int:
        """Those without an answer."""
        return self.sent - self._answered_before[-1]

    @property
    def is_silent(self) -> bool:
        """Whether the newest that counts had no answer."""
        return self._run is not None

    @property
    def median_ms(self) -> float | None:
        """Of all answers."""
        return round(1000 * median(self._round_trips_s), 1) if self._round_trips_s else None

    @property
    def runs(self) -> list[SilentRun]:
        """All silences so far, one that lasts among them."""
        current = [self._run] if self._run is not None and self._run.misses >= MIN_MISSES else []
        return [*self._runs, *current]

    def begin(self, sent_s: float) -> None:
        """A request goes out."""
        self._pending[sent_s] = None

    def end(self, sent_s: float, result: SampleResult, now_s: float) -> None:
        """It was answered, or its time is over. One that was dropped meanwhile does not count."""
        if sent_s not in self._pending:
            return
        self._pending[sent_s] = result
        while self._pending:
            first_s = next(iter(self._pending))
            first = self._pending[first_s]
            if first is None and now_s - first_s < OVERDUE_S:
                return
            del self._pending[first_s]
            if first is not None:
                self._count(first_s, first)

    def discard(self, sent_s: float) -> None:
        """It does not count, whatever became of it."""
        self._pending.pop(sent_s, None)

    def interrupt(self, settling_until_s: float = 0.0) -> None:
        """Nothing was watched from here on: what is under way does not count, and a silence is over.

        `settling_until_s`: until then silence counts only after the first answer.
        """
        self._pending.clear()
        self._settling_until_s = settling_until_s
        self._close_run(None)

    def counts(self, from_s: float, to_s: float) -> tuple[int, int]:
        """Answers and misses among the requests of this time, both ends included."""
        first, end = bisect_left(self._sent, from_s), bisect_right(self._sent, to_s)
        answers = self._answered_before[end] - self._answered_before[first]
        return answers, end - first - answers

    def _count(self, sent_s: float, result: SampleResult) -> None:
        if result.round_trip_s is None and sent_s < self._settling_until_s:
            return
        self._settling_until_s = 0.0
        self._sent.append(sent_s)
        is_answered = result.round_trip_s is not None
        self._answered_before.append(self._answered_before[-1] + is_answered)
        if result.round_trip_s is not None:
            self._round_trips_s.append(result.round_trip_s)
            self._close_run(sent_s)
            return
        run, no_route = self._run, int(not result.has_route)
        self._run = SilentRun(
            from_s=run.from_s if run else sent_s,
            last_s=sent_s,
            end_s=sent_s + self._interval_s,
            misses=(run.misses if run else 0) + 1,
            no_route=(run.no_route if run else 0) + no_route,
        )

    def _close_run(self, answered_s: float | None) -> None:
        run, self._run = self._run, None
        if run is None or run.misses < MIN_MISSES:
            return
        end_s = run.end_s if answered_s is None else answered_s
        self._runs.append(
            SilentRun(from_s=run.from_s, last_s=run.last_s, end_s=end_s, misses=run.misses, no_route=run.no_route)
        )


def longest_runs(runs: list[SilentRun], most: int) -> Iterator[SilentRun]:
    """The longest of them, `most` at most, in their order."""
    chosen = sorted(runs, key=lambda run: run.from_s - run.end_s)[:most]
    return iter(sorted(chosen, key=lambda run: run.from_s))

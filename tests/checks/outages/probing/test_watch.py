"""The threads of a watch, with places that answer as the test says: pause, end, cancel, and nothing left behind."""

import threading
import time
from collections.abc import Iterator

import pytest

from checker.checks.context import Cancelled, LiveSample, ProbeContext, Progress, RunSession
from checker.checks.line.environment.suspend import SleepClocks
from checker.checks.outages import CHECK, probe
from checker.checks.outages.need import OutagesNeed
from checker.checks.outages.outage import OutagePlace, find_outages
from checker.checks.outages.probing import watch
from checker.checks.outages.probing.queries import AdaptiveQuery, router_query
from checker.checks.outages.probing.targets import Targets
from checker.checks.outages.timeline.samples import SampleResult
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.observation import Observation, Observations
from checker.model.profile import BUILT_IN
from checker.net.net import Net

ENDS_S = 5.0
"""How long threads may take to end: an answer is waited for at most two seconds."""


class PlayedPlaces:
    """Places that answer while they are not in `broken`."""

    def __init__(self) -> None:
        self.broken: set[str] = set()
        self.requests: list[str] = []

    def targets(self, *_: object) -> Targets:
        queries = {place: self._query(place) for place in ("router", "provider", "desk", "other")}
        return Targets(queries=queries, medium="cable", adapter="")

    def _query(self, place: str) -> AdaptiveQuery:
        def reply() -> float | None:
            self.requests.append(place)
            return None if place in self.broken else 0.001

        return AdaptiveQuery("127.0.0.1", [("ICMP", reply)])


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch) -> Iterator[PlayedPlaces]:
    """Twenty requests a second, so that a test takes no minutes; its threads end with it."""
    played = PlayedPlaces()
    monkeypatch.setattr(watch, "find_targets", played.targets)
    monkeypatch.setattr(watch, "PERIOD_S", 0.05)
    monkeypatch.setattr(watch, "OTHER_PERIOD_S", 0.2)
    yield played
    deadline = time.perf_counter() + ENDS_S
    while [thread for thread in threading.enumerate() if thread.name == "outage watch"]:
        assert time.perf_counter() < deadline, "a thread of the watch goes on"
        time.sleep(0.05)


class Run:
    """One run of the probe in a thread of its own."""

    def __init__(self) -> None:
        self.events: list[LiveSample] = []
        self.session = RunSession(emit=self._emit)
        self.context = ProbeContext(CHECK, BUILT_IN, Net(), "linux", self.session)
        self.observed: list[Observation] | None = None
        self.is_cancelled = False
        self._thread = threading.Thread(target=self._work)
        self._thread.start()

    def _emit(self, event: Progress | LiveSample) -> None:
        assert isinstance(event, LiveSample)
        self.events.append(event)

    def _work(self) -> None:
        try:
            self.observed = list(probe.observe(OutagesNeed(earlier=[5]), self.context))
        except Cancelled:
            self.is_cancelled = True

    def finish(self) -> Observations:
        self.context.control.is_finished.set()
        self._thread.join(ENDS_S)
        assert self.observed is not None
        return Observations(self.observed)

    def cancel(self) -> None:
        self.session.cancelled.set()
        self._thread.join(ENDS_S)


def wait_for(is_true: object) -> None:
    deadline = time.perf_counter() + ENDS_S
    while not is_true():  # type: ignore[operator]
        assert time.perf_counter() < deadline
        time.sleep(0.01)


def test_an_outage_is_seen_and_the_end_brings_everything(path: PlayedPlaces) -> None:
    run = Run()
    wait_for(lambda: len(path.requests) > 40)
    path.broken |= {"provider", "desk", "other"}
    before = len(path.requests)
    wait_for(lambda: len(path.requests) > before + 40)
    path.broken.clear()
    before = len(path.requests)
    wait_for(lambda: len(path.requests) > before + 20)
    observed = run.finish()
    assert [outage.place for outage in find_outages(observed)] == [OutagePlace.LINE]
    assert (observed["ended"].value, observed["medium"].value, observed["earlier.at"].value) == (
        "stopped",
        "cable",
        [5],
    )
    assert observed["roaming.changes"].failure is not None
    assert run.events[0].kind == "so-far"
    assert {item.name for item in observed} <= {fact.name for fact in CHECK.facts}
    assert "127.0.0.1" not in repr(list(observed))


def test_while_it_is_paused_nobody_is_asked(path: PlayedPlaces) -> None:
    run = Run()
    wait_for(lambda: "desk" in path.requests)
    run.context.control.is_paused.set()
    time.sleep(0.6)
    before = len(path.requests)
    time.sleep(0.4)
    assert len(path.requests) == before
    run.context.control.is_paused.clear()
    wait_for(lambda: len(path.requests) > before)
    assert run.finish()["unwatched.reasons"].value == ["paused"]


def test_who_cancels_gets_nothing_and_leaves_nothing(path: PlayedPlaces) -> None:
    run = Run()
    wait_for(lambda: "desk" in path.requests)
    run.cancel()
    assert run.is_cancelled and run.observed is None


def test_where_the_clocks_cannot_be_read_it_watches_all_the_same(
    path: PlayedPlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_clocks() -> SleepClocks:
        raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED)

    monkeypatch.setattr(watch, "clock_reader", lambda _system: read_clocks)
    run = Run()
    wait_for(lambda: "desk" in path.requests)
    assert run.finish()["ended"].value == "stopped"


def test_the_way_that_is_answered_first_stays() -> None:
    calls: list[str] = []

    def answering(name: str, *answers: float | None) -> object:
        left = iter(answers)
        return lambda: (calls.append(name), next(left))[1]

    query = AdaptiveQuery("127.0.0.1", [("ICMP", answering("ICMP", None)), ("TCP", answering("TCP", 0.1, None))])  # type: ignore[list-item]
    assert query() is None
    assert query() == SampleResult(round_trip_s=0.1, method="TCP")
    assert query() == SampleResult(round_trip_s=None, has_route=True, method="TCP")
    assert calls == ["ICMP", "TCP", "TCP"]


def test_a_router_of_this_pc_answers_somehow() -> None:
    query = router_query("127.0.0.1")
    results = [query() for _ in range(3)]
    assert any(result is not None and result.round_trip_s is not None for result in results)

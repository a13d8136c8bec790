"""Sleep, pause, a PC that stood still and a clock that was set: time that nobody watched is never an outage."""

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.checks.outages.outage import OutagePlace, find_outages
from checker.checks.outages.timeline.facts import MAX_RUNS
from checker.checks.outages.timeline.samples import PlaceSamples, SampleResult
from tests.checks.outages.drawn import ANSWER, MISS, Broken, DrawnPath


def test_sleep_is_no_outage_nor_is_the_wifi_that_comes_back_after_it() -> None:
    path = DrawnPath((Broken(690.0, 708.0, OutagePlace.HOME),)).run(60)
    path.clock.asleep_s += 630  # the laptop wakes 690 s after the begin, and its Wi-Fi comes 18 s later
    path.run(120)
    observed = path.observed()
    assert find_outages(observed) == []
    assert observed["unwatched.reasons"].value == ["asleep"]
    assert observed["unwatched.seconds"].value == [630.0]
    assert observed.number("watched") == 3.0
    assert observed["clock.changes"].value == []


def test_a_wifi_that_stays_away_after_sleep_is_one() -> None:
    path = DrawnPath((Broken(660.0, 760.0, OutagePlace.HOME),)).run(60)
    path.clock.asleep_s += 600
    (outage,) = find_outages(path.run(200).observed())
    assert outage.place is OutagePlace.HOME
    assert outage.seconds < 75, "the first 30 s may be the waking"


def test_a_program_that_stood_still_has_not_watched() -> None:
    path = DrawnPath().run(30)
    sent_s = path.timeline.begin_sample("desk")
    path.clock.awake_s += 40
    assert sent_s is not None
    path.timeline.end_sample("desk", sent_s, MISS)
    observed = path.run(30).observed()
    assert observed.number("missed", "desk") == 0
    assert observed["unwatched.reasons"].value == ["stalled"]


def test_a_pause_asks_nobody_and_counts_nothing() -> None:
    path = DrawnPath((Broken(40.0, 90.0, OutagePlace.LINE),)).run(30)
    path.timeline.pause()
    assert path.timeline.begin_sample("desk") is None
    path.run(100)
    path.timeline.resume()
    observed = path.run(30).observed()
    assert find_outages(observed) == []
    assert observed.number("watched") == 1.0
    assert (observed["unwatched.reasons"].value, observed["unwatched.seconds"].value) == (["paused"], [100.0])


def test_a_clock_that_is_set_moves_nothing() -> None:
    path = DrawnPath((Broken(50.0, 60.0, OutagePlace.LINE),)).run(30)
    began = path.observed()["began"].value
    path.clock.set_s -= 7200
    observed = path.run(60).observed()
    assert [round(outage.from_s) for outage in find_outages(observed)] == [50]
    assert observed["began"].value == began
    assert observed["clock.changes"].value != []


def test_an_outage_that_lasts_is_there_before_it_ends() -> None:
    path = DrawnPath((Broken(20.0, 99.0, OutagePlace.HOME),)).run(40)
    assert [outage.place for outage in find_outages(path.observed())] == [OutagePlace.HOME]


def test_two_hours_of_the_worst_fit_a_report() -> None:
    silent = [begin + second for begin in range(10, 7200, 10) for second in range(4)]
    path = DrawnPath(misses={(name, second) for name in ("provider", "desk", "other") for second in silent})
    observed = list(path.run(7200).observed())
    lengths = [len(item.value) for item in observed if isinstance(item.value, list)]
    assert max(lengths) == MAX_RUNS
    assert len(observed) < 150
    (left_out,) = (item.value for item in observed if item.key == "silent.left-out@desk")
    assert left_out == 719 - MAX_RUNS


@settings(max_examples=30)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3)), min_size=1, max_size=40))
def test_late_results_count_in_the_order_of_their_requests(drawn: list[tuple[bool, int]]) -> None:
    """However much later each comes, it is as if all had come at once."""
    at_once, late = PlaceSamples(), PlaceSamples()
    arrivals = sorted((at + delay, at, is_answered) for at, (is_answered, delay) in enumerate(drawn))
    for at, (is_answered, _) in enumerate(drawn):
        at_once.begin(float(at))
        at_once.end(float(at), ANSWER if is_answered else MISS, float(at))
    now, begun = 0.0, 0
    for moment, at, is_answered in arrivals:
        while begun <= min(moment, len(drawn) - 1):
            late.begin(float(begun))
            begun += 1
        now = float(moment)
        late.end(float(at), ANSWER if is_answered else MISS, now)
    assert (late.sent, late.missed, late.runs) == (at_once.sent, at_once.missed, at_once.runs)


def test_a_request_that_never_ends_holds_nothing_up() -> None:
    samples = PlaceSamples()
    samples.begin(0.0)
    samples.begin(1.0)
    samples.end(1.0, SampleResult(round_trip_s=0.1), 1.1)
    assert samples.sent == 0
    samples.begin(20.0)
    samples.end(20.0, ANSWER, 20.1)
    assert samples.sent == 2

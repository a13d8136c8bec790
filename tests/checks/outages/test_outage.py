"""Whose an outage is, by drawn paths whose truth is known: it is blamed there, or on nobody, and never elsewhere."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.checks.outages.outage import OutagePlace, find_outages, silences
from checker.model.observation import Observation, Observations
from tests.checks.outages.drawn import Broken, DrawnPath

PLACES = (OutagePlace.HOME, OutagePlace.LINE, OutagePlace.INTERNET, OutagePlace.DESK)
SILENT = ((), ("router",), ("provider",), ("other",), ("router", "provider"), ("provider", "other"))
LENGTH_S = 150


@st.composite
def drawn_paths(draw: st.DrawFn) -> DrawnPath:
    """Up to three outages that may overlap, and single requests that are lost, never three in a row."""
    broken = []
    for _ in range(draw(st.integers(1, 3))):
        from_s = draw(st.floats(10, 120))
        broken.append(Broken(from_s, from_s + draw(st.floats(0.5, 25)), draw(st.sampled_from(PLACES))))
    seconds = draw(st.lists(st.integers(2, LENGTH_S // 7), max_size=4, unique=True))
    misses = {(draw(st.sampled_from(("router", "provider", "desk"))), 7 * second) for second in seconds}
    return DrawnPath(tuple(broken), draw(st.sampled_from(SILENT)), misses)


def true_places(path: DrawnPath, from_s: float, to_s: float) -> set[OutagePlace]:
    return {item.place for item in path.broken if item.from_s < to_s + 2 and from_s - 2 < item.to_s}


def accepted(place: OutagePlace) -> set[OutagePlace]:
    """What is true of a place that is blamed: two of them lie behind the router."""
    if place is OutagePlace.BEHIND_ROUTER:
        return {OutagePlace.LINE, OutagePlace.INTERNET}
    return {place}


@settings(max_examples=40)
@given(drawn_paths())
def test_it_is_blamed_where_it_is_or_on_nobody(path: DrawnPath) -> None:
    observed = path.run(LENGTH_S).observed()
    for outage in find_outages(observed):
        truth = true_places(path, outage.from_s, outage.from_s + outage.seconds)
        assert truth, "an outage that nothing explains"
        assert outage.place is OutagePlace.UNDECIDED or accepted(outage.place) & truth, (outage, path.broken)


@pytest.mark.parametrize("place", PLACES)
def test_a_plain_one_is_told_with_its_begin_and_length(place: OutagePlace) -> None:
    (outage,) = find_outages(DrawnPath((Broken(60.0, 72.0, place),)).run(120).observed())
    assert outage.place is place
    assert outage.from_s == pytest.approx(60, abs=1)
    assert outage.seconds == pytest.approx(12, abs=1)


@pytest.mark.parametrize(
    ("silent", "place", "expected"),
    [
        (("router",), OutagePlace.HOME, OutagePlace.UNDECIDED),
        (("router",), OutagePlace.LINE, OutagePlace.UNDECIDED),
        (("router",), OutagePlace.INTERNET, OutagePlace.INTERNET),
        (("provider",), OutagePlace.LINE, OutagePlace.BEHIND_ROUTER),
        (("provider",), OutagePlace.INTERNET, OutagePlace.BEHIND_ROUTER),
        (("provider",), OutagePlace.HOME, OutagePlace.HOME),
        (("other",), OutagePlace.INTERNET, OutagePlace.UNDECIDED),
        (("other",), OutagePlace.DESK, OutagePlace.UNDECIDED),
        (("desk",), OutagePlace.LINE, OutagePlace.LINE),
        (("desk",), OutagePlace.INTERNET, OutagePlace.UNDECIDED),
    ],
)
def test_who_never_answers_is_never_blamed(silent: tuple[str, ...], place: OutagePlace, expected: OutagePlace) -> None:
    (outage,) = find_outages(DrawnPath((Broken(60.0, 72.0, place),), silent).run(120).observed())
    assert outage.place is expected


def test_a_silent_router_or_hop_before_a_desk_that_answers_is_no_outage() -> None:
    for name in ("router", "provider"):
        path = DrawnPath(misses={(name, second) for second in range(20, 50)})
        observed = path.run(80).observed()
        assert silences(observed, name)
        assert find_outages(observed) == []


def test_two_misses_are_no_outage_and_rows_of_a_lossy_way_are_chance() -> None:
    assert find_outages(DrawnPath(misses={("desk", 20), ("desk", 21)}).run(60).observed()) == []
    lossy = DrawnPath(misses={("desk", second) for second in range(10, 200, 3)} | {("desk", 101), ("desk", 102)})
    assert find_outages(lossy.run(220).observed()) == []


def test_through_a_vpn_only_the_home_can_be_blamed() -> None:
    tunnel = Observation(name="through-vpn", value=True)
    for place, expected in ((OutagePlace.HOME, OutagePlace.HOME), (OutagePlace.LINE, OutagePlace.UNDECIDED)):
        observed = Observations([*DrawnPath((Broken(60.0, 72.0, place),)).run(120).observed(), tunnel])
        assert [outage.place for outage in find_outages(observed)] == [expected]


def test_a_stranger_report_is_read_without_trust() -> None:
    hostile: list[object] = [True, "x", -1, float("nan"), 1e300, [], None]
    for value in hostile:
        observed = Observations(
            [
                Observation(name="method", subject="desk", value="ICMP"),
                Observation(name="sent", subject="desk", value=100),
                *(
                    Observation(name=f"silent.{name}", subject="desk", value=[value, value])  # type: ignore[list-item]
                    for name in ("from", "seconds", "misses", "no-route", "router-answers", "router-misses")
                ),
                Observation(name="began", value=str(value)),
            ]
        )
        assert find_outages(observed) == []

"""What is said of a watch: whose, how sure, what it has in common, and when nothing may be said."""

from collections.abc import Iterable

import pytest

from checker.checks.outages.diagnose import advise, diagnose
from checker.checks.outages.diagnose.patterns import outage_moments
from checker.checks.outages.need import OutagesNeed
from checker.checks.outages.outage import OutagePlace
from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.knowledge.causes import finding_sentence
from checker.model.finding import Finding, Level, Sureness
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation, Observations
from checker.model.text import LANGUAGES
from tests.checks.outages.drawn import Broken, DrawnPath

NEED = OutagesNeed()


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def watched(path: DrawnPath, *more: Observation, seconds: int = 400) -> list[Finding]:
    return list(diagnose(Observations([*path.run(seconds).observed(), *more]), NEED))


def at(*begins: float, place: OutagePlace = OutagePlace.LINE, seconds: float = 8.0) -> DrawnPath:
    return DrawnPath([Broken(begin, begin + seconds, place) for begin in begins])


@pytest.mark.parametrize(
    ("place", "code", "level"),
    [
        (OutagePlace.HOME, "outages.home", Level.WARNING),
        (OutagePlace.LINE, "outages.line", Level.WARNING),
        (OutagePlace.INTERNET, "outages.internet", Level.WARNING),
        (OutagePlace.DESK, "outages.desk", Level.NOTE),
    ],
)
def test_the_place_with_count_and_length(place: OutagePlace, code: str, level: Level) -> None:
    (finding,) = watched(at(50.0, 200.0, place=place))
    assert (finding.code, finding.level, finding.sure) == (code, level, Sureness.LIKELY)
    assert finding.values["count"] == 2
    assert finding.values["longest_de"] == "8\u00a0Sekunden"
    for language in LANGUAGES:
        assert "{" not in finding_sentence(finding, language)


def test_one_alone_is_possible_and_a_pc_without_a_route_is_certain() -> None:
    (finding,) = watched(at(50.0))
    assert finding.sure is Sureness.POSSIBLE
    observed = {item.key: item for item in at(50.0, place=OutagePlace.HOME).run(400).observed()}
    observed["silent.no-route@desk"] = Observation(name="silent.no-route", subject="desk", value=[8])
    (finding,) = diagnose(Observations(observed.values()), NEED)
    assert (finding.code, finding.sure) == ("outages.home", Sureness.CERTAIN)


def test_calm_is_well_only_after_a_while_and_with_little_loss() -> None:
    assert codes(watched(DrawnPath(), seconds=60)) == ["outages.not-measured"]
    assert codes(watched(DrawnPath())) == ["outages.none"]
    assert codes(watched(DrawnPath(silent=("desk", "other")))) == ["outages.not-measured"]
    lossy = DrawnPath(misses={("desk", second) for second in range(5, 400, 20)})
    assert codes(watched(lossy)) == ["outages.lossy"]
    assert codes(diagnose(Observations([]), NEED)) == ["outages.not-measured"]


def test_a_rhythm() -> None:
    assert "outages.regular" in codes(watched(at(30, 121, 209, 300)))
    assert "outages.regular" not in codes(watched(at(30, 121, 240, 300)))
    assert "outages.regular" not in codes(watched(at(30, 121, 209)))


@pytest.mark.parametrize(("share", "loads", "is_named"), [(5.0, 9.0, True), (60.0, 9.0, False), (5.0, 1.0, False)])
def test_load_is_named_where_it_is_no_chance(share: float, loads: float, is_named: bool) -> None:
    more = (
        Observation(name="load.busy", value=share, unit="%"),
        Observation(name="silent.load", subject="desk", value=[loads, loads], unit="Mbit/s"),
    )
    assert ("outages.under-load" in codes(watched(at(50, 130), *more))) is is_named


@pytest.mark.parametrize(
    ("ago_s", "is_named"), [(86_400 - 300, True), (2 * 86_400, True), (86_400 - 3000, False), (3600, False)]
)
def test_the_same_hour_of_another_day(ago_s: int, is_named: bool) -> None:
    path = at(50.0)
    began = path.timeline.began_wall_s
    earlier = Observation(name="earlier.at", value=[round(began + 50 - ago_s)])
    assert ("outages.daily" in codes(watched(path, earlier))) is is_named
    assert outage_moments(path.observed()) == [round(began) + 50]


def test_a_new_address_and_roaming_come_with_an_outage() -> None:
    change = Observation(name="address.changes", value=[110.0], unit="s")
    assert "outages.new-address" in codes(watched(at(50.0), change))
    assert "outages.new-address" not in codes(watched(at(150.0), change))
    roaming = Observation(name="roaming.changes", value=[53.0, 205.0], unit="s")
    assert "outages.roaming" in codes(watched(at(50.0, 200.0, place=OutagePlace.HOME), roaming))
    assert "outages.roaming" not in codes(watched(at(50.0, 200.0, 300.0, 350.0, place=OutagePlace.HOME), roaming))


def gateway_silence(answers: int, misses: int) -> list[Observation]:
    values: dict[str, object] = {
        "gateway.name": "Büro",
        "gateway.sent": 60,
        "gateway.missed": 3,
        "gateway.silent-from": [60.0],
        "gateway.silent-seconds": [180.0],
        "gateway.desk-answers": [answers],
        "gateway.desk-misses": [misses],
    }
    return [Observation(name=name, subject="buero", value=value) for name, value in values.items()]  # type: ignore[arg-type]


def test_a_gateway_is_blamed_only_while_the_desk_answers() -> None:
    findings = watched(DrawnPath(), *gateway_silence(180, 1))
    assert codes(findings) == ["outages.gateway", "outages.none"]
    assert findings[0].values["name"] == "Büro"
    assert codes(watched(DrawnPath(), *gateway_silence(90, 90))) == ["outages.none"]


def test_names_are_blamed_only_while_the_desk_answers() -> None:
    def dns(answers: int) -> list[Observation]:
        values: dict[str, object] = {
            "method": "DNS",
            "sent": 40,
            "missed": 12,
            "silent.from": [60.0],
            "silent.seconds": [20.0],
            "silent.misses": [12],
            "silent.no-route": [0],
            "silent.desk-answers": [answers],
            "silent.desk-misses": [20 - answers],
        }
        return [Observation(name=name, subject="dns", value=value) for name, value in values.items()]  # type: ignore[arg-type]

    assert codes(watched(DrawnPath(), *dns(20))) == ["outages.names"]
    assert codes(watched(DrawnPath(), *dns(5))) == ["outages.none"]


def test_alone_it_never_says_that_the_workplace_is_ready() -> None:
    observed = tuple(DrawnPath().run(400).observed())
    measurement = Measurement(check="outages", outcome=Outcome.DONE, observations=observed)
    assert codes(diagnose_measurements({"outages": NEED}, [measurement])) == ["outages.none", "outages.check-missing"]
    assert advise([], {"outages": Observations([])}) is None
    assert advise([Finding.ok("outages.none")], {"outages": Observations([]), "line": Observations([])}) is None

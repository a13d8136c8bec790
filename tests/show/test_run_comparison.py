"""Two runs beside each other: nothing is called gone that was not measured, no figure moves that only wavered."""

import msgspec
import pytest

from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation, Value
from checker.model.report import Report
from checker.show.run_comparison import compare_runs, run_title
from tests.show.samples import EMPTY

pytestmark = pytest.mark.usefixtures("real_house")
WIFI = Finding(code="network.wifi-disturbed", level=Level.WARNING, values={"loss": 4, "p95": 62})
CLOCK = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 21})
OPEN = Finding(code="network.not-measured", level=Level.UNKNOWN)


def run(*findings: Finding, checks: tuple[str, ...] = ("network", "computer", "line"), **facts: Value) -> Report:
    """A fact is named by its check, two strokes, and its name with strokes in place of dots."""
    units = {"down.rate": "Mbit/s", "idle.latency": "ms", "wifi.signal": "dBm"}
    observed: dict[str, list[Observation]] = {check: [] for check in checks}
    for key, value in facts.items():
        check, _, name = key.replace("__", " ").replace("_", ".").partition(" ")
        observed[check].append(Observation(name=name, value=value, unit=units.get(name, "")))
    measurements = tuple(
        Measurement(check=check, outcome=Outcome.DONE, observations=tuple(entries))
        for check, entries in observed.items()
    )
    return msgspec.structs.replace(EMPTY, findings=findings, measurements=measurements)


def lines(before: Report, after: Report, title: str) -> list[str]:
    sections = {section.title: section for section in compare_runs(before, after, "de").sections}
    return [line.text for line in sections[title].lines] if title in sections else []


def test_what_is_gone_new_and_as_before() -> None:
    before, after = run(WIFI, CLOCK), run(CLOCK)
    assert [len(lines(before, after, title)) for title in ("Nicht mehr festgestellt", "Noch wie vorher")] == [1, 1]
    assert lines(before, after, "Neu festgestellt") == []
    assert len(lines(after, before, "Neu festgestellt")) == 1


@pytest.mark.parametrize("after", [run(checks=("computer",)), run(OPEN)], ids=["left out", "open"])
def test_what_was_not_measured_again_is_not_gone(after: Report) -> None:
    assert lines(run(WIFI), after, "Nicht mehr festgestellt") == []
    assert len(lines(run(WIFI), after, "Diesmal nicht geprüft")) == 1


@pytest.mark.parametrize(
    ("fact", "before", "after", "word"),
    [
        ("line__down_rate", 20.0, 90.0, "besser"),
        ("line__down_rate", 90.0, 20.0, "schlechter"),
        ("line__down_rate", 90.0, 80.0, "etwa gleich"),
        ("line__idle_latency", 60.0, 12.0, "besser"),
        ("line__idle_latency", 12.0, 15.0, "etwa gleich"),
        ("network__wifi_signal", -80, -55, "besser"),
        ("network__wifi_signal", -60, -57, "etwa gleich"),
    ],
)
def test_a_figure_moves_by_more_than_a_line_does_by_itself(fact: str, before: float, after: float, word: str) -> None:
    (line,) = lines(run(**{fact: before}), run(**{fact: after}), "Messwerte")
    assert line.endswith(f": {word}")


def test_a_figure_that_one_of_them_lacks_is_not_compared() -> None:
    assert lines(run(line__down_rate=20.0), run(), "Messwerte") == []


def test_the_title_says_when_and_over_what() -> None:
    assert run_title(run(network__link_medium="wifi"), "de").endswith(" Uhr, WLAN")
    assert run_title(run(network__link_medium="virtual"), "de").endswith(" Uhr")

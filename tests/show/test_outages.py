"""Outages as people read them: times, lengths and places; on the call sheet, in the report, and while it goes on."""

import msgspec
import pytest

from checker.checks.outages.outage import OutagePlace
from checker.model.finding import Finding
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation, Observations
from checker.model.text import Language
from checker.show.call_sheet import call_sheet_entries
from checker.show.outages.report import outage_lines
from checker.show.outages.rows import place_rows, summary_sentence
from checker.show.plain_text import plain_text
from checker.show.provider_message import provider_message
from checker.show.report_html.document import report_fragment
from tests.checks.outages.drawn import Broken, DrawnPath, observations
from tests.show.samples import report

DRAWN = DrawnPath((Broken(60.0, 72.0, OutagePlace.HOME), Broken(200.0, 380.0, OutagePlace.LINE))).run(500)
WATCH = Measurement(check="outages", outcome=Outcome.DONE, observations=tuple(observations(DRAWN.timeline)))
REPORT = msgspec.structs.replace(report(Finding.ok("outages.none", minutes=8)), measurements=(WATCH,))


@pytest.mark.parametrize(
    ("language", "length", "place"),
    [("de", "3 Minuten", "zwischen Router und Anbieter"), ("en", "3 minutes", "between router and provider")],
)
def test_each_has_its_time_length_and_place(language: Language, length: str, place: str) -> None:
    lines = outage_lines(REPORT, language)
    assert len(lines) == 2
    assert length in lines[1] and place in lines[1]
    assert lines[0][:8] < lines[1][:8] or lines[1].startswith("00"), "in their order"
    fragment = report_fragment(REPORT, language, audience="technician")
    for text in (plain_text(REPORT, language), fragment, dict(call_sheet_entries(REPORT, language)).values()):
        assert any(place in part for part in ([text] if isinstance(text, str) else text))


def test_the_call_sheet_says_how_long_was_watched() -> None:
    text = dict(call_sheet_entries(REPORT, "de"))["Abbrüche:"]
    assert text.startswith("beobachtet 8 Minuten 20 Sekunden ab ") and "2 Abbrüche." in text
    assert "Abbrüche:" not in dict(call_sheet_entries(report(), "de"))


def test_the_provider_is_told_the_times_of_its_own_outages() -> None:
    text = provider_message(Finding.warning("outages.line", times_de="einmal"), REPORT, "de")
    assert text.count("\n- ") == 1 and "3 Minuten, zwischen Router und Anbieter" in text


def test_the_rows_of_a_watch_that_goes_on() -> None:
    silent = DrawnPath((Broken(59.3, 99.0, OutagePlace.HOME),), silent=("provider",)).run(80)
    rows = place_rows(silent.observed(), "de")
    assert [row.state for row in rows] == [
        "schweigt seit 20 Sekunden",
        "antwortet auf solche Fragen nicht",
        "schweigt seit 20 Sekunden",
    ]
    assert summary_sentence(DrawnPath().run(10).observed(), "de") == "Bisher ist nichts abgebrochen."


def test_a_gateway_has_the_name_of_the_profile_and_a_stranger_cannot_write_markup() -> None:
    values: dict[str, object] = {
        "gateway.sent": 60,
        "gateway.silent-from": [60.0],
        "gateway.silent-seconds": [180.0],
        "gateway.desk-answers": [180],
        "gateway.desk-misses": [0],
    }
    names = [Observation(name=name, subject="<b>", value=value) for name, value in values.items()]  # type: ignore[arg-type]
    watch = msgspec.structs.replace(WATCH, observations=(*WATCH.observations, *names))
    hostile = msgspec.structs.replace(REPORT, measurements=(watch,))
    assert "<b>" not in report_fragment(hostile, "de", audience="technician")
    assert Observations(names).subjects("gateway.sent") == ["<b>"]

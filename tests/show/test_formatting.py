import datetime
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.failure import Failure, FailureKind, Operation
from checker.model.measurement import Outcome
from checker.model.observation import Observation, Value
from checker.model.text import LANGUAGES, Language
from checker.show.failures import failure_kind_names, failure_text, operation_names, outcome_text
from checker.show.formatting import (
    format_duration,
    format_exact,
    format_moment,
    format_number,
    format_observation,
    format_uncertainty,
    format_value,
)

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (0, "0", "0"),
        (0.0, "0", "0"),
        (-0.0, "0", "0"),
        (7, "7", "7"),
        (23.417, "23,4", "23.4"),
        (1.5, "1,5", "1.5"),
        (2.0, "2", "2"),
        (100.4, "100", "100"),
        (0.01234, "0,0123", "0.0123"),
        (-3.25, "−3,25", "−3.25"),
        (9999, "9999", "9999"),
        (25_000, "25.000", "25,000"),
        (25_000.4, "25.000", "25,000"),
        (1e-300, "0", "0"),
        (math.nan, "–", "–"),
        (-math.inf, "–", "–"),
        (10**400, None, None),
    ],
)
def test_numbers(value: float, german: str | None, english: str | None) -> None:
    formatted = [format_number(value, language, grouped=True) for language in LANGUAGES]
    assert german is None or formatted == [german, english]


@pytest.mark.parametrize(
    ("value", "unit", "german", "english"),
    [
        (94.2, "Mbit/s", f"94,2{NBSP}Mbit/s", f"94.2{NBSP}Mbit/s"),
        (12, "ms", f"12{NBSP}Millisekunden", f"12{NBSP}milliseconds"),
        (1.0, "s", f"1{NBSP}Sekunde", f"1{NBSP}second"),
        (3.5, "s", f"3,5{NBSP}Sekunden", f"3.5{NBSP}seconds"),
        (3900, "s", "1 Stunde 5 Minuten", "1 hour 5 minutes"),
        (50, "h", "2 Tage 2 Stunden", "2 days 2 hours"),
        (12.5, "d", "12 Tage 12 Stunden", "12 days 12 hours"),
        (0, "d", f"0{NBSP}Tage", f"0{NBSP}days"),
        (29.97, "1/s", f"30{NBSP}pro Sekunde", f"30{NBSP}per second"),
        (-31.5, "dBFS", f"−31,5{NBSP}Dezibel", f"−31.5{NBSP}decibels"),
        (15.8, "GiB", f"15,8{NBSP}GB", f"15.8{NBSP}GB"),
        ([1920, 1080], "px", f"1920 × 1080{NBSP}Bildpunkte", f"1920 × 1080{NBSP}pixels"),
        (True, "", "ja", "yes"),
        (False, "%", "nein", "no"),
        ([], "", "keine", "none"),
        ("", "", "leer", "empty"),
        (["a", 1.5, True], "", "a, 1,5, ja", "a, 1.5, yes"),
        (65535, "", "65535", "65535"),
        (8.3, "furlong", f"8,3{NBSP}furlong", f"8.3{NBSP}furlong"),
        (None, "s", "–", "–"),
    ],
)
def test_values_with_their_unit(value: Value | None, unit: str, german: str, english: str) -> None:
    assert [format_value(value, unit, language) for language in LANGUAGES] == [german, english]


@pytest.mark.parametrize(
    ("seconds", "german"),
    [
        (0, "0 Sekunden"),
        (1, "1 Sekunde"),
        (59.6, "1 Minute"),
        (61, "1 Minute 1 Sekunde"),
        (3600, "1 Stunde"),
        (3605, "1 Stunde"),
        (90_000, "1 Tag 1 Stunde"),
        (-7200, "−2 Stunden"),
    ],
)
def test_durations(seconds: float, german: str) -> None:
    assert format_duration(seconds, "de") == german


def test_an_observation_says_its_failure_and_then_no_uncertainty() -> None:
    refused = Failure(operation=Operation.CONNECT, kind=FailureKind.REFUSED, detail="ECONNREFUSED")
    observation = Observation(name="tls.answer", unit="s", uncertainty=2.0, failure=refused)
    assert format_observation(observation, "de") == "Verbinden: abgelehnt (ECONNREFUSED)"
    assert format_uncertainty(observation, "de") == ""
    assert (
        format_uncertainty(Observation(name="a", value=1.0, unit="ms", uncertainty=0.25), "en")
        == f"± 0.25{NBSP}milliseconds"
    )


def test_that_a_whole_check_was_run_goes_without_saying() -> None:
    assert failure_text(Failure(operation=Operation.RUN, kind=FailureKind.NOT_MEASURED), "en") == "not measured"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_failure_and_outcome_has_words(language: Language) -> None:
    assert set(operation_names(language)) == set(Operation)
    assert set(failure_kind_names(language)) == set(FailureKind)
    assert all(outcome_text(outcome, language) for outcome in Outcome)


def test_a_moment_is_said_in_the_zone_of_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    at = datetime.datetime(2026, 3, 9, 8, 5, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
    assert format_moment(at, "de") == format_moment(at.astimezone(datetime.UTC), "de")
    assert "9. März 2026" in format_moment(at, "de")
    assert "9 March 2026" in format_moment(at, "en")


@pytest.mark.parametrize("at", [datetime.datetime.min, datetime.datetime.max])
@pytest.mark.parametrize("hours", [-12, 12])
def test_the_ends_of_time_are_said_too(at: datetime.datetime, hours: int) -> None:
    assert format_moment(at.replace(tzinfo=datetime.timezone(datetime.timedelta(hours=hours))), "de")


SCALARS = st.one_of(st.booleans(), st.integers(), st.floats(), st.text())


@given(value=st.one_of(SCALARS, st.lists(SCALARS)), unit=st.sampled_from(["", "s", "h", "px", "x"]))
@pytest.mark.parametrize("language", LANGUAGES)
def test_any_value_can_be_said(value: Value, unit: str, language: Language) -> None:
    assert format_value(value, unit, language)
    assert format_exact(value, language)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_rounding_keeps_the_size(value: float) -> None:
    formatted = float(format_number(value, "en").replace("−", "-"))
    assert formatted == pytest.approx(value, rel=0.006, abs=1e-12)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_exact_keeps_every_digit(value: float) -> None:
    assert float(format_exact(value, "de").replace(",", ".")) == value

import json
from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
from hypothesis import given, settings

from checker.model.codec import to_json
from checker.model.employee.own_words import OwnWords
from checker.model.employee.task import Task
from checker.model.privacy import GROUP_TITLES, PURPOSE_TITLES, DataGroup, Purpose, privacy_meta
from checker.model.record import Record
from checker.model.report import Report
from checker.model.text import Language
from checker.show.formatting import format_exact
from checker.show.privacy_preview.field_values import field_values
from checker.show.privacy_preview.preview_rows import PreviewRow, plain_sections, preview_sections
from checker.show.sanitizer import sanitize
from tests.show.hostile import LANGUAGES, REPORTS
from tests.show.samples import EMPTY, TROUBLE


def sent(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a JSON text by its path: written apart from the product's own walk."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            plain = key and key.replace("_", "a").replace("-", "a").isalnum() and key.isascii()
            plain = plain and not key[0].isdigit() and not key.startswith("-")
            step = (f".{key}" if path else key) if plain else f"[{json.dumps(key)}]"
            yield from sent(inner, path + step)
    elif isinstance(value, list) and value:
        for at, inner in enumerate(value):
            yield from sent(inner, f"{path}[{at}]")
    else:
        yield path, value


def rows(report: Report, language: Language) -> list[PreviewRow]:
    """The rows that show one value each."""
    return [
        detail
        for section in preview_sections(report, language)
        for row in section.rows
        for detail in (row.details or (row,))
    ]


@settings(max_examples=80, deadline=None)
@given(report=REPORTS, language=LANGUAGES)
def test_every_value_that_leaves_is_shown_once_to_the_last_digit(report: Report, language: Language) -> None:
    values = {row.path: row.value for row in rows(report, language)}
    assert len(values) == len(rows(report, language))
    leaving = dict(sent(json.loads(to_json(report))))
    assert set(values) == set(leaving)
    for path, value in leaving.items():
        formatted = format_exact(None if isinstance(value, (dict, list)) else value, language)
        assert values[path] == sanitize(formatted)


@settings(max_examples=40, deadline=None)
@given(report=REPORTS, language=LANGUAGES)
def test_every_row_says_what_it_is_and_what_for(report: Report, language: Language) -> None:
    purposes = {PURPOSE_TITLES[purpose].render(language) for purpose in Purpose}
    for section in preview_sections(report, language):
        assert section.title == GROUP_TITLES[section.group].render(language)
        assert all(row.what and row.value and row.purpose in purposes for row in section.rows)


@settings(max_examples=20, deadline=None)
@given(report=REPORTS, language=LANGUAGES)
def test_the_plain_view_holds_every_observation_and_finding_once_and_no_profile(
    report: Report, language: Language
) -> None:
    paths = [row.path for section in plain_sections(report, language) for row in section.rows]
    assert len(paths) == len(set(paths))
    observations = {
        f"measurements[{at}].observations[{inner}]"
        for at, measurement in enumerate(report.measurements)
        for inner in range(len(measurement.observations))
    }
    findings = {f"findings[{at}]" for at in range(len(report.findings))}
    assert {path for path in paths if path.startswith(("measurements", "findings["))} == observations | findings
    assert not [path for path in paths if path.startswith("profile.")]


def test_the_plain_view_begins_with_the_result_and_ends_with_the_report_itself() -> None:
    titles = [section.title for section in plain_sections(TROUBLE, "de")]
    assert titles[0] == "Ergebnis"
    assert titles[-1] == "Angaben zum Bericht selbst"
    assert "Computer" in titles


def test_what_the_employee_wrote_comes_first_as_it_was_typed() -> None:
    words = OwnWords(trouble="Bild weg, IP 203.0.113.9", callback_number="030 1234", needed=(Task.VIDEO,))
    written = msgspec.structs.replace(TROUBLE, own_words=words)
    first = plain_sections(written, "de")[0]
    assert first.title == "Was Sie selbst schreiben"
    assert [row.value for row in first.rows] == ["Bild weg, IP 203.0.113.9", "Videogespräche", "030 1234"]
    section = next(part for part in preview_sections(written, "de") if part.group is DataGroup.OWN_WORDS)
    assert [row.value for row in section.rows] == ["Bild weg, IP 203.0.113.9", "video", "030 1234"]


def values_of(group: DataGroup) -> dict[str, str]:
    return {
        row.what: row.value
        for section in preview_sections(TROUBLE, "de")
        if section.group is group
        for row in section.rows
    }


def test_values_stand_in_the_group_that_their_fact_declares() -> None:
    assert values_of(DataGroup.PC)["Eingebauter Arbeitsspeicher"] == "15,8\N{NO-BREAK SPACE}GB"
    assert "Verlust bis zum Router" in values_of(DataGroup.ROUTER)
    assert "Antwort des Zugangs – Zentrale" in values_of(DataGroup.NETWORK)
    assert values_of(DataGroup.PC)["Betriebssystem: windows, macos oder linux"] == "windows"


def test_what_the_profile_asks_is_told_by_its_place() -> None:
    told_of = values_of(DataGroup.REPORT)
    assert told_of["Was der Arbeitsplatz braucht, je Prüfung – vpn.gateways[0].host"] == "vpn.muster.example"
    assert told_of["Erlaubte Gruppen von Angaben"] == "network"
    assert "Computer: Dauer in Sekunden" in told_of


def test_groups_come_in_the_order_in_which_consent_is_asked() -> None:
    groups = [section.group for section in preview_sections(TROUBLE, "en")]
    assert groups == [DataGroup.REPORT, DataGroup.PC, DataGroup.NETWORK, DataGroup.ROUTER]
    assert [section.group for section in preview_sections(EMPTY, "en")] == [DataGroup.REPORT, DataGroup.PC]


class Inner(Record, frozen=True, kw_only=True):
    """A record that the product does not know."""

    plain: int = 1
    own: Annotated[str, privacy_meta(DataGroup.ROUTER, Purpose.PURCHASE, de="Eigenes", en="Own")] = "x"


class Outer(Record, frozen=True, kw_only=True):
    """With a field beneath another, and one that nobody described."""

    inner: Annotated[Inner | None, privacy_meta(DataGroup.CAMERA, Purpose.DELIVERY, de="Innen", en="Inside")] = None
    bare: list[dict[str, int]] = []


def test_a_field_that_is_added_later_is_found_and_the_innermost_description_wins() -> None:
    fields = {leaf.path: leaf for leaf in field_values(Outer(inner=Inner(plain=2, own="y"), bare=[{"a b": 3}]))}
    assert list(fields) == ["inner.plain", "inner.own", 'bare[0]["a b"]']
    plain, own, bare = fields.values()
    assert plain.privacy and (plain.privacy.group, plain.privacy.what.de, plain.subpath) == (
        DataGroup.CAMERA,
        "Innen",
        "plain",
    )
    assert own.privacy and (own.privacy.group, own.privacy.what.de, own.subpath) == (DataGroup.ROUTER, "Eigenes", "")
    assert bare.privacy is None and bare.subpath == bare.path and bare.value == 3

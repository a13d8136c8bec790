import pytest
from hypothesis import given

from checker.knowledge.causes import ACTORS_TO_TECHNICIAN, Actor
from checker.model.finding import Finding
from checker.model.report import Report
from checker.model.text import LANGUAGES, Language
from checker.show.call_sheet import call_sheet_entries
from tests.show.hostile import LANGUAGES as ANY_LANGUAGE
from tests.show.hostile import REPORTS
from tests.show.samples import EMPTY, LOSS, TROUBLE, WELL, report


def call_sheet_lines(report: Report, language: Language, reference: str = "") -> list[str]:
    return [f"{label} {text}" for label, text in call_sheet_entries(report, language, reference)]


def test_five_lines_for_the_phone() -> None:
    assert call_sheet_lines(TROUBLE, "de", "MUS-4F7K") == [
        "Kunde: Muster Maschinenbau GmbH (MUSTER-01), Kennzeichen MUS-4F7K",
        "Ergebnis: ✕ Der Arbeitsplatz ist noch nicht bereit.",
        "Ursache: Verbindung zur Firma, wahrscheinlich: Der Firmenzugang „Zentrale“ weist Verbindungen ab.",
        f"Es handelt: {ACTORS_TO_TECHNICIAN[Actor.COMPANY].de}",
        "Erste Frage: Haben Sie die Schritte im Bericht schon versucht, und was ist dabei geschehen? "
        "Gegenprobe, zum Vorlesen: „Klappt es über den Hotspot eines Handys auch nicht, liegt es am Firmenzugang.“",
    ]


def test_the_causes_own_question_and_what_it_explains() -> None:
    consequence = Finding(code="line.upload-slow", level=LOSS.level, values={"have": 1, "want": 5}, caused_by=LOSS.key)
    lines = call_sheet_lines(report(LOSS, consequence), "de")
    assert lines[0] == "Kunde: Muster Maschinenbau GmbH (MUSTER-01)"
    assert lines[2].endswith("Datenpaket verloren. Erklärt 1 weiteren Punkt.")
    assert lines[4] == "Erste Frage: Sind Sie über WLAN oder über ein Kabel verbunden?"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fine", [WELL, EMPTY])
def test_nothing_found_is_said_and_still_asks(fine: Report, language: Language) -> None:
    lines = call_sheet_lines(fine, language)
    assert lines[2].endswith({"de": "keine gefunden", "en": "none found"}[language])
    assert lines[4].endswith("?")


@given(report=REPORTS, language=ANY_LANGUAGE)
def test_always_five_lines(report: Report, language: Language) -> None:
    assert len(call_sheet_lines(report, language, "R-1")) == 5

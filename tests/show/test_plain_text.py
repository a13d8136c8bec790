import pytest
from hypothesis import given, settings

from checker.model.report import Report, report_reference
from checker.model.text import LANGUAGES, Language
from checker.show.plain_text import WIDTH, call_text, plain_text
from tests.show.hostile import LANGUAGES as ANY_LANGUAGE
from tests.show.hostile import REPORTS
from tests.show.samples import EMPTY, TROUBLE, WELL

ORDER = [
    "[✕] E-Mail: ja. Videogespräche, Arbeiten auf dem Firmenrechner und Dateien der\n    Firma: noch nicht.",
    "Die Verbindung zur Firma kommt nicht zustande: Der Firmenzugang „Zentrale“",
    "Was heute geht",
    "[✕] Videogespräche: geht nicht. Es ist keine Kamera angeschlossen.",
    "Das zuerst: Ihre IT-Firma muss handeln\n---",
    "[✕] Geht nicht: Der Firmenzugang „Zentrale“ weist Verbindungen ab.\n"
    "    Dass es daran liegt, ist wahrscheinlich.\n    1. Rufen Sie Ihre IT-Firma an.\n    Gegenprobe: Klappt es",
    "Der Weg zur Firma\n-----------------\n",
    "Das können Sie selbst beheben",
    "    3. Wählen Sie dann „Erneut prüfen“.\n    Daraus folgt:\n    [!] Stört: Hochladen",
    "[?] Nicht geprüft: Das Mikrofon",
    "Gut zu wissen",
    "[✓] Der Computer ist in Ordnung.",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_call_has_number_sentence_and_reference(language: Language) -> None:
    text = call_text(TROUBLE, language)
    assert "030 123456" in text and report_reference(TROUBLE.id) in text
    assert all(len(line) <= WIDTH for line in text.splitlines())


def test_says_everything_in_order() -> None:
    text = plain_text(TROUBLE, "de")
    positions = [text.find(sentence) for sentence in ORDER]
    assert -1 not in positions and positions == sorted(positions)


def test_numbers_come_only_with_details() -> None:
    assert "15,8" not in plain_text(TROUBLE, "de")
    text = plain_text(TROUBLE, "de", details=True)
    assert "Eingebauter Arbeitsspeicher: 15,8 GB" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Mikrofon: ausgelassen, ohne Ihre Einwilligung nicht gelesen" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("report", [WELL, EMPTY])
def test_the_short_ones_are_said_too(report: Report, language: Language) -> None:
    assert plain_text(report, language).startswith("[✓]" if report is WELL else "[?]")


@settings(max_examples=80, deadline=None)
@given(report=REPORTS, language=ANY_LANGUAGE)
def test_never_wider_than_a_terminal_and_nothing_that_it_obeys(report: Report, language: Language) -> None:
    text = plain_text(report, language, details=True)
    assert all(len(line) <= WIDTH for line in text.split("\n"))
    assert not any((ord(line) < 32 and line != "\n") or 127 <= ord(line) < 160 for line in text)
    assert "\n\n\n" not in text and text.endswith("\n")

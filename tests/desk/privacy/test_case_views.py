"""What is written down about whoever opens a case, what is handed out about it, and its deletion."""

import json
from collections.abc import Callable
from pathlib import Path

from checker.model.employee.own_words import OwnWords
from tests.desk.example_reports import NO_NAMES, WRONG_CLOCK
from tests.desk.reports.cases.conftest import CaseDesk

WORDS = OwnWords(trouble="Marke-Fuchsbau", name="Jana Fuchsbau", callback_number="040 7788")


def test_who_opened_a_case_is_written_down_once_a_day(case_desk: CaseDesk) -> None:
    case = case_desk.take(WRONG_CLOCK)
    colleague = case_desk.client_of(case_desk.colleague)
    for client in (case_desk.client, case_desk.client, colleague):
        client.get(f"/reports/{case.reference}/")
    case_desk.client.get(f"/reports/{case.reference}/report.json")
    openings = list(case.openings.values_list("technician__name", flat=True))
    assert sorted(openings) == ["anna", "bernd"]
    page = case_desk.page(f"/reports/{case.reference}/")
    assert "Wer diesen Fall geöffnet hat" in page and "· bernd" in page


def test_everything_about_a_case_is_handed_out_without_naming_technicians(
    case_desk: CaseDesk, new_code: Callable[[], str]
) -> None:
    code = new_code()
    case_desk.take(WRONG_CLOCK, code, WORDS)
    case = case_desk.act(case_desk.take(NO_NAMES, code, WORDS), do="note", text="Zurückgerufen")
    response = case_desk.client.get(f"/reports/{case.reference}/access.json")
    data = json.loads(response.content)
    assert [row["report"]["own_words"]["name"] for row in data["reports"]] == ["Jana Fuchsbau"] * 2
    assert data["reports"][-1]["report"]["measurements"][1]["check"] == "network"
    assert (data["case"]["code"], data["case"]["name"]) == (code, "Jana Fuchsbau")
    assert data["history"][0]["text"] == "Zurückgerufen"
    assert len(data["opened_by_technicians"]) == 1
    assert data["retention"]["own-words"]["days_after_closing"] == 7
    assert "anna" not in response.content.decode()
    page = case_desk.page(f"/reports/{case.reference}/access/")
    for text in ("Jana Fuchsbau", "Marke-Fuchsbau", "Zurückgerufen", "Rechenkerne des Prozessors", "Fehler finden"):
        assert text in page
    assert page.count("eingegangen am") == 2


def test_a_deleted_case_is_in_no_file_any_more(case_desk: CaseDesk) -> None:
    from django.conf import settings  # noqa: PLC0415 - Django is set up by a fixture

    from checker.desk.accounts.models import AuditEntry  # noqa: PLC0415 - as above
    from checker.desk.reports.models import Arrival  # noqa: PLC0415 - as above

    stays = case_desk.take(WRONG_CLOCK)
    case = case_desk.take(NO_NAMES, words=WORDS)
    path = f"/reports/{case.reference}/delete/"
    assert "1 Bericht" in case_desk.page(path)
    assert _is_in_a_file(Path(settings.DATA), b"Fuchsbau")
    response = case_desk.client.post(path, follow=True)
    assert f"Der Fall {case.reference} ist gelöscht." in response.content.decode()
    assert not _is_in_a_file(Path(settings.DATA), b"Fuchsbau") and not _is_in_a_file(Path(settings.DATA), b"fuchsbau")
    assert case_desk.client.get(f"/reports/{case.reference}/").status_code == 404
    assert Arrival.objects.count() == 1 and case_desk.client.get(f"/reports/{stays.reference}/").status_code == 200
    entry = AuditEntry.objects.filter(action="case-deleted").first()
    assert entry is not None and entry.subject == f"Bäckerei Özdemir: {case.reference}"


def test_no_browser_keeps_what_a_technician_reads(case_desk: CaseDesk) -> None:
    from django.test import Client  # noqa: PLC0415 - as above

    case = case_desk.take(WRONG_CLOCK)
    reference = case.reference
    for path in ("/inbox/", "/customers/", f"/reports/{reference}/", f"/reports/{reference}/report.json", "/firm/log/"):
        assert "no-store" in case_desk.client.get(path)["Cache-Control"], path
    assert "Cache-Control" not in Client().get("/guide/de/").headers
    assert "max-age=3600" in case_desk.client.get("/report.css")["Cache-Control"]


def _is_in_a_file(folder: Path, words: bytes) -> bool:
    return any(words in file.read_bytes() for file in folder.glob("desk.sqlite3*"))

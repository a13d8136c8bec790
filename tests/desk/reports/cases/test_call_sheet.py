"""What a technician reads first when the phone rings."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest

from checker.model.employee.own_words import OwnWords
from checker.model.employee.task import Task
from checker.show.spelling_alphabet import spell_out
from tests.desk.example_reports import SLOW, WRONG_CLOCK
from tests.desk.reports.cases.conftest import CaseDesk

NewCode = Callable[[], str]
WORDS = OwnWords(
    trouble="Bild friert ein\n<script>alert(1)</script>",
    since="seit gestern",
    program="Teams",
    needed=(Task.VIDEO, Task.PHONE),
    name="Jana Müller-Lüdenscheidt",
    callback_number="+49 (0)30 1234-56",
    callback_time="ab 14 Uhr",
)


def test_own_words_come_before_the_report_and_stay_text(case_desk: CaseDesk) -> None:
    case = case_desk.take(WRONG_CLOCK, words=WORDS)
    page = case_desk.page(f"/reports/{case.reference}/")
    order = [
        "Sagt der Mitarbeiter",
        "Bild friert ein",
        "tel:",
        "Videogespräche",
        "seit gestern",
        "War es das",
        "Fürs Telefon",
    ]
    places = [page.index(text) for text in order]
    assert places == sorted(places)
    assert 'href="tel:+49301234' in page
    assert "<script>alert" not in page
    assert spell_out(case.reference, "de") in page, "what the caller reads out of the window"


@pytest.mark.parametrize(
    ("number", "dial"),
    [
        ("030 1234-56", "030123456"),
        ("+49 (0)30 1234", "+49301234"),
        ("(030) 12 34", "0301234"),
        ("Durchwahl 12", ""),
        ("12", ""),
        ("javascript:1", ""),
    ],
)
def test_a_number_can_be_dialled_where_it_is_one(number: str, dial: str) -> None:
    from checker.desk.reports.cases.call_sheet import dialled  # noqa: PLC0415 - Django is set up by a fixture

    assert dialled(number) == dial


def test_what_changed_since_the_last_report(case_desk: CaseDesk, new_code: NewCode) -> None:
    code = new_code()
    first = case_desk.take(WRONG_CLOCK, code)
    assert "Seit dem letzten Bericht" not in case_desk.page(f"/reports/{first.reference}/")
    second = case_desk.take(SLOW, code)
    page = case_desk.page(f"/reports/{second.reference}/")
    changes = page[page.index("Seit dem letzten Bericht") : page.index("Fürs Telefon")]
    assert changes.index("behoben") < changes.index("Die Uhr Ihres Computers") < changes.index(">neu<")
    same = case_desk.take(SLOW, code)
    assert "Es hat sich nichts geändert." in case_desk.page(f"/reports/{same.reference}/")


def test_similar_cases_say_what_solved_them(case_desk: CaseDesk) -> None:
    assert "Ähnliche Fälle" not in case_desk.page(f"/reports/{case_desk.take(WRONG_CLOCK).reference}/")
    own = case_desk.act(case_desk.take(WRONG_CLOCK), cause="right", solution="Uhr gestellt")
    far = case_desk.take(WRONG_CLOCK, customer=case_desk.other)
    case_desk.act(far, cause="wrong", actual="network.wifi-weak")
    page = case_desk.page(f"/reports/{case_desk.take(WRONG_CLOCK).reference}/")
    similar = page[page.index("Ähnliche Fälle") : page.index("Fürs Telefon")]
    assert "2 Fälle mit dieser Ursache sind erledigt" in similar and "1 davon bei diesem Kunden" in similar
    assert "Die Ursache stimmte 1-mal, 1-mal war es etwas anderes." in similar
    assert similar.index(own.reference) < similar.index(far.reference), "this customer's first"
    assert "Uhr gestellt" in similar and "Ihr WLAN ist schwach" in similar


def test_the_reply_is_the_firms_own_where_it_wrote_one(case_desk: CaseDesk) -> None:
    case = case_desk.take(WRONG_CLOCK)
    page = case_desk.page(f"/reports/{case.reference}/")
    assert "1. " in page[page.index('id="letter"') :]
    assert 'href="mailto:?subject=' in page
    text = "Hallo,\r\n\r\n{steps}\r\n\r\n{anything} { stays"
    address = f"/replies/computer.clock-wrong/de/?back={case.reference}"
    response = case_desk.client.post(address, {"text": text})
    assert response.headers["Location"] == f"/reports/{case.reference}/"
    letter = case_desk.page(f"/reports/{case.reference}/").split('id="letter"')[1].split("</textarea>")[0]
    assert letter.split(">", 1)[1].startswith("Hallo,\n\n1. ")
    assert letter.endswith("{anything} { stays")
    assert "{steps}" in case_desk.page(address)
    case_desk.client.post(address, {"text": ""})
    assert "Bitte versuchen Sie der Reihe nach" in case_desk.page(f"/reports/{case.reference}/")
    assert case_desk.client.get("/replies/no.such/de/").status_code == 404
    assert case_desk.client.get("/replies/computer.clock-wrong/fr/").status_code == 404


def test_a_mail_keeps_its_lines() -> None:
    from checker.desk.reports.cases.replies import mail_address  # noqa: PLC0415 - Django is set up by a fixture

    address = mail_address("Zeile & 1\nZeile ?2", "H4K-9TX", "de")
    assert unquote(address.split("&body=")[1]) == "Zeile & 1\r\nZeile ?2"

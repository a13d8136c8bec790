"""Who needs what: from the finding that calls for it to the run that shows that it helped; and what a manager sees."""

import datetime
import re
import secrets
from collections.abc import Callable

import msgspec
import pytest
from django.test import Client
from django.utils import timezone

from checker.model.employee.own_words import OwnWords
from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome
from checker.model.report import Report
from tests.desk import example_reports
from tests.desk.filed import file_report
from tests.desk.reports.cases.conftest import CaseDesk

HEADSET = Finding(code="microphone.headset-advice", level=Level.NOTE, values={"reason": "x", "item": "headset"})
READY = Finding(code="microphone.ready", level=Level.OK, values={"microphone": "Jabra"})
NOT_MEASURED = Finding(code="microphone.not-measured", level=Level.UNKNOWN)
NOISY = Finding(code="microphone.noisy", level=Level.WARNING)
LIST = "/customers/FALL/purchases/"

Send = Callable[..., object]


@pytest.fixture
def send(case_desk: CaseDesk) -> Send:
    """Files a report of a microphone; returns its case."""

    def file(*findings: Finding, code: str = "", name: str = "", outcome: Outcome = Outcome.DONE) -> object:
        made: Report = msgspec.structs.replace(
            example_reports.report("FALL", (Measurement(check="microphone", outcome=outcome),), findings=findings),
            case_code=code or secrets.token_hex(16),
            own_words=OwnWords(name=name) if name else None,
            created=timezone.now(),
        )
        return file_report(case_desk.customer, made).case

    return file


def _purchase():
    from checker.desk.purchase.models import Purchase  # noqa: PLC0415 - Django is set up by a fixture

    return Purchase.objects.get()


def _set(case_desk: CaseDesk, state: str, **fields: str) -> None:
    purchase = _purchase()
    case_desk.client.post(f"{LIST}change/", {"purchase": purchase.pk, "state": state, **fields})


def test_from_the_finding_to_the_run_that_shows_it_helped(case_desk: CaseDesk, send: Send) -> None:
    code = secrets.token_hex(16)
    send(HEADSET, NOISY, code=code, name="Jana Müller")
    page = case_desk.page(LIST)
    assert "Jana Müller" in page and "Ein Headset mit Kabel" in page and "noch nicht" in page
    assert _purchase().state == "needed"
    send(HEADSET, code=code)
    assert "ja, danach noch da" in case_desk.page(LIST)
    for state in ("approved", "ordered", "sent"):
        _set(case_desk, state)
    send(NOT_MEASURED, code=code)
    case_desk.page(LIST)
    assert _purchase().state == "sent", "not measured is not mended"
    send(READY, code=code, outcome=Outcome.TIMED_OUT)
    case_desk.page(LIST)
    assert _purchase().state == "sent"
    send(READY, code=code)
    page = case_desk.page(LIST)
    assert _purchase().state == "checked" and "geprüft, es hilft" in page
    send(HEADSET, code=code)
    case_desk.page(LIST)
    assert _purchase().state == "checked", "what was bought and broke again is somebody's decision"


def test_what_the_free_steps_mended_is_not_bought(case_desk: CaseDesk, send: Send) -> None:
    code = secrets.token_hex(16)
    send(HEADSET, code=code)
    case_desk.page(LIST)
    send(READY, code=code)
    case_desk.page(LIST)
    assert _purchase().state == "not-needed"
    send(HEADSET, code=code)
    case_desk.page(LIST)
    assert _purchase().state == "needed", "it is back"
    send(NOISY)
    case_desk.page(LIST)
    assert _purchase().reference


def test_the_table_for_the_order_runs_no_formula(case_desk: CaseDesk, send: Send) -> None:
    send(HEADSET, name="=HYPERLINK(1)")
    prices = {"headset-product": "Jabra 20", "headset-low": "40", "headset-high": "60"}
    assert "Weniger als" in case_desk.client.post("/firm/catalogue/", prices | {"headset-high": "4"}).content.decode()
    assert case_desk.client.post("/firm/catalogue/", prices).status_code == 302
    lines = case_desk.client.get("/customers/FALL/purchases.csv").content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("'=HYPERLINK(1);Headset;Jabra 20;Ein Headset mit Kabel")
    assert ";nein;gebraucht;40;60;" in lines[1]
    assert "40 bis 60 €" in case_desk.page(LIST)
    case_desk.client.post("/firm/catalogue/", {})


def test_a_name_stays_with_the_line_only_where_a_technician_wrote_it(case_desk: CaseDesk, send: Send) -> None:
    from checker.desk.purchase.reported_needs import delete_old_purchases  # noqa: PLC0415 - as above
    from checker.desk.reports.retention import delete_reports  # noqa: PLC0415 - as above

    case = send(HEADSET, name="Jana Müller")
    case_desk.page(LIST)
    purchase = _purchase()
    _set(case_desk, "", **{f"person-{purchase.pk}": "Jana Müller"})
    assert _purchase().person == ""
    _set(case_desk, "checked", **{f"person-{purchase.pk}": "Empfang\n3"})
    assert _purchase().person == "Empfang 3" and _purchase().changed_by == case_desk.technician
    delete_reports(case.reports.all())
    assert "Empfang 3" in case_desk.page(LIST), "it is still to be sent"
    assert delete_old_purchases() == 0
    purchase = _purchase()
    purchase.changed -= datetime.timedelta(days=15)
    purchase.save()
    assert delete_old_purchases() == 1


def test_a_case_deleted_on_demand_takes_the_name_along(case_desk: CaseDesk, send: Send) -> None:
    case = send(HEADSET)
    case_desk.page(LIST)
    _set(case_desk, "ordered", **{f"person-{_purchase().pk}": "Jana Müller"})
    case_desk.client.post(f"/reports/{case.reference}/delete/")
    assert "Jana" not in case_desk.page(LIST) and _purchase().state == "ordered"


def test_a_manager_sees_needs_without_names_and_approves(case_desk: CaseDesk, send: Send) -> None:
    cases = [send(HEADSET, NOISY, name="Jana Müller") for _ in range(2)]
    page = case_desk.client.post(f"{LIST}link/").content.decode()
    link = re.search(r"(/m/[\w-]{43}/)", page)
    assert link is not None and link[1] not in case_desk.page(LIST), "visible once"
    visitor = Client(headers={"accept-language": "de"})
    answer = visitor.get(link[1])
    text = answer.content.decode()
    assert "2 × Headset" in text and "no-store" in answer["Cache-Control"]
    assert "Jana" not in text and not any(case.reference in text for case in cases)
    assert "Personen haben" not in text, "of two people nothing is said"
    send(HEADSET)
    stale = visitor.post(link[1], {"item": "headset", "number": "2"}, follow=True).content.decode()
    assert "2 × Headset genehmigen" in stale or "Danke" in stale
    text = visitor.get(link[1]).content.decode()
    for number in re.findall(r'name="number" value="(\d)"', text):
        visitor.post(link[1], {"item": "headset", "number": number})
    assert "Genehmigt: 3" in visitor.get(link[1]).content.decode()
    for _ in range(4):
        send(READY)
    text = visitor.get(link[1]).content.decode()
    assert "7 Personen haben einen Bericht gesendet." in text and "7 davon können arbeiten" in text
    send(Finding(code="microphone.none", level=Level.BLOCKER))
    text = visitor.get(link[1]).content.decode()
    assert "8 Personen" in text and "davon können arbeiten" not in text, "one who cannot would be told by it"
    assert Client().get("/m/" + "x" * 43 + "/").status_code == 410
    case_desk.client.post(f"{LIST}end-links/")
    assert visitor.get(link[1]).status_code == 410
    assert Client().get(LIST).status_code == 302

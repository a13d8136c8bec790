"""What is left of a case when the employee deletes a report: what the others say, or that it was deleted."""

from collections.abc import Callable

import pytest

from checker.model.employee.own_words import OwnWords
from tests.desk.example_reports import SLOW, WELL, WRONG_CLOCK
from tests.desk.reports.cases.conftest import CaseDesk

NewCode = Callable[[], str]
WORDS = OwnWords(trouble="Anmeldung geht nicht", name="Jana Müller")


def delete_newest(case) -> None:
    """As its employee does."""
    from checker.desk.reports.cases.deletion import delete_for_employee  # noqa: PLC0415 - Django is set up by a fixture

    delete_for_employee(case.reports.get(reference=case.reference))
    case.refresh_from_db()


def test_nothing_of_a_single_report_is_left_but_that_it_was_deleted(case_desk: CaseDesk, new_code: NewCode) -> None:
    from checker.desk.reports.cases.models import CaseNameWord  # noqa: PLC0415 - as above
    from checker.desk.reports.models import Arrival, ConfirmedCauseCount  # noqa: PLC0415 - as above

    code = new_code()
    case = case_desk.take(WRONG_CLOCK, code, WORDS)
    case_desk.act(case, do="note", text="Frau Müller angerufen")
    case_desk.act(case, cause="right", solution="Uhr gestellt")
    delete_newest(case)
    texts = (case.code, case.name, case.trouble, case.worst, case.cause, case.solution, case.confirmation)
    assert texts == ("",) * 7 and case.state == "deleted" and case.closed is not None
    assert [event.kind for event in case.events.all()] == ["deleted"]
    assert (Arrival.objects.count(), CaseNameWord.objects.count()) == (0, 0)
    assert ConfirmedCauseCount.objects.get().number == 1, "a count of causes is nothing of anybody"
    page = case_desk.page(f"/reports/{case.reference}/")
    assert "vom Mitarbeiter gelöscht" in page and "Müller" not in page and "Uhr" not in page.replace("Uhrzeit", "")
    assert case_desk.client.get("/inbox/", {"q": case.reference}).url.startswith(f"/reports/{case.reference}/")
    assert "hat seinen Bericht gelöscht" in case_desk.page("/inbox/?state=closed")
    assert case_desk.take(WRONG_CLOCK, code).pk != case.pk, "the next report begins anew"


def test_the_case_says_what_the_reports_before_say(case_desk: CaseDesk, new_code: NewCode) -> None:
    code = new_code()
    first = case_desk.take(SLOW, code)
    case = case_desk.take(WRONG_CLOCK, code, WORDS)
    assert (case.cause, case.name) == ("computer.clock-wrong", "Jana Müller")
    delete_newest(case)
    assert (case.cause, case.name, case.trouble, case.runs) == ("computer.memory-small", "", "", 1)
    assert case.reference == first.reference and case.state == "new"
    page = case_desk.page(f"/reports/{case.reference}/")
    assert "der Mitarbeiter hat einen Bericht gelöscht" in page
    assert "Müller" not in case_desk.page("/inbox/") and not case_desk.page("/inbox/?q=jana").count(case.reference)


@pytest.mark.parametrize("newest", [WELL, WRONG_CLOCK])
def test_an_older_report_takes_nothing_of_the_newest_along(case_desk: CaseDesk, new_code: NewCode, newest) -> None:
    from checker.desk.reports.cases.deletion import delete_for_employee  # noqa: PLC0415 - as above

    code = new_code()
    first = case_desk.take(SLOW, code).reference
    case = case_desk.take(newest, code)
    before = (case.reference, case.verdict, case.received)
    delete_for_employee(case.reports.get(reference=first))
    case.refresh_from_db()
    assert (case.reference, case.verdict, case.received, case.runs) == (*before, 1)


def test_a_confirmed_cause_stays_what_the_technician_found_out(case_desk: CaseDesk, new_code: NewCode) -> None:
    code = new_code()
    case_desk.take(SLOW, code)
    case = case_desk.act(case_desk.take(WRONG_CLOCK, code), cause="right")
    delete_newest(case)
    assert (case.cause, case.confirmation) == ("computer.clock-wrong", "right")

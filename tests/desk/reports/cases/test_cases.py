"""Reports of one trouble are one case: what a further report does to it, and what technicians do."""

from collections.abc import Callable

import msgspec
import pytest

from checker.model.employee.own_words import OwnWords
from checker.model.employee.task import Task
from checker.model.finding import Finding, Level
from tests.desk.example_reports import CUT_OFF, NO_NAMES, SLOW, WELL, WRONG_CLOCK, report
from tests.desk.reports.cases.conftest import CaseDesk

NewCode = Callable[[], str]


def test_reports_with_one_code_are_one_case_and_others_are_their_own(case_desk: CaseDesk, new_code: NewCode) -> None:
    code = new_code()
    first, second = case_desk.take(WRONG_CLOCK, code), case_desk.take(SLOW, code)
    assert first.pk == second.pk and second.runs == 2
    assert (second.cause, second.state) == ("computer.memory-small", "new"), "the newest report speaks"
    assert case_desk.take(SLOW, new_code()).pk != first.pk
    assert case_desk.take(SLOW).pk != case_desk.take(SLOW).pk, "without a code each is its own"
    assert case_desk.take(SLOW, code, customer=case_desk.other).pk != first.pk, "another customer's"


def test_a_later_green_report_closes_it_and_says_so(case_desk: CaseDesk, new_code: NewCode) -> None:
    code = new_code()
    case_desk.take(WRONG_CLOCK, code, OwnWords(trouble="Anmeldung geht nicht"))
    case = case_desk.take(WELL, code)
    assert case.state == "solved-alone" and case.closed is not None and case.closed_by is None
    assert case.cause == "computer.clock-wrong", "what was mended stays readable"
    page = case_desk.page(f"/reports/{case.reference}/")
    assert "ein späterer Bericht ist in Ordnung: von selbst abgelegt" in page
    assert "vom Mitarbeiter selbst gelöst" in page
    assert "behoben" in page


def test_after_a_technician_helped_it_is_not_called_the_employees_own(case_desk: CaseDesk, new_code: NewCode) -> None:
    code = new_code()
    case_desk.act(case_desk.take(WRONG_CLOCK, code), do="take")
    assert case_desk.take(WELL, code).state == "solved"


def test_green_with_a_question_waits_for_an_answer(case_desk: CaseDesk, new_code: NewCode) -> None:
    code, words = new_code(), OwnWords(trouble="Teams ruckelt trotzdem", name="Jana Müller")
    assert case_desk.take(WELL).closed is not None, "where all is right nobody waits"
    case = case_desk.take(WELL, code, words)
    assert case.closed is None and case.urgency == 2
    again = case_desk.take(WELL, code, words)
    assert again.pk == case.pk and again.closed is None, "nothing was found that this report could show mended"
    mended = new_code()
    case_desk.take(SLOW, mended, words)
    assert case_desk.take(WELL, mended, words).closed is not None
    asked_again = case_desk.take(WELL, mended, OwnWords(trouble="Jetzt geht der Drucker nicht"))
    assert asked_again.closed is None, "a new question opens it again"


def test_what_comes_back_is_open_again_unless_its_cause_was_confirmed(case_desk: CaseDesk, new_code: NewCode) -> None:
    code = new_code()
    case = case_desk.act(case_desk.take(WRONG_CLOCK, code), do="close")
    assert case_desk.take(WRONG_CLOCK, code).pk == case.pk
    case.refresh_from_db()
    assert (case.state, case.closed) == ("new", None)
    assert "ein neuer Bericht ist da" in case_desk.page(f"/reports/{case.reference}/")
    case_desk.act(case, cause="right")
    after = case_desk.take(WRONG_CLOCK, code)
    assert after.pk != case.pk, "its answer counts"
    case.refresh_from_db()
    assert case.confirmation == "right"


def test_a_report_that_comes_late_says_nothing_of_today(case_desk: CaseDesk, new_code: NewCode) -> None:
    code = new_code()
    case_desk.take(WRONG_CLOCK, code, minutes=10)
    case_desk.take(WELL, code, minutes=20)
    case = case_desk.take(WRONG_CLOCK, code, minutes=5)
    assert case.state == "solved-alone" and case.runs == 3


@pytest.mark.parametrize(
    ("measured", "needed", "expected"),
    [
        (NO_NAMES, (), 0),
        (WRONG_CLOCK, (), 0),
        (CUT_OFF, (), 2),
        (SLOW, (), 3),
        (WELL, (), 4),
        (NO_NAMES, (Task.VIDEO,), 0),
        (SLOW, (Task.VIDEO,), 3),
    ],
)
def test_who_cannot_work_comes_first(
    case_desk: CaseDesk, measured: tuple, needed: tuple[Task, ...], expected: int
) -> None:
    assert case_desk.take(measured, words=OwnWords(needed=needed) if needed else None).urgency == expected


@pytest.mark.parametrize(("needed", "expected"), [((), 0), ((Task.VIDEO,), 0), ((Task.MAIL, Task.FILES), 1)])
def test_a_broken_camera_stops_who_needs_it_today(needed: tuple[Task, ...], expected: int) -> None:
    from checker.desk.reports.cases.urgency import urgency_of  # noqa: PLC0415 - Django is set up by a fixture

    black = report("FALL", findings=(Finding(code="camera.black", level=Level.BLOCKER),))
    words = OwnWords(needed=needed) if needed else None
    assert urgency_of(msgspec.structs.replace(black, own_words=words)) == expected


def test_work_on_a_case(case_desk: CaseDesk) -> None:
    case = case_desk.act(case_desk.take(WRONG_CLOCK), do="take")
    colleague = case_desk.client_of(case_desk.colleague)
    assert "in Arbeit bei anna" in colleague.get("/inbox/").content.decode()
    case_desk.act(case, colleague, do="take")
    assert case.worker == case_desk.colleague, "the lock is soft"
    case_desk.act(case, do="wait", **{"for": "provider"})
    assert f'id="{case.reference}"' not in case_desk.page("/inbox/")
    assert "wartet auf den Internetanbieter" in case_desk.page("/inbox/?state=waiting")
    case_desk.act(case, do="note", text="Anbieter angerufen,\n<b>Ticket 7</b>")
    case_desk.act(case, cause="wrong", actual="network.wifi-weak", solution="Kabel statt WLAN")
    page = case_desk.page(f"/reports/{case.reference}/")
    for text in ("übernommen", "den Internetanbieter", "&lt;b&gt;Ticket 7&lt;/b&gt;", "Kabel statt WLAN", "es war: "):
        assert text in page
    case_desk.act(case, do="open")
    assert (case.state, case.confirmation, case.solution, case.worker) == ("new", "", "", None)
    case_desk.act(case, do="wait", **{"for": "nobody"})
    case_desk.act(case, do="nonsense")
    assert case.state == "new"


def test_what_was_left_lying_is_anybodys(case_desk: CaseDesk) -> None:
    from checker.desk.reports.cases.models import LOCK_LIFETIME  # noqa: PLC0415 - Django is set up by a fixture

    case = case_desk.act(case_desk.take(WRONG_CLOCK), do="take")
    case.worker_since -= LOCK_LIFETIME
    case.save()
    assert "in Arbeit bei" not in case_desk.page("/inbox/")


def test_a_case_counts_once_in_the_hit_rate_and_after_its_reports_are_gone(
    case_desk: CaseDesk, new_code: NewCode
) -> None:
    from checker.desk.reports.cases.models import Case  # noqa: PLC0415 - Django is set up by a fixture
    from checker.desk.reports.inbox.hit_rate import hit_rates  # noqa: PLC0415
    from checker.desk.reports.models import ReceivedReport  # noqa: PLC0415
    from checker.desk.reports.retention import CLOSED_RETENTION, REPORT_RETENTION, delete_expired_reports  # noqa: PLC0415

    code = new_code()
    for _ in range(3):
        case = case_desk.take(WRONG_CLOCK, code)
    case_desk.act(case, cause="right")
    [rate] = hit_rates()
    assert (rate.cause, rate.right, rate.wrong) == ("computer.clock-wrong", 1, 0)
    oldest = case.reports.order_by("pk").first()
    ReceivedReport.objects.filter(pk=oldest.pk).update(received=oldest.received - 2 * REPORT_RETENTION)
    assert delete_expired_reports()["reports"] == 1
    assert Case.objects.filter(pk=case.pk).exists() and hit_rates() == [rate]
    case.closed -= 2 * CLOSED_RETENTION
    case.save()
    case.spread_closing()
    assert delete_expired_reports()["reports"] == 2
    assert not Case.objects.exists() and hit_rates() == [rate]

"""What an employee wrote goes a week after the case was closed; the rest of the report stays as it was."""

import datetime
from collections.abc import Callable

import msgspec
from django.utils import timezone

from checker.model.employee.own_words import OwnWords
from tests.desk.example_reports import WELL, WRONG_CLOCK, report
from tests.desk.filed import file_report
from tests.desk.reports.cases.conftest import CaseDesk

WORDS = OwnWords(trouble="Nichts geht", name="Jana Müller", callback_number="040 7788")


def _close(case, days: float) -> None:
    case.closed = timezone.now() - datetime.timedelta(days=days)
    case.state = "solved"
    case.save()
    case.spread_closing()
    case.reports.update(received=case.closed)


def _erase() -> int:
    from checker.desk.privacy.group_erasure import erase_overdue_groups  # noqa: PLC0415 - Django is set up by a fixture

    return erase_overdue_groups()


def test_the_words_go_a_week_after_closing_and_nothing_else(case_desk: CaseDesk) -> None:
    from checker.desk.privacy.models import ErasureProgress  # noqa: PLC0415 - as above

    ErasureProgress.objects.all().delete()
    made = msgspec.structs.replace(report("FALL", WRONG_CLOCK), own_words=WORDS)
    row = file_report(case_desk.customer, made)
    still_open, lately = case_desk.take(WRONG_CLOCK, words=WORDS), case_desk.take(WRONG_CLOCK, words=WORDS)
    _close(row.case, 7.5)
    _close(lately, 6.5)
    assert _erase() == 1
    row.arrival.refresh_from_db()
    assert row.report == msgspec.structs.replace(made, own_words=None)
    row.case.refresh_from_db()
    assert (row.case.name, row.case.trouble, row.case.cause) == ("", "", "computer.clock-wrong")
    assert not row.case.name_words.exists() and row.case.state == "solved"
    for case in (still_open, lately):
        case.refresh_from_db()
        assert case.name == "Jana Müller" and case.name_words.exists()
        assert case.reports.get().report.own_words == WORDS
    assert _erase() == 0, "each case once"
    assert file_report(case_desk.customer, made).pk == row.pk, "sent again it is the same report"


def test_a_report_that_comes_late_to_a_closed_case_is_gone_through_too(
    case_desk: CaseDesk, new_code: Callable[[], str]
) -> None:
    code = new_code()
    case = case_desk.take(WRONG_CLOCK, code, WORDS)
    _close(case, 8)
    _erase()
    late = msgspec.structs.replace(
        report("FALL", WELL), case_code=code, own_words=WORDS, created=case.created - datetime.timedelta(minutes=5)
    )
    row = file_report(case_desk.customer, late)
    assert row.case.pk == case.pk and row.report.own_words == WORDS
    assert _erase() == 1
    row.arrival.refresh_from_db()
    assert row.report.own_words is None

"""What helps is counted each day before the cases go, stays when they are gone, and says nothing of a few."""

import datetime
import secrets

from django.utils import timezone

from tests.desk.example_reports import NO_NAMES, WELL, WRONG_CLOCK
from tests.desk.reports.cases.conftest import CaseDesk


def _ended(case, days: int, hours: float = 3.0) -> None:
    """As if it had been closed at noon so many days ago, that many hours after its first report."""
    # at noon: both lie on one day and in one week, whatever the hour of the test
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    closed = noon - datetime.timedelta(days=days)
    case.closed = closed
    case.save()
    case.reports.update(received=closed - datetime.timedelta(hours=hours), closed=closed)


def _fill(case_desk: CaseDesk) -> None:
    for _ in range(2):
        _ended(case_desk.take(WELL), 1)
    for _ in range(3):
        code = secrets.token_hex(16)
        case_desk.take(WRONG_CLOCK, code)
        _ended(case_desk.take(WELL, code), 1)
    for hours in (2.0, 4.0):
        _ended(case_desk.act(case_desk.take(NO_NAMES), do="close"), 1, hours)
    case_desk.take(NO_NAMES)


def test_it_is_counted_and_stays_when_the_cases_are_gone(case_desk: CaseDesk) -> None:
    from checker.desk.reports.cases.models import Case  # noqa: PLC0415 - Django is set up by a fixture
    from checker.desk.reports.models import ReceivedReport  # noqa: PLC0415 - as above
    from checker.desk.reports.retention import delete_reports  # noqa: PLC0415 - as above
    from checker.desk.results.day_results import count_days, sums_by_week  # noqa: PLC0415 - as above

    _fill(case_desk)
    for _ in range(2):
        count_days()
    weeks = sums_by_week(3)
    sums = next(week for week in weeks if week.cases)
    assert (sums.fine, sums.by_employee, sums.by_technician, sums.reports) == (2, 3, 2, 10), (
        "counted once, and the open one not"
    )
    assert sums.mean_hours == 3.0
    ReceivedReport.objects.update(closed=timezone.now() - datetime.timedelta(days=15))
    Case.objects.update(closed=timezone.now() - datetime.timedelta(days=15))
    delete_reports(ReceivedReport.objects.all())
    page = case_desk.page("/results/")
    assert "<td>10</td><td>2</td><td><strong>3</strong></td><td>2</td><td>3,0 h</td>" in page
    assert "Ob sonst wirklich jemand angerufen hätte, weiß niemand." in page
    assert "Die Uhr" in page or "Uhr" in page
    table = case_desk.client.get("/results.csv").content.decode("utf-8-sig")
    assert ";10;2;3;2;3.0" in table


def test_a_customers_month_is_for_five_cases_and_more(case_desk: CaseDesk) -> None:
    from checker.desk.results.day_results import count_days  # noqa: PLC0415 - as above

    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    path = f"/customers/FALL/results/{yesterday:%Y-%m}/"
    for _ in range(4):
        _ended(case_desk.take(WELL), 1)
    count_days()
    assert "weniger als 5 Fälle" in case_desk.page(path)
    _fill(case_desk)
    count_days()
    page = case_desk.page(path)
    assert "Vermiedene Anrufe</dt><dd><strong>3</strong>" in page and "weniger als" not in page
    assert case_desk.page("/customers/FALL/results/")
    for text in ("2026-13", "1999-01", "heute"):
        assert case_desk.client.get(f"/customers/FALL/results/{text}/").status_code == 404

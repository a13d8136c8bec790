"""However many cases are stored: a page reads those that it shows, and counts by indexes of open cases alone."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from checker.model.employee.own_words import OwnWords
from tests.desk.example_reports import SLOW, WELL, WRONG_CLOCK
from tests.desk.reports.cases.conftest import CaseDesk, case_desk, new_code

__all__ = ["case_desk", "new_code"]

GROWING = ("cases_case", "inbox_receivedreport", "intake_arrival", "cases_event", "cases_nameword")
READ_FROM_THEIR_END = ("cases_by_arrival", "cases_confirmed")
"""A page of all cases begins at the newest; and confirmed ones are counted, which are few."""
OF_ALL_CASES = ("cases_by_arrival", "cases_by_closing", "cases_by_customer", "cases_by_cause")
"""Nothing is sorted that one of these has found: it has an order already."""

NARROWED = (
    "",
    "&cause=computer.clock-wrong",
    "&customer=FALL",
    "&customer=FALL&cause=computer.clock-wrong",
    "&period=week",
    "&q=Jana",
    "&q=Özdemir",
    "&q=uhr",
    "&q=gestern",
    "&q=H4K",
)
ADDRESSES = (
    *(f"/inbox/?state={state}{narrow}" for state in ("open", "waiting", "closed", "all") for narrow in NARROWED),
    *(f"/inbox/?state={state}&group={group}" for state in ("open", "all") for group in ("cause", "customer")),
    "/customers/",
    "/customers/FALL/",
    "/customers/FALL/delete/",
    "/inbox/hit-rate/",
    "/inbox/refused/",
)


class Statements:
    """Those of a block, with their parameters: SQLite plans otherwise where it knows a value."""

    def __init__(self) -> None:
        self.questions: list[tuple[str, Any]] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Notes a statement, and lets it go on."""
        if sql.startswith(("SELECT", "UPDATE", "DELETE")):
            self.questions.append((sql, params))
        return execute(sql, params, many, context)

    def plans(self) -> Iterator[tuple[str, list[str]]]:
        """How SQLite answers each question (sqlite.org/eqp.html)."""
        from django.db import connection  # noqa: PLC0415 - Django is set up by a fixture

        with connection.cursor() as cursor:
            for sql, params in self.questions:
                rows = cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params).fetchall()
                yield sql, [row[3] for row in rows]


def assert_bounded(statements: Statements) -> None:
    for sql, plan in statements.plans():
        for step in plan:
            table = next((name for name in GROWING if f" {name}" in step), "")
            if table and step.startswith("SCAN"):
                assert any(f"COVERING INDEX {name}" in step for name in READ_FROM_THEIR_END), (step, sql)
        if any(" cases_case USING" in step and f"INDEX {name} " in step for name in OF_ALL_CASES for step in plan):
            assert not any("B-TREE FOR ORDER BY" in step or "B-TREE FOR GROUP BY" in step for step in plan), (plan, sql)


def test_pages_scan_no_table_and_sort_no_more_than_open_cases(case_desk: CaseDesk) -> None:
    from django.db import connection  # noqa: PLC0415 - Django is set up by a fixture

    case = case_desk.take(WRONG_CLOCK, words=OwnWords(name="Jana Müller"))
    case_desk.act(case_desk.take(SLOW), cause="right")
    statements = Statements()
    with connection.execute_wrapper(statements):
        for address in (*ADDRESSES, f"/reports/{case.reference}/"):
            case_desk.page(address)
    assert len(statements.questions) > len(ADDRESSES)
    assert_bounded(statements)


def test_storing_a_report_of_a_trouble_looks_at_no_other_cases(
    case_desk: CaseDesk, new_code: Callable[[], str]
) -> None:
    from django.db import connection  # noqa: PLC0415 - Django is set up by a fixture

    code, statements = new_code(), Statements()
    with connection.execute_wrapper(statements):
        case_desk.take(WRONG_CLOCK, code)
        case_desk.take(WELL, code)
    assert_bounded(statements)
    by_code = [plan for sql, plan in statements.plans() if "code IN" in sql and "cases_case" in sql]
    assert by_code and all("INDEX cases_by_code (customer_id=? AND code=?)" in plan[0] for plan in by_code)


def test_what_the_desk_does_each_day_and_each_minute_scans_no_table(case_desk: CaseDesk) -> None:
    from django.db import connection  # noqa: PLC0415 - Django is set up by a fixture

    from checker.desk.incidents.detection import detect_incidents  # noqa: PLC0415
    from checker.desk.notify.queueing import queue_new_cases  # noqa: PLC0415
    from checker.desk.privacy.group_erasure import erase_overdue_groups  # noqa: PLC0415
    from checker.desk.reports.retention import delete_expired_reports  # noqa: PLC0415
    from checker.desk.results.day_results import count_days  # noqa: PLC0415

    case_desk.act(case_desk.take(SLOW), cause="right")
    case_desk.take(WRONG_CLOCK)
    statements = Statements()
    with connection.execute_wrapper(statements):
        count_days()
        delete_expired_reports()
        erase_overdue_groups()
        queue_new_cases()
        detect_incidents()
    assert len(statements.questions) > 8
    assert_bounded(statements)


@pytest.mark.parametrize("state", ["open", "closed", "all"])
def test_who_is_meant_in_two_ways_is_listed_once_and_the_newest_first(case_desk: CaseDesk, state: str) -> None:
    from checker.desk.reports.cases.models import Case  # noqa: PLC0415 - Django is set up by a fixture
    from tests.desk.reports.inbox.test_worklist import references  # noqa: PLC0415

    cases = [
        case_desk.take(WRONG_CLOCK, words=OwnWords(name=name), customer=customer)
        for name, customer in (
            ("Frau Groß", case_desk.other),
            ("Kanzlei Meier", None),
            ("Frau Klein", None),
            ("Herr Groß", case_desk.other),
        )
    ]
    if state == "closed":
        for case in cases:
            case_desk.act(case, do="close")
    for at, case in enumerate(cases):
        Case.objects.filter(pk=case.pk).update(received=case.received.replace(minute=at))
    listed = references(case_desk.page(f"/inbox/?state={state}&q=kanzlei"))
    oldest_first = [cases[0].reference, cases[1].reference, cases[3].reference]
    regular_first = [cases[1].reference, cases[0].reference, cases[3].reference]
    assert listed == (regular_first if state == "open" else oldest_first[::-1])


def test_thousands_are_in_the_same_order_as_a_few(case_desk: CaseDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.desk.reports.cases.models import Case  # noqa: PLC0415 - Django is set up by a fixture
    from checker.desk.reports.inbox import worklist  # noqa: PLC0415
    from tests.desk.reports.inbox.test_worklist import references  # noqa: PLC0415

    for at in range(16):
        case = case_desk.take(WRONG_CLOCK, customer=(case_desk.customer, case_desk.other)[at % 2])
        received = case.received - datetime.timedelta(days=at // 2 % 2, seconds=at)
        Case.objects.filter(pk=case.pk).update(urgency=at // 4, received=received)
    sorted_at_once = references(case_desk.page("/inbox/"))
    monkeypatch.setattr(worklist, "MAX_SORTED", 3)
    assert references(case_desk.page("/inbox/")) == sorted_at_once and len(sorted_at_once) == 16


def test_a_colleague_who_closed_it_first_is_not_overruled_by_an_old_page(case_desk: CaseDesk) -> None:
    case = case_desk.act(case_desk.take(WRONG_CLOCK), cause="right")
    for fields in ({"do": "take"}, {"do": "release"}, {"do": "wait", "for": "employee"}):
        assert case_desk.act(case, **fields).state == "solved"
    assert case.closed_by == case_desk.technician
    assert [event.kind for event in case.events.all()] == ["closed"]


def test_groups_of_a_long_list_are_counted_among_its_newest(
    case_desk: CaseDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from checker.desk.reports.inbox import views  # noqa: PLC0415 - Django is set up by a fixture

    for _ in range(3):
        case_desk.take(SLOW)
    for _ in range(2):
        case_desk.take(WRONG_CLOCK)
    assert "Gezählt" not in case_desk.page("/inbox/?state=all&group=cause")
    monkeypatch.setattr(views, "MAX_GROUPED", 2)
    page = case_desk.page("/inbox/?state=all&group=cause")
    assert "Gezählt sind die neuesten 2 Fälle." in page and "computer.memory-small" not in page


def test_the_size_of_a_report_is_kept_beside_it(case_desk: CaseDesk) -> None:
    from checker.desk.reports.models import ReceivedReport  # noqa: PLC0415 - Django is set up by a fixture
    from checker.desk.reports.upload.quota import StoredBytes  # noqa: PLC0415

    for measured in (SLOW, WELL):
        case_desk.take(measured)
    rows = list(ReceivedReport.objects.select_related("arrival"))
    assert [row.size for row in rows] == [len(row.arrival.raw) for row in rows]
    assert StoredBytes().of(case_desk.customer) == sum(row.size for row in rows)

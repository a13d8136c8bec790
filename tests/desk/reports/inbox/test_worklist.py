"""The inbox with none, with five and with 20,000 cases: its order, its search, and what it asks of the database."""

import datetime

import pytest

from checker.model.employee.own_words import OwnWords
from tests.desk.example_reports import SLOW, WRONG_CLOCK
from tests.desk.reports.cases.conftest import CaseDesk, case_desk, new_code

__all__ = ["case_desk", "new_code"]
MOST_STATEMENTS = 13
"""Session, technician, firm, warnings, open incidents and the look for new ones, two counts, the page's keys and rows,
the causes above it, refused uploads."""
STRETCHES = 20
"""Where thousands are open, a page may lie behind all: one for each urgency, today or not, regular customers or not."""
MANY = 20_000


def references(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('<li id="')[1:]]


def fill(case_desk: CaseDesk, number: int) -> None:
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by a fixture

    from checker.desk.reports.cases.models import Case  # noqa: PLC0415

    now = timezone.now()
    template = case_desk.take(WRONG_CLOCK)
    cases = []
    for at in range(number):
        day = now - datetime.timedelta(hours=at % 700)
        is_closed = at % 2 == 0
        cases.append(
            Case(
                customer=(case_desk.customer, case_desk.other)[at % 2],
                urgency=at % 4,
                reference=f"R{at // 1000:02}-{at % 1000:03}",
                received=day,
                created=day,
                verdict="not-ready",
                worst=template.worst,
                cause=("computer.clock-wrong", "computer.memory-small", "network.wifi-weak")[at % 3],
                state="solved" if is_closed else "new",
                closed=day if is_closed else None,
            )
        )
    Case.objects.bulk_create(cases, batch_size=2000)


def test_nothing_is_said_to_be_nothing(case_desk: CaseDesk) -> None:
    assert "In fünf Schritten zum ersten Bericht" in case_desk.page("/inbox/")
    assert "Niemand ist am Zug" in case_desk.page("/inbox/?state=waiting")
    assert case_desk.client.get("/inbox/?page=9999999999").status_code == 200


def test_twenty_thousand_cost_as_many_statements_as_one(case_desk: CaseDesk) -> None:
    from django.db import connection  # noqa: PLC0415 - Django is set up by a fixture
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    fill(case_desk, MANY)
    for address in (
        "/inbox/",
        "/inbox/?page=40",
        "/inbox/?state=closed",
        "/inbox/?state=all",
        "/inbox/?group=cause",
        "/inbox/?group=customer",
        "/inbox/?cause=network.wifi-weak&period=today",
    ):
        with CaptureQueriesContext(
            connection,
        ) as statements:
            page = case_desk.page(address)
        most = MOST_STATEMENTS + STRETCHES if address in ("/inbox/", "/inbox/?page=40") else MOST_STATEMENTS
        assert len(statements) <= most, [query["sql"] for query in statements]
        assert len(references(page)) <= 25
        assert not any("intake_arrival" in query["sql"] and "raw" in query["sql"] for query in statements)


def test_names_days_and_groups(case_desk: CaseDesk) -> None:
    from checker.desk.reports.cases.models import Case  # noqa: PLC0415 - Django is set up by a fixture

    jana = case_desk.take(WRONG_CLOCK, words=OwnWords(name="Jana Müller"))
    other = case_desk.take(SLOW, words=OwnWords(name="Ingo Groß"), customer=case_desk.other)
    yesterday = case_desk.take(SLOW)
    Case.objects.filter(pk=yesterday.pk).update(received=yesterday.received - datetime.timedelta(days=1))
    for query, expected in {
        "JANA": {jana},
        "mueller": {jana},
        "Müll jan": {jana},
        "ÖZDEMIR": {jana, yesterday},
        "groß": {other},
        "gestern": {yesterday},
        "özdemir heute": {jana},
        jana.reference[4:].lower(): {jana},
        f"{jana.received.astimezone():%d.%m.%Y} kanzlei": {other},
        "31.02. kanzlei": set(),
    }.items():
        page = case_desk.page(f"/inbox/?state=all&q={query}")
        assert set(references(page)) == {case.reference for case in expected}, query
    grouped = case_desk.page("/inbox/?group=cause")
    assert "2 Fälle" in grouped and "2 Kunden" in grouped and "cause=computer.memory-small" in grouped
    assert "Kanzlei Groß" in case_desk.page("/inbox/?group=customer")


@pytest.mark.parametrize("cause", ["", "right"])
def test_several_are_closed_with_one_answer(case_desk: CaseDesk, cause: str) -> None:
    cases = [case_desk.take(WRONG_CLOCK) for _ in range(3)]
    fields = {"reference": [case.reference for case in cases], "cause": cause, "filters": "cause=computer.clock-wrong"}
    response = case_desk.client.post("/inbox/close/", fields)
    assert response.headers["Location"] == "/inbox/?cause=computer.clock-wrong"
    for case in cases:
        case.refresh_from_db()
        assert (case.state, case.confirmation, case.closed_by) == ("solved", cause, case_desk.technician)
        assert case.events.get().kind == "closed"
    assert "3 Fälle abgelegt." in case_desk.page(response.headers["Location"])


def test_the_filters_stay_on_the_way_to_a_case_and_back(case_desk: CaseDesk) -> None:
    first, second = case_desk.take(WRONG_CLOCK), case_desk.take(WRONG_CLOCK)
    case_desk.take(SLOW)
    address = "cause=computer.clock-wrong"
    assert f"/reports/{first.reference}/?{address}" in case_desk.page("/inbox/?cause=computer.clock-wrong")
    case_desk.act(first, cause="right")
    page = case_desk.page(f"/reports/{first.reference}/?cause=computer.clock-wrong&state=open")
    assert f'href="/inbox/?{address}#{first.reference}"' in page
    assert f'href="/reports/{second.reference}/?{address}"' in page, "the next one of the same list"


def test_refused_uploads_are_listed_with_their_reason(case_desk: CaseDesk) -> None:
    from checker.desk.reports.models import Arrival  # noqa: PLC0415 - Django is set up by a fixture

    for raw, refusal in ((b"<script>", "program-too-old"), (b"{}", "report-unreadable")):
        Arrival.objects.create(raw=raw, size=len(raw), digest="", state="refused", refusal=refusal)
    assert "2 Sendungen nicht angenommen" in case_desk.page("/inbox/")
    page = case_desk.page("/inbox/refused/")
    assert "nimmt Berichte dieser alten Programmversion nicht mehr an" in page
    assert "&lt;script&gt;" not in page and "<script>" not in page, "nothing of it is read"

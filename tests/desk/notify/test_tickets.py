"""New cases become tickets in the firm's help desk, once each; what it does not take waits, with its reason."""

import json

import pytest
from django.utils import timezone

from checker.model.employee.own_words import OwnWords
from tests.desk.example_reports import NO_NAMES, SLOW
from tests.desk.reports.cases.conftest import CaseDesk

PAGE = "/firm/channels/ticket-system/"
WORDS = OwnWords(trouble="Marke-Fuchsbau", name="Jana Fuchsbau", callback_number="040 7788")
ZAMMAD = {"kind": "zammad", "secret": "zammad-token", "ticket_group": "Homeoffice", "requester": "desk@muster.example"}
OSTICKET = {"kind": "osticket", "secret": "OSTICKETKEY", "ticket_group": "12", "requester": "desk@muster.example"}
pytestmark = pytest.mark.usefixtures("notified")


def _run() -> dict[str, int]:
    from checker.desk.notify.models import QueuedMessage  # noqa: PLC0415 - Django is set up by a fixture
    from checker.desk.notify.queueing import queue_new_cases  # noqa: PLC0415 - as above
    from checker.desk.notify.sending import send_due  # noqa: PLC0415 - as above

    QueuedMessage.objects.update(next_try=timezone.now())
    return {"queued": queue_new_cases(), **send_due()}


def _error() -> str:
    from checker.desk.notify.models import QueuedMessage  # noqa: PLC0415 - as above

    return QueuedMessage.objects.get().error


def _address(help_desk, kind: str) -> str:
    return f"http://127.0.0.1:{help_desk.server_port}" + ("/support/" if kind == "osticket" else "")


@pytest.mark.parametrize("fields", [ZAMMAD, OSTICKET], ids=["zammad", "osticket"])
def test_a_case_becomes_a_ticket_once_and_without_a_word_of_the_employee(
    case_desk: CaseDesk, help_desk, fields: dict[str, str]
) -> None:
    target = {"target": _address(help_desk, fields["kind"])}
    assert case_desk.client.post(PAGE, fields | target).status_code == 302
    case = case_desk.take(NO_NAMES, words=WORDS)
    help_desk.is_down = True
    assert _run() == {"queued": 1, "sent": 0, "not sent": 1}
    assert _error() == "HTTP 502", "a proxy's page says nothing"
    help_desk.is_down = False
    assert _run() == {"queued": 0, "sent": 1, "not sent": 0}
    assert _run() == {"queued": 0, "sent": 0, "not sent": 0}
    [ticket] = help_desk.tickets
    text = json.dumps(ticket, ensure_ascii=False)
    assert case.reference in (ticket.get("title") or ticket["subject"]) and f"/reports/{case.reference}/" in text
    assert "Bäckerei Özdemir" in text and "Fuchsbau" not in text and "7788" not in text
    page = case_desk.page("/firm/channels/")
    assert "Ticket 22001" in page and fields["secret"] not in page
    if fields["kind"] == "osticket":
        assert ticket["topicId"] == 12 and ticket["autorespond"] is False
    else:
        assert ticket["customer_id"] == "guess:desk@muster.example"


def test_many_at_once_are_one_ticket(case_desk: CaseDesk, help_desk) -> None:
    case_desk.client.post(PAGE, ZAMMAD | {"target": _address(help_desk, "zammad")})
    for _ in range(6):
        case_desk.take(SLOW)
    assert _run() == {"queued": 1, "sent": 1, "not sent": 0}
    [ticket] = help_desk.tickets
    assert ticket["title"].startswith("6 neue Fälle") and ticket["article"]["body"].count("/reports/") == 6


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (ZAMMAD | {"secret": "falsch"}, "HTTP 401: Invalid BasicAuth credentials"),
        (ZAMMAD | {"ticket_group": "Nirgends"}, "HTTP 422: No lookup value found for 'group'"),
        (OSTICKET | {"secret": "falsch"}, "HTTP 401: Valid API key required"),
    ],
)
def test_what_is_refused_waits_with_the_help_desks_own_reason(
    case_desk: CaseDesk, help_desk, fields: dict[str, str], reason: str
) -> None:
    case_desk.client.post(PAGE, fields | {"target": _address(help_desk, fields["kind"])})
    case_desk.take(NO_NAMES)
    assert _run() == {"queued": 1, "sent": 0, "not sent": 1} and help_desk.tickets == []
    assert _error() == reason


@pytest.mark.parametrize(
    "change",
    [
        {"target": "http://tickets.example/"},
        {"target": "https://tickets.example/?x"},
        {"ticket_group": ""},
        {"kind": "osticket", "ticket_group": "Support"},
        {"kind": "mail"},
        {"secret": ""},
        {"secret": "zwei Wörter"},
        {"requester": ""},
        {"requester": "kein-postfach"},
    ],
)
def test_the_page_takes_no_nonsense(case_desk: CaseDesk, change: dict[str, str]) -> None:
    from checker.desk.notify.models import Channel  # noqa: PLC0415 - as above

    answer = case_desk.client.post(PAGE, ZAMMAD | {"target": "https://tickets.example"} | change)
    assert answer.status_code == 200 and "errorlist" in answer.content.decode()
    assert not Channel.objects.exists()

"""New cases leave the desk once, signed, with nothing of the employee; what fails waits, and is visible."""

import base64
import datetime
import email
import email.policy
import hashlib
import hmac
import json
import re
from pathlib import Path

import pytest
from django.utils import timezone

from checker.model.employee.own_words import OwnWords
from tests.desk.example_reports import NO_NAMES, SLOW, WELL
from tests.desk.reports.cases.conftest import CaseDesk

WORDS = OwnWords(trouble="Marke-Fuchsbau", name="Jana Fuchsbau", callback_number="040 7788")
CHANNELS = "/firm/channels/"
pytestmark = pytest.mark.usefixtures("notified")


def _run() -> dict[str, int]:
    from checker.desk.notify.queueing import queue_new_cases  # noqa: PLC0415 - Django is set up by a fixture
    from checker.desk.notify.sending import send_due  # noqa: PLC0415 - as above

    return {"queued": queue_new_cases(), **send_due()}


def _messages() -> list:
    from checker.desk.notify.models import QueuedMessage  # noqa: PLC0415 - as above

    return list(QueuedMessage.objects.order_by("pk"))


def _due() -> None:
    from checker.desk.notify.models import QueuedMessage  # noqa: PLC0415 - as above

    QueuedMessage.objects.update(next_try=timezone.now())


def _make(case_desk: CaseDesk, kind: str, target: str, **fields: str) -> str:
    return case_desk.client.post(CHANNELS, {"kind": kind, "target": target, **fields}).content.decode()


def _server(case_desk: CaseDesk, port: int) -> None:
    fields = {"host": "127.0.0.1", "port": port, "security": "none", "sender": "desk@muster.example"}
    assert case_desk.client.post("/firm/mail-server/", fields).status_code == 302


def test_a_webhook_is_signed_and_carries_nothing_of_the_employee(case_desk: CaseDesk, webhooks) -> None:
    before = case_desk.take(NO_NAMES)
    page = _make(case_desk, "webhook", f"http://127.0.0.1:{webhooks.server_port}/hook")
    [secret] = re.findall(r"whsec_([A-Za-z0-9+/=]{44})", page)
    assert secret not in case_desk.page(CHANNELS), "visible once"
    case = case_desk.take(NO_NAMES, words=WORDS)
    case_desk.take(WELL)
    assert _run() == {"queued": 1, "sent": 1, "not sent": 0}
    [(headers, body)] = webhooks.posts
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(base64.b64decode(secret), signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    [content] = json.loads(body)["cases"]
    assert content["reference"] == case.reference != before.reference and content["urgent"]
    assert content["customer"] == "Bäckerei Özdemir" and content["address"].endswith(f"/reports/{case.reference}/")
    assert b"Fuchsbau" not in body and b"7788" not in body
    assert _run() == {"queued": 0, "sent": 0, "not sent": 0}, "each case once"


def test_what_fails_waits_longer_each_time_and_is_given_up_after_a_day(case_desk: CaseDesk, webhooks) -> None:
    webhooks.status = 302
    _make(case_desk, "webhook", f"http://127.0.0.1:{webhooks.server_port}/")
    case_desk.take(NO_NAMES)
    assert _run()["not sent"] == 1 and len(webhooks.posts) == 1, "no redirect is followed"
    assert _run() == {"queued": 0, "sent": 0, "not sent": 0}, "not due yet"
    pauses = []
    for _ in range(3):
        [message] = _messages()
        pauses.append(round((message.next_try - timezone.now()).total_seconds() / 60))
        _due()
        _run()
    assert pauses == [1, 2, 4]
    page = case_desk.page(CHANNELS)
    assert "HTTP 302" in page and "1 Nachricht wartet." in page
    [message] = _messages()
    message.made -= datetime.timedelta(hours=25)
    message.save()
    _due()
    _run()
    assert [message.state for message in _messages()] == ["failed"]
    webhooks.status = 200
    case_desk.client.post("/firm/channels/retry/")
    assert _run()["sent"] == 1
    assert "gesendet" in case_desk.page(CHANNELS)


def test_a_mail_tells_urgent_cases_and_a_crowd_in_one(case_desk: CaseDesk, smtp) -> None:
    _make(case_desk, "mail", "technik@muster.example", only_urgent="on")
    case_desk.take(SLOW)
    case_desk.customer.name = "Bäckerei\r\nBcc: x@evil.example"
    case_desk.customer.save()
    case = case_desk.take(NO_NAMES, words=WORDS)
    assert _run() == {"queued": 1, "sent": 0, "not sent": 1}, "no mail server yet"
    _server(case_desk, smtp.server_address[1])
    smtp.refusing = True
    _due()
    _run()
    assert _messages()[0].error == "SMTP 451"
    smtp.refusing = False
    _due()
    assert _run()["sent"] == 1
    [raw] = smtp.mails
    mail = email.message_from_string(raw, policy=email.policy.default)
    assert mail["Subject"].startswith("1 neuer Fall: Bäckerei Bcc:") and mail["Bcc"] is None
    text = mail.get_content()
    assert case.reference in text and "dringend" in text and "Fuchsbau" not in raw
    for _ in range(8):
        case_desk.take(NO_NAMES)
    assert _run() == {"queued": 1, "sent": 1, "not sent": 0}
    crowd = email.message_from_string(smtp.mails[-1], policy=email.policy.default)
    assert crowd["Subject"].startswith("8 neue Fälle")


def test_the_pages_take_no_nonsense_and_never_show_the_password(case_desk: CaseDesk) -> None:
    from django.conf import settings  # noqa: PLC0415 - as above

    for kind, target in [
        ("mail", "kein-postfach"),
        ("webhook", "http://intern.example/"),
        ("webhook", "https://user:x@a.example/"),
        ("webhook", "ftp://a.example/"),
        ("webhook", "https://[x"),
    ]:
        assert "errorlist" in _make(case_desk, kind, target), target
    mark = Path(settings.DATA) / "channels.on"
    assert not mark.exists()
    _make(case_desk, "webhook", "https://a.example/hook")
    assert mark.exists(), "the serving desk has something to start"
    fields = {"host": "mail.example", "port": 587, "security": "starttls", "sender": "a@b.example", "user": "u"}
    case_desk.client.post("/firm/mail-server/", fields | {"password": "Geheimes-Wort"})
    assert "Geheimes-Wort" not in case_desk.page("/firm/mail-server/")
    case_desk.client.post("/firm/mail-server/", fields)
    from checker.desk.notify.models import Channel, MailServer  # noqa: PLC0415 - as above

    assert MailServer.objects.get().password == "Geheimes-Wort"
    case_desk.client.post(f"/firm/channels/{Channel.objects.get().pk}/end/")
    assert not mark.exists() and not Channel.objects.exists()

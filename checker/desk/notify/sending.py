"""Sends what waits: by SMTP, or as a signed webhook; what fails waits longer each time, and is given up after a day."""

import base64
import datetime
import hashlib
import hmac
import json
import logging
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any

import urllib3
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from checker.desk.firm.models import Firm
from checker.desk.notify.models import ChannelKind, MailSecurity, MailServer, MessageState, QueuedMessage

log = logging.getLogger("checker.desk.notify")

TIMEOUT_S = 15.0
FIRST_PAUSE = datetime.timedelta(minutes=1)
LONGEST_PAUSE = datetime.timedelta(hours=2)
GIVE_UP_AFTER = datetime.timedelta(days=1)
RETENTION = datetime.timedelta(days=14)
MAX_DUE = 200
"""Of one run."""
_CLAIM = datetime.timedelta(minutes=5)
"""So long nobody else takes a message that is being sent."""


class CannotSend(Exception):  # noqa: N818 - becomes a line beside the message
    """Why, in a line without any secret."""


def send_due() -> dict[str, int]:
    """Tries everything whose time has come; returns how many were sent, and how many not."""
    now = timezone.now()
    numbers = {"sent": 0, "not sent": 0}
    due = QueuedMessage.objects.filter(state=MessageState.WAITING, next_try__lte=now).order_by("next_try", "pk")
    for message in due.select_related("channel")[:MAX_DUE]:
        claimed = QueuedMessage.objects.filter(pk=message.pk, next_try=message.next_try, state=MessageState.WAITING)
        if not claimed.update(next_try=now + _CLAIM):
            continue  # another run has it
        try:
            send_content(message.channel.kind, message.channel.target, message.channel.secret, message)
        except CannotSend as failed:
            _postpone(message, str(failed))
            numbers["not sent"] += 1
        else:
            message.state, message.sent, message.error = MessageState.SENT, timezone.now(), ""
            message.tries += 1
            message.save()
            numbers["sent"] += 1
    return numbers


def delete_old_messages() -> int:
    """What was sent or given up two weeks ago; returns how many."""
    over = QueuedMessage.objects.filter(made__lt=timezone.now() - RETENTION).exclude(state=MessageState.WAITING)
    return over.delete()[0]


def send_content(kind: str, target: str, secret: str, message: QueuedMessage) -> None:
    """Sends it now. Raises CannotSend."""
    content: dict[str, Any] = json.loads(message.content)
    if kind == ChannelKind.MAIL:
        _send_mail(target, content)
    else:
        _post_webhook(target, secret, f"msg_{message.pk}", content)


def webhook_signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """As Standard Webhooks has it (standardwebhooks.com): HMAC-SHA-256 over id, time and body."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.new(base64.b64decode(secret), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def _postpone(message: QueuedMessage, reason: str) -> None:
    message.tries += 1
    message.error = reason[:200]
    pause = min(FIRST_PAUSE * 2 ** min(message.tries - 1, 12), LONGEST_PAUSE)
    message.next_try = timezone.now() + pause
    if timezone.now() - message.made > GIVE_UP_AFTER:
        message.state = MessageState.FAILED
        log.error("a message was given up after %d tries", message.tries)
    message.save()


def _post_webhook(address: str, secret: str, message_id: str, content: dict[str, Any]) -> None:
    body = json.dumps(content, ensure_ascii=False).encode()
    timestamp = int(timezone.now().timestamp())
    headers = {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": webhook_signature(secret, message_id, timestamp, body),
    }
    try:
        response = urllib3.PoolManager(retries=False, timeout=TIMEOUT_S).request(
            "POST", address, body=body, headers=headers, redirect=False, preload_content=False
        )
        response.drain_conn()
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise CannotSend(type(error).__name__) from error
    if not 200 <= response.status < 300:
        raise CannotSend(f"HTTP {response.status}")


def _send_mail(address: str, content: dict[str, Any]) -> None:
    server = MailServer.objects.first()
    if server is None:
        raise CannotSend(gettext("Kein Mailserver eingetragen."))
    mail = _mail(address, server.sender, content)
    try:
        with _connected(server) as connection:
            connection.send_message(mail)
    except smtplib.SMTPRecipientsRefused as error:
        raise CannotSend(f"SMTP {next(iter(error.recipients.values()))[0]}") from error
    except smtplib.SMTPResponseException as error:
        raise CannotSend(f"SMTP {error.smtp_code}") from error
    except (smtplib.SMTPException, OSError) as error:
        raise CannotSend(type(error).__name__) from error


@contextmanager
def _connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context()
    if server.security == MailSecurity.TLS:
        opened: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_S, context=context)
    else:
        opened = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
    with opened as connection:
        if server.security == MailSecurity.STARTTLS:
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
        yield connection


def _mail(address: str, sender: str, content: dict[str, Any]) -> EmailMessage:
    """In the desk's own language. A customer's name may hold anything: a header takes one line."""
    with translation.override("de"):
        cases = content["cases"]
        number = content["number"]
        names = ", ".join(dict.fromkeys(case["customer"] for case in cases[:3]))
        subject = ngettext("%(n)s neuer Fall: %(names)s", "%(n)s neue Fälle: %(names)s", 1 if number == 1 else 2) % {
            "n": number,
            "names": names,
        }
        lines = [
            f"{case['customer']}  {case['reference']}{'  ' + gettext('dringend') if case['urgent'] else ''}\n"
            f"{case['address']}"
            for case in cases
        ]
    mail = EmailMessage()
    mail["Subject"] = " ".join(subject.split())[:200]
    mail["From"], mail["To"] = sender, address
    mail["Date"], mail["Message-ID"] = formatdate(localtime=True), make_msgid(domain=sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("\n\n".join(lines) + f"\n\n{Firm.get().display_name}\n")
    return mail

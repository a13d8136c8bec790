"""Sends what waits: by SMTP, as signed webhook or ticket; what fails waits longer each time, a day at most."""

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

from django.utils import timezone
from django.utils.translation import gettext

from checker.desk.firm.models import Firm
from checker.desk.notify.models import (
    TICKET_KINDS,
    ChannelKind,
    MailSecurity,
    MailServer,
    MessageState,
    QueuedMessage,
)
from checker.desk.notify.posting import TIMEOUT_S, CannotSend, post_json
from checker.desk.notify.tickets import create_ticket
from checker.desk.notify.wording import subject_and_text

log = logging.getLogger("checker.desk.notify")

FIRST_PAUSE = datetime.timedelta(minutes=1)
LONGEST_PAUSE = datetime.timedelta(hours=2)
GIVE_UP_AFTER = datetime.timedelta(days=1)
RETENTION = datetime.timedelta(days=14)
MAX_DUE = 200
"""Of one run."""
_CLAIM = datetime.timedelta(minutes=5)
"""So long nobody else takes a message that is being sent."""


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
            message.ticket = send_content(message)
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


def send_content(message: QueuedMessage) -> str:
    """Sends it now. The number of the ticket that came of it, empty for any other channel. Raises CannotSend."""
    channel, content = message.channel, json.loads(message.content)
    if channel.kind in TICKET_KINDS:
        return create_ticket(channel, content)
    if channel.kind == ChannelKind.MAIL:
        _send_mail(channel.target, content)
    else:
        _post_webhook(channel.target, channel.secret, f"msg_{message.pk}", content)
    return ""


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
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": webhook_signature(secret, message_id, timestamp, body),
    }
    post_json(address, body, headers)


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
    mail = EmailMessage()
    mail["Subject"], text = subject_and_text(content)
    mail["From"], mail["To"] = sender, address
    mail["Date"], mail["Message-ID"] = formatdate(localtime=True), make_msgid(domain=sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(f"{text}\n\n{Firm.get().display_name}\n")
    return mail

"""A ticket in the firm's own help desk: Zammad (docs.zammad.org/en/latest/api/ticket) or osTicket (its
setup/doc/api/tickets.md).

Neither knows a request by a key of its own: an answer that is lost on its way makes a second ticket with the same
reference in its title.
"""

import json
from typing import Any

from checker.desk.notify.models import Channel, ChannelKind
from checker.desk.notify.posting import CannotSend, post_json
from checker.desk.notify.wording import subject_and_text

MAX_NUMBER = 40


def create_ticket(channel: Channel, content: dict[str, Any]) -> str:
    """The number that the help desk gave it. Raises CannotSend."""
    subject, text = subject_and_text(content)
    if content["number"] == 1:
        subject = f"{subject} ({content['cases'][0]['reference']})"
    return (_create_in_zammad if channel.kind == ChannelKind.ZAMMAD else _create_in_osticket)(channel, subject, text)


def _create_in_zammad(channel: Channel, subject: str, text: str) -> str:
    """`guess:` makes the customer where Zammad has none with this mail address."""
    ticket = {
        "title": subject,
        "group": channel.ticket_group,
        "customer_id": f"guess:{channel.requester}",
        "article": {"subject": subject, "body": text, "type": "note", "content_type": "text/plain", "internal": False},
    }
    answer = _post(channel, "/api/v1/tickets", ticket, {"Authorization": f"Token token={channel.secret}"})
    try:
        number = json.loads(answer)["number"]
    except (ValueError, KeyError, TypeError) as error:
        raise CannotSend("no ticket in the answer") from error
    return str(number)[:MAX_NUMBER]


def _create_in_osticket(channel: Channel, subject: str, text: str) -> str:
    """The answer is the number as text."""
    ticket: dict[str, Any] = {
        "source": "API",
        "alert": True,
        "autorespond": False,
        "name": "Homeoffice-Check",
        "email": channel.requester,
        "subject": subject,
        "message": text,
    }
    if channel.ticket_group:
        ticket["topicId"] = int(channel.ticket_group)
    number = (
        _post(channel, "/api/tickets.json", ticket, {"X-API-Key": channel.secret}).decode("ascii", "replace").strip()
    )
    if not number or not number.isprintable() or len(number) > MAX_NUMBER:
        raise CannotSend("no ticket in the answer")
    return number


def _post(channel: Channel, path: str, ticket: dict[str, Any], headers: dict[str, str]) -> bytes:
    return post_json(channel.target.rstrip("/") + path, json.dumps(ticket, ensure_ascii=False).encode(), headers)

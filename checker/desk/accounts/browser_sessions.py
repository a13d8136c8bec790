"""Which browsers an account is signed in with: listed on its page, and ended, one or all."""

import datetime
import logging
from collections.abc import Iterable

from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone

from checker.desk.accounts.models import BrowserSession, Technician
from checker.desk.pages.user_agent import browser_name

log = logging.getLogger("checker.desk.accounts")

NOTE_EVERY = datetime.timedelta(minutes=5)
"""How exact "last used" is: not every page is worth a write."""
_noted: dict[str, datetime.datetime] = {}
"""When this process last wrote it, by session."""
_MAX_NOTED = 1000


def begin_session(request: HttpRequest, technician: Technician) -> None:
    """Lists the session that has just signed in. No address is stored, only what the browser calls itself."""
    BrowserSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={"technician": technician, "browser": browser_name(request.headers.get("User-Agent", ""))},
    )


def rename_session(former_key: str | None, request: HttpRequest) -> None:
    """The same session under its new key: Django draws one when a password changes."""
    BrowserSession.objects.filter(session_key=former_key).update(session_key=request.session.session_key)


def note_use(request: HttpRequest) -> None:
    """That it was used now. A disk that takes nothing must not keep pages from being read."""
    key, now = request.session.session_key or "", timezone.now()
    if key in _noted and now - _noted[key] < NOTE_EVERY:
        return
    if len(_noted) >= _MAX_NOTED:
        _noted.clear()
    _noted[key] = now
    try:
        BrowserSession.objects.filter(session_key=key).update(used=now)
    except DatabaseError as error:
        log.warning("the use of a session was not noted: %s", type(error).__name__)


def end_session(technician: Technician, pk: int) -> bool:
    """Ends one of this account's; False where it has none of this number."""
    return _end(BrowserSession.objects.filter(technician=technician, pk=pk).values_list("session_key", flat=True)[:1])


def end_sessions(technician: Technician, but: HttpRequest | None = None) -> bool:
    """Ends all of this account's, but the one of this request; whether there was one."""
    sessions = BrowserSession.objects.filter(technician=technician)
    if but is not None:
        sessions = sessions.exclude(session_key=but.session.session_key)
    return _end(sessions.values_list("session_key", flat=True))


def forget_session(session_key: str | None) -> None:
    """Takes one off the list that has ended by itself."""
    BrowserSession.objects.filter(session_key=session_key).delete()


def delete_listed_sessions() -> int:
    """Takes those off the list whose session is over; returns how many."""
    return BrowserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()[0]


def _end(keys: Iterable[str]) -> bool:
    ended = list(keys)
    Session.objects.filter(session_key__in=ended).delete()
    BrowserSession.objects.filter(session_key__in=ended).delete()
    return bool(ended)

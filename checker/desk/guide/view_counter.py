"""Counts how often articles are read, without a cookie and without anything of the reader.

Counted in memory and written now and then: a page that anybody may open must not cost a write each time.
"""

import datetime
import re
import threading
from collections import Counter

from django.db import DatabaseError
from django.db.models import F, Sum
from django.http import HttpRequest
from django.utils import timezone

from checker.desk.guide.models import ArticleViews

FLUSH_AFTER = datetime.timedelta(seconds=30)
RETENTION = datetime.timedelta(days=400)
_ROBOTS = re.compile(r"bot|crawl|spider|slurp|preview|curl|wget|python", re.IGNORECASE)
_lock = threading.Lock()
_counts: Counter[tuple[str, datetime.date]] = Counter()
_flushed_at = datetime.datetime.min.replace(tzinfo=datetime.UTC)


def count_view(request: HttpRequest, code: str) -> None:
    """Counts one reader: no technician, no robot that says so."""
    global _flushed_at  # noqa: PLW0603 - one count a process
    if request.user.is_authenticated or _ROBOTS.search(request.headers.get("User-Agent", "robot")):
        return
    with _lock:
        _counts[code, timezone.localdate()] += 1
        is_due = timezone.now() - _flushed_at > FLUSH_AFTER
        _flushed_at = timezone.now() if is_due else _flushed_at
    if is_due:
        flush_views()


def flush_views() -> None:
    """Writes what was counted. Where the database is busy, it is written the next time."""
    with _lock:
        waiting = dict(_counts)
        _counts.clear()
    try:
        for (code, day), count in waiting.items():
            ArticleViews.objects.get_or_create(code=code, day=day)
            ArticleViews.objects.filter(code=code, day=day).update(count=F("count") + count)
    except DatabaseError:
        with _lock:
            _counts.update(waiting)


def most_read(days: int, limit: int) -> list[tuple[str, int]]:
    """The codes that were read most in the last days, with how often."""
    flush_views()
    since = timezone.localdate() - datetime.timedelta(days=days)
    rows = ArticleViews.objects.filter(day__gt=since).values_list("code").annotate(total=Sum("count"))
    return list(rows.order_by("-total", "code")[:limit])


def delete_expired_views() -> int:
    """Deletes counts older than RETENTION; returns how many."""
    return ArticleViews.objects.filter(day__lt=timezone.localdate() - RETENTION).delete()[0]

"""A day in what somebody searches for: today, gestern, 30.11., 30.11.2026 or 2026-11-30."""

import datetime
import re

from django.utils import timezone

_GERMAN = re.compile(r"(?<!\S)(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}|\d{2}))?(?!\S)")
_ISO = re.compile(r"(?<!\S)(\d{4})-(\d{2})-(\d{2})(?!\S)")
_WORD = re.compile(r"(?<!\S)(heute|today|gestern|yesterday)(?!\S)", re.IGNORECASE)
Days = tuple[datetime.datetime, datetime.datetime]


def split_days(query: str) -> tuple[Days | None, str]:
    """Beginning and end of the first day that is named, in the desk's time zone, and the query without it.

    A day without its year is the last such day that has been.
    """
    today = timezone.localdate()
    for pattern in (_ISO, _GERMAN, _WORD):
        match = pattern.search(query)
        day = _day(match, today) if match else None
        if match and day is not None:
            rest = f"{query[: match.start()]} {query[match.end() :]}"
            return _whole_day(day), " ".join(rest.split())
    return None, query


def _day(match: re.Match[str], today: datetime.date) -> datetime.date | None:
    try:
        if match.re is _ISO:
            return datetime.date(int(match[1]), int(match[2]), int(match[3]))
        if match.re is _WORD:
            return today - datetime.timedelta(days=match[1].casefold() in ("gestern", "yesterday"))
        if match[3]:
            return datetime.date(int(match[3]) % 100 + 2000, int(match[2]), int(match[1]))
        day = datetime.date(today.year, int(match[2]), int(match[1]))
        return day if day <= today else day.replace(year=today.year - 1)
    except ValueError:
        return None


def _whole_day(day: datetime.date) -> Days:
    midnights = [datetime.datetime.combine(day + datetime.timedelta(days=more), datetime.time()) for more in (0, 1)]
    begin, end = (timezone.make_aware(midnight) for midnight in midnights)
    return begin, end

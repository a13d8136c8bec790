"""Limits counted for many requests at once: one question and one statement, however many they are."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.utils import timezone

from checker.desk.throttle.rate_limit import RateLimit, Window

_ADD = """
    INSERT INTO throttle_tally (bucket, since, ends, count) VALUES {rows}
    ON CONFLICT (bucket, since) DO UPDATE SET count = throttle_tally.count + excluded.count
    RETURNING bucket, throttle_tally.count
"""
# An insertion of less than nothing breaks the column's own rule, even where the row is there.
_TAKE_BACK = "UPDATE throttle_tally SET count = count - %s WHERE bucket = %s AND since = %s"

Counted = tuple[RateLimit, str, int]
"""A limit, its subject, and how much is to be counted."""


class WindowCounts:
    """Counts all that may be needed at once, hands it out one by one, and takes back the rest.

    `count` and `take` are RateLimit's; more than was announced is never counted. In the caller's transaction.
    """

    def __init__(self, announced: Iterable[Counted]) -> None:
        self._now = timezone.now()
        self._windows: dict[tuple[str, str], Window] = {}
        self._left: Counter[tuple[str, str]] = Counter()
        for limit, subject, amount in announced:
            key = limit.name, subject
            if key not in self._windows:
                self._windows[key] = limit.window(subject, self._now)
            self._left[key] += amount
        stored = self._add(self._left)
        self._counts = {key: stored[window.bucket] - self._left[key] for key, window in self._windows.items()}

    def count(self, limit: RateLimit, subject: str, amount: int = 1) -> int:
        """Counts one more. Returns 0 while it is within the limit, else the seconds until the window ends."""
        key = limit.name, subject
        self._counts[key] += amount
        self._left[key] -= amount
        if self._counts[key] <= limit.times:
            return 0
        return max(1, round((self._windows[key].ends - self._now).total_seconds()))

    def take(self, limit: RateLimit, subject: str, amount: int) -> int:
        """As `count`, but what is beyond the limit is not counted: something smaller may still fit."""
        wait_s = self.count(limit, subject, amount)
        if wait_s:
            self.uncount(limit, subject, amount)
        return wait_s

    def uncount(self, limit: RateLimit, subject: str, amount: int = 1) -> None:
        """Takes back what was counted here and turned out to be none."""
        self.count(limit, subject, -amount)

    def take_back_rest(self) -> None:
        """What was announced and not counted."""
        rest: list[tuple[int, str, Any]] = [
            (left, self._windows[key].bucket, _for_database(self._windows[key].since))
            for key, left in self._left.items()
            if left
        ]
        rest.sort(key=lambda row: row[1])
        if rest:
            with connection.cursor() as cursor:
                cursor.executemany(_TAKE_BACK, rest)

    def _add(self, amounts: Mapping[tuple[str, str], int]) -> dict[str, int]:
        """The counts afterwards, by bucket. In the order of the buckets: so no two processes wait for each other."""
        added = sorted(((self._windows[key], amount) for key, amount in amounts.items()), key=lambda row: row[0].bucket)
        if not added:
            return {}
        moments = {moment for window, _ in added for moment in (window.since, window.ends)}
        written = {moment: _for_database(moment) for moment in moments}
        values = [
            value
            for window, amount in added
            for value in (window.bucket, written[window.since], written[window.ends], amount)
        ]
        rows = ", ".join(["(%s, %s, %s, %s)"] * len(added))
        with connection.cursor() as cursor:
            cursor.execute(_ADD.format(rows=rows), values)
            return dict(cursor.fetchall())


def _for_database(moment: datetime.datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)

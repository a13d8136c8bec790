"""The counts in the database: several are raised by one statement, which also tells what they are then."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection

from checker.model.record import Record

_ADD = """
    INSERT INTO throttle_tally (bucket, since, ends, count) VALUES {rows}
    ON CONFLICT (bucket, since) DO UPDATE SET count = throttle_tally.count + excluded.count
    RETURNING bucket, throttle_tally.count
"""
# An insertion of less than nothing breaks the column's own rule, even where the row is there.
_TAKE_BACK = "UPDATE throttle_tally SET count = count - %s WHERE bucket = %s AND since = %s"


class Window(Record, frozen=True, kw_only=True):
    """One window of one subject: `bucket` names nobody, for it is a keyed hash."""

    bucket: str
    since: datetime.datetime
    ends: datetime.datetime

    def wait_s(self, now: datetime.datetime) -> int:
        """Seconds until it ends, at least one."""
        return max(1, round((self.ends - now).total_seconds()))


def add(amounts: Mapping[Window, int]) -> dict[str, int]:
    """The counts afterwards, by bucket."""
    if not amounts:
        return {}
    moments = {moment for window in amounts for moment in (window.since, window.ends)}
    written = {moment: _for_database(moment) for moment in moments}
    values = [
        value
        for window in _in_order(amounts)
        for value in (window.bucket, written[window.since], written[window.ends], amounts[window])
    ]
    rows = ", ".join(["(%s, %s, %s, %s)"] * len(amounts))
    with connection.cursor() as cursor:
        cursor.execute(_ADD.format(rows=rows), values)
        return dict(cursor.fetchall())


def take_back(amounts: Mapping[Window, int]) -> None:
    """What was added before and turned out to be none."""
    rows = [(amounts[window], window.bucket, _for_database(window.since)) for window in _in_order(amounts)]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_TAKE_BACK, rows)


def _in_order(windows: Iterable[Window]) -> list[Window]:
    """By their buckets: so that of two processes neither waits for the other."""
    return sorted(windows, key=lambda window: window.bucket)


def _for_database(moment: datetime.datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)

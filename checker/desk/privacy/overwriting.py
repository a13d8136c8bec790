"""What was deleted is overwritten: in the database's file, and in the log that stands beside it."""

import logging

from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper

from checker.desk.reports.cases.models import Case, CaseEvent, CaseNameWord
from checker.desk.reports.models import Arrival, ReceivedReport

log = logging.getLogger("checker.desk.privacy")

_FREE_SHARE = 0.25
"""Of the file: less is used again soon."""
_LARGEST = 200_000_000
"""Bytes. A larger file takes seconds to rewrite, in which no report can be stored: `desk purge --vacuum` does it."""


def overwrite_deleted(*, vacuum: bool = False) -> None:
    """SQLite overwrites freed pages by itself (secure_delete); here its write-ahead log is emptied, which still holds
    what they held, and a file that is mostly free is written anew. PostgreSQL frees dead rows.

    With `vacuum` however large the file is. What does not succeed now does at the next purge.
    """
    try:
        with connection.cursor() as cursor:
            if connection.vendor != "sqlite":
                models = (Arrival, ReceivedReport, CaseNameWord, CaseEvent, Case)
                cursor.execute(f"VACUUM {', '.join(model._meta.db_table for model in models)}")
                return
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if vacuum or _is_mostly_free(cursor):
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except DatabaseError as error:
        log.error("what was deleted could not be overwritten yet: %s", type(error).__name__)


def _is_mostly_free(cursor: CursorWrapper) -> bool:
    free, pages, size = (_pragma(cursor, name) for name in ("freelist_count", "page_count", "page_size"))
    return free > _FREE_SHARE * pages and pages * size <= _LARGEST


def _pragma(cursor: CursorWrapper, name: str) -> int:
    cursor.execute(f"PRAGMA {name}")
    return int(cursor.fetchone()[0])

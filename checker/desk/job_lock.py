"""One desk at a time does a job, where several share a database."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def job_lock(name: str, *, wait: bool = False) -> Iterator[bool]:
    """Whether the job is this process's inside the block; False while another one is at it.

    `wait`: until that one is through, and then it is this one's turn.

    PostgreSQL's advisory lock of this connection, which goes with it (postgresql.org/docs, 13.3.5). SQLite has one desk
    (serving/folder_lock.py).
    """
    if connection.vendor != "postgresql":
        yield True
        return
    key = int.from_bytes(hashlib.sha256(f"homeoffice-check {name}".encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_lock(%s)", [key])
            is_ours = True
        else:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
            is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours and connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])

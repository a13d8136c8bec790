"""python -m tests.bench.desk.parts: what validating and storing cost by themselves, beside their libraries alone.

In one thread and one process, by its processor time: what a busy machine changes least.
"""

import hashlib
import json
import os
import pickle
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from checker.model.report import Report

GROUP = 32
"""Reports of one flush, as many as the load's connections bring at once."""
Parts = dict[str, float]
"""Milliseconds of processor a report, by what was done."""


def processor_s() -> float:
    """Of this process so far."""
    times = os.times()
    return times.user + times.system


def measure(requests: Path) -> Parts:
    """On the database of the environment, which must be the requests' own and not served meanwhile."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "checker.desk.settings")
    import django  # noqa: PLC0415 - Django reads the environment

    django.setup()
    from checker.desk.reports.upload.storing import Storing  # noqa: PLC0415 - the same
    from checker.desk.reports.upload.uploads import ReportUpload  # noqa: PLC0415 - the same
    from checker.desk.reports.upload.validation import parse_and_validate  # noqa: PLC0415 - the same

    parsed = [_parse(request) for request in pickle.loads(requests.read_bytes())]
    bodies = [body for _, body in parsed]
    parts, uploads = {}, []

    def validate() -> None:
        for head, body in parsed:
            report = parse_and_validate(body, head["idempotency-key"])
            token, network = head["homeoffice-check-enrolment"], head["x-forwarded-for"]
            uploads.append(ReportUpload(raw=body, token=token, network=network, report=report))

    def store() -> None:
        for group in _groups(uploads[GROUP:]):
            for answer in storing.store_uploads(group):
                assert not isinstance(answer, Exception) and answer.status == 201, answer

    decoder = msgspec.json.Decoder(Report)
    parts["msgspec alone"] = _cost(lambda: [decoder.decode(body) for body in bodies], len(bodies))
    parts["ours: validate"] = _cost(validate, len(bodies))
    with tempfile.TemporaryDirectory(dir=requests.parent) as folder:
        database = bare_database(Path(folder) / "bare.sqlite3")
        parts[f"SQLite alone, {GROUP} a flush"] = _cost(lambda: _store_bare(database, bodies), len(bodies))
        database.close()
    storing = Storing()
    storing.store_uploads(uploads[:GROUP])
    parts[f"ours: store, {GROUP} a flush"] = _cost(store, len(bodies) - GROUP)
    return parts


def bare_database(path: Path) -> sqlite3.Connection:
    """One table of reports, by the desk's own settings."""
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;")
    database.execute("CREATE TABLE report (id INTEGER PRIMARY KEY, digest TEXT UNIQUE, raw BLOB)")
    return database


def insert_bare(database: sqlite3.Connection, bodies: Sequence[bytes]) -> None:
    """All in one transaction."""
    database.execute("BEGIN IMMEDIATE")
    rows = [(hashlib.sha256(body).hexdigest(), body) for body in bodies]
    database.executemany("INSERT INTO report (digest, raw) VALUES (?, ?)", rows)
    database.execute("COMMIT")


def _store_bare(database: sqlite3.Connection, bodies: Sequence[bytes]) -> None:
    for group in _groups(bodies):
        insert_bare(database, group)


def _groups(items: Sequence[Any]) -> list[Sequence[Any]]:
    return [items[first : first + GROUP] for first in range(0, len(items), GROUP)]


def _cost(work: Callable[[], object], reports: int) -> float:
    begin = processor_s()
    work()
    return (processor_s() - begin) / reports * 1000


def _parse(request: bytes) -> tuple[dict[str, str], bytes]:
    head, _, body = request.partition(b"\r\n\r\n")
    lines = head.decode("ascii").split("\r\n")[1:]
    return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}, body


if __name__ == "__main__":
    json.dump(measure(Path(sys.argv[1])), sys.stdout)

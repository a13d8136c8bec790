"""The disk is full, the database is locked or gone: the sender is told to come back, and nothing is half there."""

import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from urllib3 import BaseHTTPResponse

from checker.model.codec import refusal_from_json
from tests.desk import example_reports, postgres
from tests.desk.sampled import Sampled


def _says_come_back(answer: BaseHTTPResponse) -> None:
    assert answer.status == 503
    assert refusal_from_json(answer.data).kind == "desk-busy"
    assert int(answer.headers["Retry-After"]) > 0


def test_a_locked_database(desk: Sampled) -> None:
    report_id, raw = example_reports.raw(desk.code)
    with sqlite3.connect(desk.data / "desk.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        _says_come_back(desk.send(raw, desk.token, report_id))
        assert desk.get("/health").status == 200
        other.execute("ROLLBACK")
    other.close()
    assert desk.send(raw, desk.token, report_id).status == 201


@pytest.mark.skipif(sys.platform != "linux", reason="limits another process's files by prlimit (Linux)")
def test_a_full_disk(tmp_path: Path) -> None:
    """As far as the desk can tell: no file of its processes may grow beyond what the database has now."""
    with Sampled(tmp_path / "desk") as desk:
        desk.meet()
        report_id, raw = example_reports.raw(desk.code)
        raw = raw[:-1] + b" " * 1_000_000 + b"}"
        with _no_file_above(desk, 600_000):
            _says_come_back(desk.send(raw, desk.token, report_id))
            assert desk.get("/health").status == 200
        with sqlite3.connect(desk.data / "desk.sqlite3") as database:
            assert database.execute("SELECT count(*) FROM intake_arrival").fetchone() == (0,)
        database.close()
        assert desk.send(raw, desk.token, report_id).status == 201


@contextmanager
def _no_file_above(desk: Sampled, size: int) -> Iterator[None]:
    import resource  # noqa: PLC0415 - Windows has none

    listed = subprocess.run(["ps", "-o", "pid=", "-g", str(desk.pid)], capture_output=True, text=True, check=True)
    pids = [int(line) for line in listed.stdout.split()]
    before = resource.prlimit(pids[0], resource.RLIMIT_FSIZE)
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, before[1]))
    yield
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


def test_postgres_goes_away_and_comes_back(tmp_path: Path) -> None:
    if reason := postgres.missing():
        pytest.skip(reason)
    with postgres.home() as folder:
        with postgres.server(folder) as address:
            database = postgres.new_database(address, f"desk_{uuid.uuid4().hex}")
            desk = Sampled(tmp_path, database=database)
            desk.start()
            desk.meet()
        try:
            report_id, raw = example_reports.raw(desk.code)
            _says_come_back(desk.send(raw, desk.token, report_id))
            assert desk.get("/health").status == 503
            with postgres.again(folder, address):
                assert desk.send(raw, desk.token, report_id).status == 201
                assert desk.get("/health").status == 200
        finally:
            desk.stop()

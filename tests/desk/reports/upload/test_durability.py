"""The desk is killed while reports come in: none that was answered is lost, none is there twice."""

import concurrent.futures
import json
import threading
import time
import uuid
from pathlib import Path

import pytest
import urllib3

from checker.model.codec import to_json
from tests.desk import example_reports, postgres
from tests.desk.sampled import Sampled

KILLS = 3
REPORTS = 48
PADDING = 100_000
"""Bytes, so that keeping one takes long enough to be cut off in the middle, and all stay within a day's quota."""


def _made(code: str) -> dict[str, bytes]:
    made = (example_reports.report(code, example_reports.WRONG_CLOCK) for _ in range(REPORTS))
    return {report.id: to_json(report)[:-1] + b" " * PADDING + b"}" for report in made}


class Outbox:
    """Sends until it is answered, as the client's does; remembers every answer."""

    def __init__(self, desk: Sampled) -> None:
        self.desk = desk
        self.answers: dict[str, list[tuple[int, str]]] = {}
        self.count = 0
        self._lock = threading.Lock()

    def send(self, report_id: str, raw: bytes) -> None:
        """Returns when the desk has the report."""
        until = time.monotonic() + 90
        while time.monotonic() < until:
            try:
                answer = self.desk.send(raw, self.desk.token, report_id)
            except urllib3.exceptions.HTTPError:
                time.sleep(0.1)
                continue
            assert answer.status in (200, 201), answer.data
            with self._lock:
                reference = json.loads(answer.data)["reference"]
                self.answers.setdefault(report_id, []).append((answer.status, reference))
                self.count += 1
            return
        raise AssertionError("never answered")


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_kill_9_loses_nothing_and_doubles_nothing(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    database = ""
    if kind == "postgres":
        database = postgres.new_database(request.getfixturevalue("postgres_server"), f"desk_{uuid.uuid4().hex}")
    desk = Sampled(tmp_path / "desk", database=database)
    desk.start()
    listen = desk.url.removeprefix("http://")
    try:
        desk.meet()
        made = _made(desk.code)
        outbox = Outbox(desk)
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            sent = [pool.submit(outbox.send, report_id, raw) for report_id, raw in made.items()]
            for kill in range(1, KILLS + 1):
                while outbox.count < kill * REPORTS // (KILLS + 1):
                    time.sleep(0.002)
                desk.kill()
                desk.start(listen)
            for future in sent:
                future.result()
        first = {report_id: answers[0][1] for report_id, answers in outbox.answers.items()}
        assert set(first) == set(made)
        for report_id, raw in made.items():
            again = desk.send(raw, desk.token, report_id)
            assert (again.status, json.loads(again.data)["reference"]) == (200, first[report_id])
        assert len(set(first.values())) == REPORTS
        assert f"({REPORTS})" in desk.technician().get("/inbox/").text
    finally:
        desk.stop()

"""Two desks behind nginx on one PostgreSQL: one is killed under load, and nobody notices but who must.

No report is lost, none is there twice, sessions go on at the other one, jobs are done once.
"""

import itertools
import json
import re
import shutil
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import HTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
import urllib3

from checker.desk.data_folder import FIRM_KEY_FILE, PROGRAMS_FOLDER, SEALING_KEY_FILE, SECRET_FILE
from checker.model.codec import to_json
from tests.desk import example_reports, postgres
from tests.desk.notify.conftest import webhooks
from tests.desk.sampled import Sampled
from tests.desk.visitor import Visitor
from tests.net.front_ends import NGINX, nginx

__all__ = ["webhooks"]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
REPORTS = 300
SENDERS = 8
KILLS = 4
SETTINGS = Path(__file__).parents[3] / "build" / "desk" / "nginx.conf"
PROGRAM = "Homeoffice-Check-1.4.0-windows.exe"


class Pair(NamedTuple):
    """Two desks, and the address of the server in front."""

    first: Sampled
    second: Sampled
    url: str


@pytest.fixture
def pair(postgres_server: str, tmp_path: Path) -> Iterator[Pair]:
    if not NGINX:
        pytest.skip("needs nginx")
    database = postgres.new_database(postgres_server, f"desk_{uuid.uuid4().hex}")
    first, second = (Sampled(tmp_path / name, "--behind-proxy", database=database) for name in ("first", "second"))
    first.start()
    try:
        first.meet()
        second.data.mkdir()
        for name in (FIRM_KEY_FILE, SEALING_KEY_FILE, SECRET_FILE):
            shutil.copy2(first.data / name, second.data / name)
        (second.data / PROGRAMS_FOLDER).symlink_to(first.data / PROGRAMS_FOLDER)
        second.start()
        text = re.sub(r"    ssl_certificate.*\n", "", SETTINGS.read_text("utf-8")).replace("443 ssl", "LISTEN")
        servers = "".join(f"server {desk.url.removeprefix('http://')} max_fails=0;" for desk in (first, second))
        assert "server 127.0.0.1:8000;" in text
        with nginx(tmp_path, text.replace("server 127.0.0.1:8000;", servers)) as (host, port):
            yield Pair(first, second, f"http://{host}:{port}")
    finally:
        first.stop()
        second.stop()


def _technician(pair: Pair) -> Visitor:
    """Signed in through the server in front; the link names whichever desk started last."""
    visitor = Visitor(pair.url)
    visitor.headers["Origin"] = pair.url.replace("http:", "https:")  # as far as the desks can tell
    link = pair.first.run("signinlink", "technik").stdout.strip()
    assert visitor.get(urlsplit(link).path).status == 200
    return visitor


def _bring(pair: Pair, report_id: str, raw: bytes) -> tuple[int, str]:
    """Sends until it is answered, as the client does, from a network of its own: one may bring so many alone."""
    headers = {
        "Content-Type": "application/json",
        "Homeoffice-Check-Enrolment": pair.first.token,
        "Idempotency-Key": report_id,
    }
    sender = f"127.{int(report_id[:2], 16)}.{int(report_id[2:4], 16)}.9"
    pool = urllib3.PoolManager(retries=False, timeout=30, source_address=(sender, 0))
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            answer = pool.request("POST", f"{pair.url}/api/v1/reports", body=raw, headers=headers)
        except urllib3.exceptions.HTTPError:
            continue
        if answer.status in (200, 201):
            return answer.status, json.loads(answer.data)["reference"]
        assert answer.status in (502, 503, 504), answer.data
        time.sleep(0.1)
    raise AssertionError("never answered")


def test_one_is_killed_under_load(pair: Pair) -> None:
    made = {}
    for _ in range(REPORTS):
        report = example_reports.report(pair.first.code, example_reports.WRONG_CLOCK)
        made[report.id] = to_json(report)
    reader = _technician(pair)
    pages, done = [], threading.Event()

    def read() -> None:
        while not done.is_set():
            page = reader.get("/inbox/")
            pages.append((page.status, page.path))

    thread = threading.Thread(target=read)
    thread.start()
    try:
        with ThreadPoolExecutor(SENDERS) as pool:
            sent = {report_id: pool.submit(_bring, pair, report_id, raw) for report_id, raw in made.items()}
            for kill, desk in zip(range(1, KILLS + 1), itertools.cycle((pair.first, pair.second)), strict=False):
                while sum(future.done() for future in sent.values()) < kill * REPORTS // (KILLS + 1):
                    time.sleep(0.01)
                listen = desk.url.removeprefix("http://")
                desk.kill()
                desk.start(listen)
            receipts = {report_id: future.result()[1] for report_id, future in sent.items()}
    finally:
        done.set()
        thread.join(60)
    assert len(pages) > 20 and set(pages) == {(200, "/inbox/")}, "whoever is signed in stays so"
    for report_id, raw in made.items():
        assert _bring(pair, report_id, raw) == (200, receipts[report_id])
    assert len(set(receipts.values())) == REPORTS
    assert f"({REPORTS})" in reader.get("/inbox/").text


def test_jobs_are_done_once_and_programs_are_everybodys(pair: Pair, webhooks: HTTPServer) -> None:
    technician = _technician(pair)
    target = f"http://127.0.0.1:{webhooks.server_port}/"
    assert "whsec_" in technician.post("/firm/channels/", {"kind": "webhook", "target": target}).text
    references = set()
    for _ in range(5):
        report = example_reports.report(pair.first.code, example_reports.NO_NAMES)
        references.add(_bring(pair, report.id, to_json(report))[1])
    for _ in range(3):
        with ThreadPoolExecutor(4) as pool:
            runs = [pool.submit(desk.run, "notify") for desk in (pair.first, pair.second)]
            assert {run.result().returncode for run in runs} == {0}
    posts = [json.loads(body) for _, body in webhooks.posts]  # type: ignore[attr-defined]
    assert sorted(case["reference"] for post in posts for case in post["cases"]) == sorted(references)
    with ThreadPoolExecutor(2) as pool:
        outputs = [pool.submit(desk.run, "purge") for desk in (pair.first, pair.second)]
        assert all(("deleted:" in out.result().stdout) or ("another desk" in out.result().stdout) for out in outputs)
    (pair.first.data / PROGRAMS_FOLDER / PROGRAM).write_bytes(b"MZ" * 1000)
    for desk in (pair.first, pair.second):
        assert len(desk.get(f"/programs/{PROGRAM}").data) == 2000


def test_both_may_start_at_the_same_moment(postgres_server: str, tmp_path: Path) -> None:
    database = postgres.new_database(postgres_server, f"desk_{uuid.uuid4().hex}")
    names = ("first", "second", "third")
    with ThreadPoolExecutor(3) as pool:
        desks = [Sampled(tmp_path / name, "--behind-proxy", database=database) for name in names]
        runs = [pool.submit(desk.run, "customer", "list", check=False) for desk in desks]
        done = [run.result() for run in runs]
    # One made tables and key; whoever brings another key is refused by that, and finds no table half made.
    assert sorted(process.returncode for process in done)[0] == 0
    assert not [process.stderr for process in done if "nicht wie erwartet" in process.stderr]
    for desk in desks:
        desk.stop()

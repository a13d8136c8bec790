"""python3 -m tests.bench desk: intake and pages of the served desk, beside the bare database."""

import argparse
import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from checker.model.record import Record
from checker.net.clock import monotonic_s
from tests.bench.desk import stored
from tests.bench.options import progress
from tests.bench.table import markdown, number, p95
from tests.desk import postgres
from tests.desk.sampled import Sampled

PAGES = {
    "inbox": "/inbox/",
    "inbox, page 3": "/inbox/?page=3",
    "a customer's": "/inbox/?customer=BENCH-001-AAAAAA",
    "search": "/inbox/?q=wlan",
    "customers": "/customers/",
    "a customer's page": "/customers/BENCH-001-AAAAAA/",
    "closed": "/inbox/?state=closed",
    "a case": "",
}
"""Where it stands; a case's is that of the first in the inbox."""
PAGE_RUNS = 20
CONNECTIONS = 32
STEADY_RATE = 200.0
"""Reports a second, where the answer's time is told."""


def register(benches: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command."""
    parser = benches.add_parser("desk", help="intake and pages of the desk beside stored reports")
    parser.set_defaults(bench=run)
    parser.add_argument("--stored", type=_counts, default=[0, 200_000], metavar="N,N", help="reports (0,200000)")
    parser.add_argument("--reports", type=int, default=4000, help="brought at each size (4000)")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    parser.add_argument("--out", type=Path, help="Markdown file")


def run(words: argparse.Namespace) -> int:
    """0: it tells figures, and judges none."""
    rows, pages = [], []
    with tempfile.TemporaryDirectory() as folder:
        rows.append(_bare(Path(folder), words.reports))
        for size in words.stored:
            intake, answers = _measure(Path(folder) / str(size), size, words.reports, on_postgres=words.postgres)
            rows.append(intake)
            pages += answers
    text = markdown(
        "Intake", ("desk", "reports/s", "CPU ms a report", "p50 ms at 200/s", "p95 ms", "other answers"), rows
    )
    text += "\n" + markdown("Pages", ("stored", "page", "p50 ms", "p95 ms", "p95 ms beside 200 reports/s"), pages)
    print(text)
    if words.out:
        words.out.write_text(text, encoding="utf-8")
    return 0


class _Load(Record, frozen=True, kw_only=True):
    """What the load's process says."""

    seconds: list[float]
    statuses: list[int]
    total: float


def _bare(folder: Path, reports: int) -> list[str]:
    """SQLite alone, by the desk's own settings: one report a transaction, in one thread."""
    raw = os.urandom(stored.REPORT_BYTES)
    with sqlite3.connect(folder / "bare.sqlite3", isolation_level=None) as database:
        database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;")
        database.execute("CREATE TABLE report (id INTEGER PRIMARY KEY, digest TEXT UNIQUE, raw BLOB)")
        begin, cpu = monotonic_s(), _own_cpu_s()
        seconds = []
        for index in range(reports):
            at = monotonic_s()
            database.execute("BEGIN IMMEDIATE")
            digest = hashlib.sha256(index.to_bytes(8)).hexdigest()
            database.execute("INSERT INTO report (digest, raw) VALUES (?, ?)", (digest, raw))
            database.execute("COMMIT")
            seconds.append(monotonic_s() - at)
        total, cpu = monotonic_s() - begin, _own_cpu_s() - cpu
    database.close()
    return [
        "bare SQLite, each alone",
        number(reports / total, 0),
        number(cpu / reports * 1000, 2),
        *_milliseconds(seconds),
        "",
    ]


def _measure(data: Path, size: int, reports: int, *, on_postgres: bool) -> tuple[list[str], list[list[str]]]:
    with tempfile.TemporaryDirectory() as home:
        if not on_postgres:
            return _measure_on(data, size, reports, "")
        Path(home).chmod(0o755)
        with postgres.home() as folder, postgres.server(folder) as address:
            database = postgres.new_database(address, f"desk_{uuid.uuid4().hex}")
            return _measure_on(data, size, reports, database)


def _measure_on(data: Path, size: int, reports: int, database: str) -> tuple[list[str], list[list[str]]]:
    progress(f"filling a desk with {size} reports")
    filled = stored.fill(data, size, database)
    fast = stored.new_requests(filled, reports, data / "fast.bin")
    steady = stored.new_requests(filled, int(STEADY_RATE * 10), data / "steady.bin")
    mixed = stored.new_requests(filled, int(STEADY_RATE * 15), data / "mixed.bin")
    with Sampled(data, "--behind-proxy", database=database) as desk:
        progress("the pages")
        quiet = _page_times(desk)
        progress("as fast as it goes")
        cpu = _desk_cpu_s(desk.pid)
        quickest = _bring(desk, fast, rate=0.0)
        cpu = _desk_cpu_s(desk.pid) - cpu
        progress("200 a second")
        paced = _bring(desk, steady, rate=STEADY_RATE)
        with _bringing(desk, mixed, STEADY_RATE) as child:
            busy = _page_times(desk)
            child.communicate()
    other = [status for status in quickest.statuses + paced.statuses if status != 201]
    kind = f"{'PostgreSQL' if database else 'SQLite'}, {size} stored"
    intake = [
        kind,
        number(reports / quickest.total, 0),
        number(cpu / reports * 1000, 2),
        *_milliseconds(paced.seconds),
        str(len(other)),
    ]
    pages = [[str(size), name, *_milliseconds(quiet[name]), _milliseconds(busy[name])[1]] for name in PAGES]
    return intake, pages


def _page_times(desk: Sampled) -> dict[str, list[float]]:
    """Seconds of each page, read by one technician."""
    visitor = desk.technician()
    times: dict[str, list[float]] = {}
    first = re.search(r'<a class="customer" href="(/reports/[^"?]+)', visitor.get("/inbox/").text)
    for name, page in PAGES.items():
        path = page or (first[1] if first else "/inbox/")
        visitor.get(path)
        for _ in range(PAGE_RUNS):
            begin = monotonic_s()
            status = visitor.get(path).status
            times.setdefault(name, []).append(monotonic_s() - begin)
            assert status == 200, (path, status)
    return times


def _bring(desk: Sampled, requests: Path, rate: float) -> _Load:
    child = _bringing(desk, requests, rate)
    output, _ = child.communicate()
    return _Load(**json.loads(output))


def _bringing(desk: Sampled, requests: Path, rate: float) -> "subprocess.Popen[str]":
    host, port = desk.url.removeprefix("http://").split(":")
    words = [str(requests), host, port, "--connections", str(CONNECTIONS), "--rate", str(rate)]
    return subprocess.Popen([sys.executable, "-m", "tests.bench.desk.load", *words], stdout=subprocess.PIPE, text=True)


def _own_cpu_s() -> float:
    times = os.times()
    return times.user + times.system


def _desk_cpu_s(group: int) -> float:
    """Of all processes of the desk, which lead a group of their own."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _milliseconds(seconds: Sequence[float]) -> tuple[str, str]:
    return number(median(seconds) * 1000), number((p95(seconds) or 0) * 1000)


def _counts(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]

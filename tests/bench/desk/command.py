"""python3 -m tests.bench desk: intake and pages of the served desk, beside the bare database."""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from checker.model.record import Record
from checker.net.clock import monotonic_s
from tests.bench.desk import parts, stored
from tests.bench.desk.hostile import run as hostile_run
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
PAGE_RUNS = 40
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
    parser.add_argument("--hostile", type=int, metavar="N", help="instead: N reports while everything goes wrong")
    parser.add_argument("--seed", type=int, default=1, help="of what goes wrong (1)")
    parser.add_argument("--out", type=Path, help="Markdown file")


def run(words: argparse.Namespace) -> int:
    """0: it tells figures, and judges none but that of lost reports: 1 where there is one."""
    if words.hostile:
        return _print_hostile(words.hostile, words.seed, words.out)
    rows, pages, costs = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        rows.append(_bare(Path(folder), words.reports))
        for size in words.stored:
            figures = _measure(Path(folder) / str(size), size, words.reports, on_postgres=words.postgres)
            rows.append(figures.intake)
            pages += figures.pages
            costs += [[str(size), name, number(cost, 3)] for name, cost in figures.parts.items()]
    text = markdown(
        "Intake", ("desk", "reports/s", "CPU ms a report", "p50 ms at 200/s", "p95 ms", "other answers"), rows
    )
    text += "\n" + markdown("A report's parts, one thread", ("stored", "part", "CPU ms a report"), costs)
    columns = ("stored", "page", "CPU ms", "p50 ms", "p95 ms", "p95 ms beside 200 reports/s")
    text += "\n" + markdown("Pages", columns, pages)
    print(text)
    if words.out:
        words.out.write_text(text, encoding="utf-8")
    return 0


def _print_hostile(reports: int, seed: int, out: Path | None) -> int:
    result = hostile_run.run(reports, seed)
    row = [str(getattr(result, name)) for name in result.__struct_fields__]
    text = markdown(f"Hostile, seed {seed}", result.__struct_fields__, [row])
    print(text)
    if out:
        out.write_text(text, encoding="utf-8")
    return 0 if result.is_well else 1


class _Load(Record, frozen=True, kw_only=True):
    """What the load's process says."""

    seconds: list[float]
    statuses: list[int]
    total: float


class _Figures(Record, frozen=True, kw_only=True):
    """Of one size: a row of the intake's table, those of the pages', and what a report's parts cost."""

    intake: list[str]
    pages: list[list[str]]
    parts: parts.Parts


class _PageTime(Record, frozen=True, kw_only=True):
    """Seconds of each reading of a page, and of processor for one."""

    seconds: list[float]
    processor_s: float


def _bare(folder: Path, reports: int) -> list[str]:
    """SQLite alone, by the desk's own settings: one report a transaction, in one thread."""
    database = parts.bare_database(folder / "bare.sqlite3")
    bodies = [os.urandom(stored.REPORT_BYTES) for _ in range(reports)]
    begin, cpu = monotonic_s(), parts.processor_s()
    seconds = []
    for body in bodies:
        at = monotonic_s()
        parts.insert_bare(database, [body])
        seconds.append(monotonic_s() - at)
    total, cpu = monotonic_s() - begin, parts.processor_s() - cpu
    database.close()
    return [
        "bare SQLite, each alone",
        number(reports / total, 0),
        number(cpu / reports * 1000, 2),
        *_milliseconds(seconds),
        "",
    ]


def _measure(data: Path, size: int, reports: int, *, on_postgres: bool) -> _Figures:
    with tempfile.TemporaryDirectory() as home:
        if not on_postgres:
            return _measure_on(data, size, reports, "")
        Path(home).chmod(0o755)
        with postgres.home() as folder, postgres.server(folder) as address:
            database = postgres.new_database(address, f"desk_{uuid.uuid4().hex}")
            return _measure_on(data, size, reports, database)


def _measure_on(data: Path, size: int, reports: int, database: str) -> _Figures:
    progress(f"filling a desk with {size} reports")
    filled = stored.fill(data, size, database)
    fast = stored.new_requests(filled, reports, data / "fast.bin")
    steady = stored.new_requests(filled, int(STEADY_RATE * 10), data / "steady.bin")
    mixed = stored.new_requests(filled, int(STEADY_RATE * 20), data / "mixed.bin")
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
    progress("the parts")
    costs = _costs_of_parts(data, stored.new_requests(filled, reports, data / "parts.bin"), database)
    other = [status for status in quickest.statuses + paced.statuses if status != 201]
    kind = f"{'PostgreSQL' if database else 'SQLite'}, {size} stored"
    intake = [
        kind,
        number(reports / quickest.total, 0),
        number(cpu / reports * 1000, 2),
        *_milliseconds(paced.seconds),
        str(len(other)),
    ]
    pages = [
        [
            str(size),
            name,
            number(quiet[name].processor_s * 1000),
            *_milliseconds(quiet[name].seconds),
            _milliseconds(busy[name].seconds)[1],
        ]
        for name in PAGES
    ]
    return _Figures(intake=intake, pages=pages, parts=costs)


def _costs_of_parts(data: Path, requests: Path, database: str) -> parts.Parts:
    environment = {**os.environ, "DESK_DATA": str(data)} | ({"DESK_DATABASE": database} if database else {})
    words = [sys.executable, "-m", "tests.bench.desk.parts", str(requests)]
    child = subprocess.run(words, env=environment, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(child.stdout))


def _page_times(desk: Sampled) -> dict[str, _PageTime]:
    """Of each page, read by one technician."""
    visitor = desk.technician()
    times = {}
    first = re.search(r'<a class="customer" href="(/reports/[^"?]+)', visitor.get("/inbox/").text)
    for name, page in PAGES.items():
        path = page or (first[1] if first else "/inbox/")
        visitor.get(path)
        seconds, cpu = [], _desk_cpu_s(desk.pid)
        for _ in range(PAGE_RUNS):
            begin = monotonic_s()
            status = visitor.get(path).status
            seconds.append(monotonic_s() - begin)
            assert status == 200, (path, status)
        times[name] = _PageTime(seconds=seconds, processor_s=(_desk_cpu_s(desk.pid) - cpu) / PAGE_RUNS)
    return times


def _bring(desk: Sampled, requests: Path, rate: float) -> _Load:
    child = _bringing(desk, requests, rate)
    output, _ = child.communicate()
    return _Load(**json.loads(output))


def _bringing(desk: Sampled, requests: Path, rate: float) -> "subprocess.Popen[str]":
    host, port = desk.url.removeprefix("http://").split(":")
    words = [str(requests), host, port, "--connections", str(CONNECTIONS), "--rate", str(rate)]
    return subprocess.Popen([sys.executable, "-m", "tests.bench.desk.load", *words], stdout=subprocess.PIPE, text=True)


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

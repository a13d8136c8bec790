"""Brings reports from several PCs through a line that is cut to a desk that is killed, and counts what is there."""

import contextlib
import datetime
import random
import secrets
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from checker.client.delivery.delivery_state import DeliveryStage
from checker.client.delivery.outbox import Outbox
from checker.client.environment.data_directory import DataDirectory
from checker.model.profile import FirmContact
from checker.model.record import Record
from checker.model.signature import sign_enrolment
from checker.net.clock import monotonic_s
from tests.bench.desk import stored
from tests.bench.options import progress
from tests.desk import example_reports
from tests.desk.sampled import Sampled
from tests.net.front_ends import free_port

SENDERS = 4
SENDER_KILL_S = (1.0, 4.0)
DESK_KILL_S = (5.0, 9.0)
FULL_DISK_S = 5.0
CUT_SHARE = 0.8
"""Of the connections, each of which brings many reports."""
DISK_BYTES = 1_100_000_000
"""Of the desk's disk: what stays free (500 MB), and room for ten thousand reports and their log."""
_TICK_S = 0.2
_LONGEST_S = 3600.0


class HostileResult(Record, frozen=True, kw_only=True):
    """What was there in the end. `missing`: with a receipt, or sent at all, and not stored; `doubled`: stored twice, as
    report, arrival or case, or with another reference than the receipt's.
    """

    reports: int
    missing: int
    doubled: int
    refused: int
    seconds: float
    desk_kills: int
    sender_kills: int
    full_disks: int
    cuts: int
    is_whole: bool

    @property
    def is_well(self) -> bool:
        """Nothing lost, nothing twice, nothing refused, and the database is sound."""
        return self.is_whole and not (self.missing or self.doubled or self.refused)


def run(reports: int, seed: int) -> HostileResult:
    """Needs root, for a disk of its own that can be filled. Raises OSError where none can be mounted."""
    draw = random.Random(seed)
    with _disk() as disk, tempfile.TemporaryDirectory(dir="/dev/shm") as homes:
        filled = stored.fill(disk / "desk", 0)
        desk = Sampled(filled.data, "--behind-proxy")
        listen = f"127.0.0.1:{free_port()}"
        with _relay(listen, draw.getrandbits(32)) as (url, relay):
            outboxes = _outboxes(Path(homes), filled, reports, url)
            desk.start(listen)
            try:
                trouble = _Trouble(desk, listen, disk, outboxes, draw)
                trouble.go_on_until_all_is_brought()
            finally:
                desk.stop()
            cuts, _ = relay.communicate()
        return _count(filled.data, outboxes, trouble, int(cuts))


class _Trouble:
    """Senders that are killed and begin again, a desk that is, and a disk that is full for a while."""

    def __init__(self, desk: Sampled, listen: str, disk: Path, outboxes: Sequence[Path], draw: random.Random) -> None:
        self._desk = desk
        self._listen = listen
        self._ballast = disk / "ballast"
        self._homes = outboxes
        self._draw = draw
        self._senders: dict[Path, subprocess.Popen[bytes]] = {}
        self.desk_kills = self.sender_kills = self.full_disks = 0
        self.seconds = 0.0

    def go_on_until_all_is_brought(self) -> None:
        begin = monotonic_s()
        self._senders = {home: _sender(home) for home in self._homes}
        kill_desk_at, kill_sender_at = begin + 1.5, begin + 1.0
        fill_at, empty_at = begin + 3.0, 0.0
        try:
            while self._begin_again():
                now = monotonic_s()
                if now - begin > _LONGEST_S:
                    raise TimeoutError("not all reports arrived")
                if now >= kill_sender_at:
                    self._kill_sender()
                    kill_sender_at = now + self._draw.uniform(*SENDER_KILL_S)
                if fill_at and now >= fill_at:
                    self._fill_disk()
                    fill_at, empty_at = 0.0, now + FULL_DISK_S
                elif empty_at and now >= empty_at:
                    self._ballast.unlink()
                    # Once more later on, however long it takes.
                    fill_at, empty_at = (now + 20.0 if self.full_disks < 3 else 0.0), 0.0
                elif now >= kill_desk_at and not empty_at:
                    self._kill_desk()
                    kill_desk_at = monotonic_s() + self._draw.uniform(*DESK_KILL_S)
                time.sleep(_TICK_S)
        finally:
            self._ballast.unlink(missing_ok=True)
            for sender in self._senders.values():
                sender.kill()
                sender.wait()
        self.seconds = monotonic_s() - begin

    def _begin_again(self) -> bool:
        """Starts senders that were killed. Whether any is still at it."""
        for home, sender in list(self._senders.items()):
            code = sender.poll()
            if code == 0:
                del self._senders[home]
            elif code is not None:
                assert code == -9, f"a sender ended with {code}"
                self._senders[home] = _sender(home)
        return bool(self._senders)

    def _kill_sender(self) -> None:
        running = [sender for sender in self._senders.values() if sender.poll() is None]
        if running:
            self._draw.choice(running).kill()
            self.sender_kills += 1

    def _kill_desk(self) -> None:
        self._desk.kill()
        self.desk_kills += 1
        self._desk.start(self._listen)

    def _fill_disk(self) -> None:
        """To the last byte, while reports come in."""
        self.full_disks += 1
        progress("the disk is full")
        with self._ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(1_000_000))


def _sender(home: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "tests.bench.desk.hostile.sender", str(home)])


@contextlib.contextmanager
def _disk() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", folder]
        if subprocess.run(command, check=False, capture_output=True).returncode:
            raise OSError("no disk of its own can be mounted here: it needs root")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


@contextlib.contextmanager
def _relay(target: str, seed: int) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """Its address, and its process, which says at its end how often it cut."""
    module = "tests.bench.desk.hostile.cutting_relay"
    words = ["--target", target, "--share", str(CUT_SHARE), "--seed", str(seed)]
    process = subprocess.Popen(
        [sys.executable, "-m", module, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}", process
    finally:
        process.kill()
        process.wait()


def _outboxes(folder: Path, filled: stored.Filled, reports: int, url: str) -> list[Path]:
    """Each PC's home, with its share of the reports in its outbox."""
    homes = [folder / str(number) for number in range(SENDERS)]
    outboxes = [Outbox(DataDirectory(home)) for home in homes]
    secret = (filled.data / "firm.key").read_bytes()
    firm = FirmContact(name="Muster IT", phone="", mail="", desk_url=url)
    replace = msgspec.structs.replace
    for index in range(reports):
        code = filled.codes[index % len(filled.codes)]
        report = example_reports.report(code, example_reports.WRONG_CLOCK)
        report = replace(report, case_code=secrets.token_hex(16), profile=replace(report.profile, firm=firm))
        outboxes[index % SENDERS].put(report, sign_enrolment(code, datetime.date(2099, 1, 1), secret))
    return homes


def _count(data: Path, homes: Sequence[Path], trouble: _Trouble, cuts: int) -> HostileResult:
    """By the database's own file, the desk being gone, and by what each PC has as its receipt."""
    receipts: dict[str, str] = {}
    refused = reports = 0
    for home in homes:
        for queued in Outbox(DataDirectory(home)).queued_reports():
            reports += 1
            refused += queued.stage is DeliveryStage.STOPPED
            if queued.state.receipt is not None:
                receipts[queued.id] = queued.state.receipt.reference
    with contextlib.closing(sqlite3.connect(data / "desk.sqlite3")) as database:
        rows = database.execute("SELECT report_id, reference FROM inbox_receivedreport").fetchall()
        [(arrivals, broken)] = database.execute(
            "SELECT count(*), sum(state != 'accepted') FROM intake_arrival"
        ).fetchall()
        [(cases, codes)] = database.execute("SELECT count(*), count(DISTINCT code) FROM cases_case").fetchall()
        is_whole = database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    here = dict(rows)
    doubled = (
        len(rows)
        - len(here)
        + abs(arrivals - len(rows))
        + cases
        - codes
        + sum(receipts[report] != here[report] for report in receipts if report in here)
    )
    return HostileResult(
        reports=reports,
        missing=sum(report not in here for report in receipts) + reports - refused - len(receipts),
        doubled=doubled,
        refused=refused + int(broken or 0),
        seconds=trouble.seconds,
        desk_kills=trouble.desk_kills,
        sender_kills=trouble.sender_kills,
        full_disks=trouble.full_disks,
        cuts=cuts,
        is_whole=is_whole,
    )

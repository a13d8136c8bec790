"""Limits that hold, as figures: what one sender can leave at the desk, how long one delays the next, what leaks."""

import contextlib
import json
import os
import random
import tempfile
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checker.checks.registry import checks
from checker.desk.measure.endpoints import MeasureEndpoints
from checker.desk.measure.load.slot_queue import SlotQueue
from checker.desk.measure.server import MeasureServer
from checker.net.clock import monotonic_s
from tests.desk.reports.upload.most_stored import most_stored_bytes
from tests.run.leftovers import left_in_log, left_in_outputs, report_with
from tests.run.planted import PATTERNS, planted

GIGABYTE = 1_000_000_000
LONGEST_DELAY_S = 3.0
TICKETS = 200
POLL_S = 0.5
ATTACKER, VICTIM = "203.0.113.5", "198.51.100.7"
PLANTS_PER_CHECK = 40 * len(PATTERNS)

Row = tuple[str, str, str, bool]


def figure_rows() -> Iterator[Row]:
    """What is limited, its figure, the limit, and whether it holds."""
    yield _stored_row()
    for direction in ("down", "up"):
        yield _delay_row(direction)
    yield from _planted_rows()


def _stored_row() -> Row:
    import django  # noqa: PLC0415 - reads the environment

    with tempfile.TemporaryDirectory() as folder:
        os.environ["DESK_DATA"], os.environ["DJANGO_SETTINGS_MODULE"] = folder, "checker.desk.settings"
        django.setup()
        stored = sum(most_stored_bytes())
    figure = f"{stored / 1e6:.0f} MB"
    return "what one enrolment can leave at the desk", figure, "under 1 GB: not possible", stored < GIGABYTE


def _delay_row(direction: str) -> Row:
    """A real server; whoever attacks asks for many places, asks for them again and again, and loads on the first."""
    with _served() as url, contextlib.closing(_Attack(url, direction)):
        delay_s = _seconds_until_served(url, direction)
    name = f"delay of the next by one address with {TICKETS} places, {direction}"
    return name, f"{delay_s:.1f} s", f"under {LONGEST_DELAY_S:.0f} s", delay_s < LONGEST_DELAY_S


def _planted_rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        for name in checks():
            plants = list(planted(random.Random(), PLANTS_PER_CHECK))
            left = len(left_in_outputs(report_with(name, plants), plants, Path(folder)))
            yield f"private strings planted in the check {name}", f"{len(plants)} in, {left} out", "0 out", not left
    plants = list(planted(random.Random(), PLANTS_PER_CHECK))
    left = len(left_in_log(plants))
    yield "private strings planted in log and crash", f"{len(plants)} in, {left} out", "0 out", not left


@contextlib.contextmanager
def _served() -> Iterator[str]:
    server = MeasureServer(("127.0.0.1", 0), MeasureEndpoints(1 << 30, SlotQueue(), (200.0, 50.0)))
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.address[1]}"
    finally:
        server.stop()
        thread.join()


def _seconds_until_served(url: str, direction: str) -> float:
    """As our client asks: again after what it is told to wait, and no longer than a second later."""
    started, ticket = monotonic_s(), ""
    while True:
        status = _place(url, VICTIM, direction, ticket)
        if status["wait_s"] == 0:
            return monotonic_s() - started
        ticket = status["ticket"]
        threading.Event().wait(min(float(status["wait_s"]), 1.0))


class _Attack:
    """It holds the first place and waits for many more, until it is closed."""

    def __init__(self, url: str, direction: str) -> None:
        self._url, self._direction = url, direction
        self._ended = threading.Event()
        self._tickets: list[str] = []
        for _ in range(TICKETS):
            with contextlib.suppress(urllib.error.HTTPError):
                self._tickets.append(_place(url, ATTACKER, direction)["ticket"])
        self._threads = [threading.Thread(target=run) for run in (self._ask_again, self._load)]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _ask_again(self) -> None:
        while not self._ended.wait(POLL_S):
            for ticket in self._tickets:
                with contextlib.suppress(OSError):
                    _place(self._url, ATTACKER, self._direction, ticket)

    def _load(self) -> None:
        """With the first ticket, as long as it is let."""
        path = "garbage?ckSize=1024&" if self._direction == "down" else "empty?"
        body = None if self._direction == "down" else b"0" * (64 << 20)
        while not self._ended.is_set():
            with (
                contextlib.suppress(OSError, ValueError),
                _open(f"{self._url}/{path}place={self._tickets[0]}", ATTACKER, body) as response,
            ):
                while response.read(1 << 16) and not self._ended.is_set():
                    pass
            self._ended.wait(0.1)


def _place(url: str, sender: str, direction: str, ticket: str = "") -> dict[str, Any]:
    query = f"direction={direction}" + (f"&ticket={ticket}" if ticket else "")
    with _open(f"{url}/place?{query}", sender) as response:
        answer: dict[str, Any] = json.load(response)
    return answer


def _open(url: str, sender: str, body: bytes | None = None) -> Any:
    request = urllib.request.Request(url, body, {"X-Forwarded-For": sender})
    return urllib.request.urlopen(request, timeout=20)

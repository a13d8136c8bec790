"""Waiting for a place at the real desk: who holds it, who waits, and what the employee is told meanwhile."""

import contextlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from checker.checks.context import Cancelled, LiveSample, ProbeContext, Progress
from checker.checks.line.measurement import throughput_test
from checker.checks.line.transport.connection_pool import ConnectionPool
from checker.checks.line.transport.connector import Connector
from checker.checks.line.transport.json_reply import json_fetcher
from checker.checks.line.transport.keep_alive import KeepAliveConnection
from checker.checks.line.transport.server import parse_server_url
from checker.checks.line.transport.slot_lease import SlotLease
from checker.desk.measure.endpoints import MeasureEndpoints
from checker.desk.measure.load.slot_queue import LEASE_S, MAX_WAITING, POLL_WITHIN_S, SlotQueue
from checker.desk.measure.server import MeasureServer
from checker.model.failure import FailureKind, OperationFailed
from tests.checks.line.foreign_server import foreign
from tests.checks.line.measuring import InThread, a_run, seen_at
from tests.desk.measure.talk import ask

LONG_S = 20.0
WAITING_DE = re.compile(r"Andere messen gerade\. Noch etwa \d+ s")
WAITING_EN = re.compile(r"Others are measuring just now\. About \d+ s to go")


class Clock:
    """The desk's, that can be moved."""

    ahead_s = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead_s


class Desk:
    """The desk's endpoints, and what others do there."""

    def __init__(self, server: MeasureServer, places: SlotQueue, clock: Clock) -> None:
        self.places, self.clock = places, clock
        self._address = server.address
        self.url = f"http://127.0.0.1:{server.address[1]}/"

    def asks(self, query: str) -> dict[str, object]:
        told: dict[str, object] = json.loads(ask(self._address, "GET", f"/place?{query}")[2])
        return told

    def held(self, direction: str) -> str:
        """Somebody else's place."""
        told = self.asks(f"direction={direction}")
        assert told["wait_s"] == 0
        return str(told["ticket"])

    def is_free(self, direction: str) -> bool:
        """Asked by somebody who gives it back at once."""
        told = self.asks(f"direction={direction}")
        self.asks(f"ticket={told['ticket']}&done=1")
        return told["wait_s"] == 0


@pytest.fixture
def desk() -> Iterator[Desk]:
    clock = Clock()
    places = SlotQueue(clock)
    server = MeasureServer(("127.0.0.1", 0), MeasureEndpoints(slot_queue=places, capacity=(200.0, 40.0)))
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield Desk(server, places, clock)
    server.stop()
    thread.join()


@contextlib.contextmanager
def a_place(url: str, context: ProbeContext, direction: str = "down") -> Iterator[SlotLease]:
    door = Connector(context.net, parse_server_url(url))
    with ConnectionPool(door) as openings:
        yield SlotLease(
            json_fetcher(context, door.server, lambda: KeepAliveConnection(openings.acquire(context), door)), direction
        )


def test_nobody_waits_alone(desk: Desk) -> None:
    told: list[Progress | LiveSample] = []
    run = a_run(told)
    with a_place(desk.url, run) as place:
        place.acquire(run, LONG_S, 0.35)
        assert place.query == f"&place={place.ticket}"
        assert place.capacity_mbit == 200
        assert told == []
        assert not desk.is_free("down")
        place.release()
    assert place.query == ""
    assert desk.is_free("down")


def test_waits_until_the_other_gives_it_back(desk: Desk) -> None:
    other = desk.held("down")
    told: list[Progress | LiveSample] = []
    run = a_run(told)
    back = threading.Timer(1.5, desk.places.release, (other,))
    back.start()
    with a_place(desk.url, run) as place:
        place.acquire(run, LONG_S, 0.35)
        assert not back.is_alive()
        assert place.ticket not in ("", other)
        assert place.waited_s > 0
        place.release()
    back.join()
    assert len(told) >= 2
    for one in told:
        assert isinstance(one, Progress) and one.text is not None
        assert one.done == 0.35, "waiting brings nothing nearer, and loses nothing"
        assert WAITING_DE.fullmatch(one.text.render("de"))
        assert WAITING_EN.fullmatch(one.text.render("en"))
    assert desk.is_free("down")


def test_the_other_direction_is_free(desk: Desk) -> None:
    desk.held("down")
    run = a_run()
    with a_place(desk.url, run, "up") as place:
        place.acquire(run, LONG_S, 0.65)
        assert place.capacity_mbit == 40


def test_busy_after_a_while_and_out_of_the_queue(desk: Desk) -> None:
    other = desk.held("down")
    run = a_run()
    with a_place(desk.url, run) as place:
        with pytest.raises(OperationFailed) as failed:
            place.acquire(run, 1.5, 0.35)
        assert failed.value.failure.kind is FailureKind.BUSY
        assert place.query == ""
    desk.places.release(other)
    assert desk.is_free("down")


def test_busy_where_too_many_wait_already(desk: Desk) -> None:
    for _ in range(MAX_WAITING + 1):
        desk.places.request("down", None)
    run = a_run()
    with a_place(desk.url, run) as place:
        with pytest.raises(OperationFailed) as failed:
            place.acquire(run, LONG_S, 0.35)
        assert failed.value.failure.kind is FailureKind.BUSY


class Told(list[Progress | LiveSample]):
    """Does something the first time that anything is told."""

    def __init__(self, first: Callable[[], None]) -> None:
        super().__init__()
        self._first = first

    def append(self, event: Progress | LiveSample) -> None:
        super().append(event)
        if len(self) == 1:
            self._first()


def test_a_lost_turn_is_a_new_one(desk: Desk) -> None:
    """The PC slept a little: the desk has forgotten the ticket, and the place before it ended."""
    desk.held("down")
    tickets: list[str] = []

    def sleeps() -> None:
        tickets.append(place.ticket)
        desk.clock.ahead_s += max(POLL_WITHIN_S, LEASE_S) + 1

    run = a_run(Told(sleeps))
    with a_place(desk.url, run) as place:
        place.acquire(run, LONG_S, 0.35)
        assert tickets
        assert place.ticket not in ("", *tickets)


def test_a_server_without_places() -> None:
    told: list[Progress | LiveSample] = []
    with foreign() as url:
        run = a_run(told)
        with a_place(url, run) as place:
            place.acquire(run, LONG_S, 0.35)
            assert (place.query, place.capacity_mbit, told) == ("", 0.0, [])
            place.release()


def test_cancelled_while_waiting(desk: Desk) -> None:
    other = desk.held("down")
    cancelled = threading.Event()
    run = a_run(Told(cancelled.set), cancelled=cancelled)
    with a_place(desk.url, run) as place, pytest.raises(Cancelled):
        place.acquire(run, LONG_S, 0.35)
    desk.places.release(other)
    desk.clock.ahead_s += POLL_WITHIN_S + 0.5
    assert desk.is_free("down")


@pytest.mark.usefixtures("short")
def test_the_check_waits_and_says_so(desk: Desk) -> None:
    other = desk.held("down")
    told: list[Progress | LiveSample] = []
    back = threading.Timer(3.0, desk.places.release, (other,))
    back.start()
    seen = seen_at(desk.url, a_run(told))
    back.join()
    assert (seen.number("waited") or 0) > 0
    assert seen.number("server.capacity") is not None
    assert seen.has("down.rate")
    assert seen.has("up.rate")
    steps = [one for one in told if isinstance(one, Progress)]
    assert [one.done for one in steps] == sorted(one.done for one in steps)
    said = [one.text.render("de") for one in steps if one.text is not None]
    waits = [at for at, text in enumerate(said) if WAITING_DE.fullmatch(text)]
    assert waits
    assert said[waits[-1] + 1] == "Herunterladen wird gemessen"
    assert desk.is_free("down")
    assert desk.is_free("up")


@pytest.mark.usefixtures("short")
def test_the_check_gives_up_and_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throughput_test, "WAIT_S", 1.2)
    desk.held("down")
    seen = seen_at(desk.url)
    failure = seen["place"].failure
    assert failure is not None
    assert failure.kind is FailureKind.BUSY
    assert not seen.has("down.rate")
    assert seen.has("up.rate"), "nobody else uploads"


@pytest.mark.usefixtures("short")
def test_cancelled_while_loading_gives_it_back(desk: Desk) -> None:
    measuring = InThread(desk.url)
    while not any(isinstance(one, LiveSample) and one.kind == "rate" for one in list(measuring.told)):
        assert measuring.thread.is_alive()
        time.sleep(0.01)
    measuring.cancelled.set()
    measuring.thread.join(10)
    assert measuring.ended is not None
    assert desk.is_free("down")

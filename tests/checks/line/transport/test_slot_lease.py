"""Waiting for a place at the real desk: who holds it, who waits, and what the employee is told meanwhile."""

import contextlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from checker.checks.context import Cancelled, LiveSample, ProbeContext, Progress
from checker.checks.line.measurement import measurement_session
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
from tests.checks.line.foreign_server import libre_speed_server
from tests.checks.line.measuring import BackgroundMeasurement, measure_line, probe_context
from tests.desk.measure.talk import request

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

    def __init__(self, server: MeasureServer, slot_queue: SlotQueue, clock: Clock) -> None:
        self.slot_queue, self.clock = slot_queue, clock
        self._address = server.address
        self.url = f"http://127.0.0.1:{server.address[1]}/"

    def fetch_json(self, query: str) -> dict[str, object]:
        events: dict[str, object] = json.loads(request(self._address, "GET", f"/place?{query}")[2])
        return events

    def hold_slot(self, direction: str) -> str:
        """Somebody else's place."""
        events = self.fetch_json(f"direction={direction}")
        assert events["wait_s"] == 0
        return str(events["ticket"])

    def is_free(self, direction: str) -> bool:
        """Asked by somebody who gives it back at once."""
        events = self.fetch_json(f"direction={direction}")
        self.fetch_json(f"ticket={events['ticket']}&done=1")
        return events["wait_s"] == 0


@pytest.fixture
def desk() -> Iterator[Desk]:
    clock = Clock()
    slot_queue = SlotQueue(clock)
    server = MeasureServer(("127.0.0.1", 0), MeasureEndpoints(slot_queue=slot_queue, capacity=(200.0, 40.0)))
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield Desk(server, slot_queue, clock)
    server.stop()
    thread.join()


@contextlib.contextmanager
def open_lease(url: str, context: ProbeContext, direction: str = "down") -> Iterator[SlotLease]:
    connector = Connector(context.net, parse_server_url(url))
    with ConnectionPool(connector) as pool:
        yield SlotLease(
            json_fetcher(context, connector.server, lambda: KeepAliveConnection(pool.acquire(context), connector)),
            direction,
        )


def test_nobody_waits_alone(desk: Desk) -> None:
    events: list[Progress | LiveSample] = []
    context = probe_context(events)
    with open_lease(desk.url, context) as lease:
        lease.acquire(context, LONG_S, 0.35)
        assert lease.query == f"&place={lease.ticket}"
        assert lease.capacity_mbit == 200
        assert events == []
        assert not desk.is_free("down")
        lease.release()
    assert lease.query == ""
    assert desk.is_free("down")


def test_waits_until_the_other_gives_it_back(desk: Desk) -> None:
    ticket_of_other = desk.hold_slot("down")
    events: list[Progress | LiveSample] = []
    context = probe_context(events)
    release_timer = threading.Timer(1.5, desk.slot_queue.release, (ticket_of_other,))
    release_timer.start()
    with open_lease(desk.url, context) as lease:
        lease.acquire(context, LONG_S, 0.35)
        assert not release_timer.is_alive()
        assert lease.ticket not in ("", ticket_of_other)
        assert lease.waited_s > 0
        lease.release()
    release_timer.join()
    assert len(events) >= 2
    for event in events:
        assert isinstance(event, Progress) and event.text is not None
        assert event.done == 0.35, "waiting brings nothing nearer, and loses nothing"
        assert WAITING_DE.fullmatch(event.text.render("de"))
        assert WAITING_EN.fullmatch(event.text.render("en"))
    assert desk.is_free("down")


def test_the_other_direction_is_free(desk: Desk) -> None:
    desk.hold_slot("down")
    context = probe_context()
    with open_lease(desk.url, context, "up") as lease:
        lease.acquire(context, LONG_S, 0.65)
        assert lease.capacity_mbit == 40


def test_busy_after_a_while_and_out_of_the_queue(desk: Desk) -> None:
    ticket_of_other = desk.hold_slot("down")
    context = probe_context()
    with open_lease(desk.url, context) as lease:
        with pytest.raises(OperationFailed) as failed:
            lease.acquire(context, 1.5, 0.35)
        assert failed.value.failure.kind is FailureKind.BUSY
        assert lease.query == ""
    desk.slot_queue.release(ticket_of_other)
    assert desk.is_free("down")


def test_busy_where_too_many_wait_already(desk: Desk) -> None:
    for _ in range(MAX_WAITING + 1):
        desk.slot_queue.request("down", None)
    context = probe_context()
    with open_lease(desk.url, context) as lease:
        with pytest.raises(OperationFailed) as failed:
            lease.acquire(context, LONG_S, 0.35)
        assert failed.value.failure.kind is FailureKind.BUSY


class EventLog(list[Progress | LiveSample]):
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
    desk.hold_slot("down")
    tickets: list[str] = []

    def sleeps() -> None:
        tickets.append(lease.ticket)
        desk.clock.ahead_s += max(POLL_WITHIN_S, LEASE_S) + 1

    context = probe_context(EventLog(sleeps))
    with open_lease(desk.url, context) as lease:
        lease.acquire(context, LONG_S, 0.35)
        assert tickets
        assert lease.ticket not in ("", *tickets)


def test_a_server_without_places() -> None:
    events: list[Progress | LiveSample] = []
    with libre_speed_server() as url:
        context = probe_context(events)
        with open_lease(url, context) as lease:
            lease.acquire(context, LONG_S, 0.35)
            assert (lease.query, lease.capacity_mbit, events) == ("", 0.0, [])
            lease.release()


def test_cancelled_while_waiting(desk: Desk) -> None:
    ticket_of_other = desk.hold_slot("down")
    cancelled = threading.Event()
    context = probe_context(EventLog(cancelled.set), cancelled=cancelled)
    with open_lease(desk.url, context) as lease, pytest.raises(Cancelled):
        lease.acquire(context, LONG_S, 0.35)
    desk.slot_queue.release(ticket_of_other)
    desk.clock.ahead_s += POLL_WITHIN_S + 0.5
    assert desk.is_free("down")


@pytest.mark.usefixtures("short")
def test_the_check_waits_and_says_so(desk: Desk) -> None:
    ticket_of_other = desk.hold_slot("down")
    events: list[Progress | LiveSample] = []
    release_timer = threading.Timer(3.0, desk.slot_queue.release, (ticket_of_other,))
    release_timer.start()
    observations = measure_line(desk.url, probe_context(events))
    release_timer.join()
    assert (observations.number("waited") or 0) > 0
    assert observations.number("server.capacity") is not None
    assert observations.has("down.rate")
    assert observations.has("up.rate")
    steps = [event for event in events if isinstance(event, Progress)]
    assert [event.done for event in steps] == sorted(event.done for event in steps)
    texts = [event.text.render("de") for event in steps if event.text is not None]
    waiting = [at for at, text in enumerate(texts) if WAITING_DE.fullmatch(text)]
    assert waiting
    assert texts[waiting[-1] + 1] == "Herunterladen wird gemessen"
    assert desk.is_free("down")
    assert desk.is_free("up")


@pytest.mark.usefixtures("short")
def test_the_check_gives_up_and_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measurement_session, "WAIT_S", 1.2)
    desk.hold_slot("down")
    observations = measure_line(desk.url)
    failure = observations["place"].failure
    assert failure is not None
    assert failure.kind is FailureKind.BUSY
    assert not observations.has("down.rate")
    assert observations.has("up.rate"), "nobody else uploads"


@pytest.mark.usefixtures("short")
def test_cancelled_while_loading_gives_it_back(desk: Desk) -> None:
    measuring = BackgroundMeasurement(desk.url)
    while not any(isinstance(event, LiveSample) and event.kind == "rate" for event in list(measuring.events)):
        assert measuring.thread.is_alive()
        time.sleep(0.01)
    measuring.cancelled.set()
    measuring.thread.join(10)
    assert measuring.ended is not None
    assert desk.is_free("down")

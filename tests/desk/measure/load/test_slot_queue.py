"""Places: in the order of asking, one at a time in each direction, and never lost for good."""

import contextlib
import json
import select
import socket
from collections.abc import Iterator

import pytest

from checker.desk.measure.http.request import RequestRefused
from checker.desk.measure.load.slot_queue import (
    INITIAL_LOAD_S,
    LEASE_S,
    MAX_WAITING,
    MAX_WAITING_PER_CLIENT,
    POLL_WITHIN_S,
    SlotQueue,
    SlotStatus,
)
from checker.desk.measure.server import MeasureServer
from tests.desk.measure.conftest import Serving
from tests.desk.measure.talk import request, talk

SMALL_BUFFER = 1 << 17
"""Bytes that a client takes before it reads: much less than one piece of a load."""


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def slots(clock: Clock) -> SlotQueue:
    return SlotQueue(clock)


def turn(slots: SlotQueue, ticket: str | None = None, direction: str = "down", asker: str = "") -> SlotStatus:
    return slots.request(direction, ticket, asker)[1]


def test_first_come_first_served_each_direction(slots: SlotQueue) -> None:
    first, second, third = (turn(slots) for _ in range(3))
    assert first.wait_s == 0 < second.wait_s < third.wait_s
    assert turn(slots, direction="up").wait_s == 0
    slots.release(first.ticket)
    assert turn(slots, third.ticket).wait_s > 0
    assert turn(slots, second.ticket).wait_s == 0


def test_a_holder_that_vanished_is_replaced(slots: SlotQueue, clock: Clock) -> None:
    turn(slots)
    second = turn(slots)
    for _ in range(int(LEASE_S)):
        assert turn(slots, second.ticket).wait_s > 0
        clock.now += 1
    assert turn(slots, second.ticket).wait_s == 0


def test_who_does_not_ask_loses_the_turn(slots: SlotQueue, clock: Clock) -> None:
    holder, lazy = turn(slots), turn(slots)
    clock.now += POLL_WITHIN_S - 0.5
    eager = turn(slots)
    clock.now += 1
    slots.release(holder.ticket)
    assert turn(slots, eager.ticket).wait_s == 0
    assert turn(slots, lazy.ticket).ticket != lazy.ticket
    with pytest.raises(RequestRefused, match="410"):
        slots.request(None, lazy.ticket)


def test_the_estimate_follows_what_loads_took(slots: SlotQueue, clock: Clock) -> None:
    held = turn(slots)
    assert turn(slots).wait_s == INITIAL_LOAD_S
    for _ in range(40):
        clock.now += 1
        slots.release(held.ticket)
        clock.now += POLL_WITHIN_S + 1
        held = turn(slots)
    assert turn(slots).wait_s == 1.0
    assert turn(slots).wait_s == 2.0


def test_the_queue_is_bounded(slots: SlotQueue) -> None:
    turn(slots)
    for _ in range(MAX_WAITING_PER_CLIENT):
        turn(slots, asker="one line")
    with pytest.raises(RequestRefused, match="503"):
        turn(slots, asker="one line")
    for _ in range(MAX_WAITING - MAX_WAITING_PER_CLIENT):
        turn(slots)
    with pytest.raises(RequestRefused, match="503") as refused:
        turn(slots)
    assert refused.value.retry_after_s > 60


def test_a_load_without_a_ticket_has_it_alone_or_not_at_all(slots: SlotQueue) -> None:
    with slots.run_load("down", None, lambda: None), slots.run_load("down", None, lambda: None):
        waiting = turn(slots)
        assert waiting.wait_s > 0
        with pytest.raises(RequestRefused, match="503"), slots.run_load("down", None, lambda: None):
            pass
    assert turn(slots, waiting.ticket).wait_s == 0
    with pytest.raises(RequestRefused, match="503"), slots.run_load("down", "another's", lambda: None):
        pass
    with slots.run_load("down", waiting.ticket, lambda: None) as ends:
        assert ends is not None


@pytest.fixture
def desk(serving: Serving) -> MeasureServer:
    return serving(slots=SlotQueue(), capacity=(200.0, 50.0))


def got(desk: MeasureServer, query: str) -> dict[str, float | str]:
    status, _, body = request(desk.address, "GET", f"/place?{query}")
    assert status == 200
    fields: dict[str, float | str] = json.loads(body)
    return fields


def test_over_http(desk: MeasureServer) -> None:
    down, up = got(desk, "direction=down"), got(desk, "direction=up")
    assert (down["wait_s"], down["capacity_mbit"], up["wait_s"], up["capacity_mbit"]) == (0.0, 200.0, 0.0, 50.0)
    status, headers, _ = request(desk.address, "GET", "/garbage?ckSize=1")
    assert status == 503
    assert int(headers["retry-after"]) >= 1
    assert request(desk.address, "GET", f"/garbage?ckSize=1&place={up['ticket']}")[0] == 503
    assert request(desk.address, "GET", f"/garbage?ckSize=1&place={down['ticket']}")[0] == 200
    assert request(desk.address, "POST", "/empty", b"x" * 1000)[0] == 503
    assert request(desk.address, "POST", f"/empty?place={up['ticket']}", b"x" * 1000)[0] == 200
    assert request(desk.address, "GET", "/empty")[0] == 200
    got(desk, f"ticket={down['ticket']}&done=1")
    assert request(desk.address, "GET", "/garbage?ckSize=1")[0] == 200
    assert talk(desk.address, b"GET /place?direction=sideways HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 400 ")


def test_a_load_is_cut_when_its_place_ends(desk: MeasureServer) -> None:
    held = got(desk, "direction=down")
    with stalled_download(desk, held["ticket"]) as sock:
        got(desk, f"ticket={held['ticket']}&done=1")
        reset = select.poll()
        reset.register(sock, select.POLLERR)
        assert reset.poll(30_000), "nothing is read meanwhile, so nothing but a reset gets through"
        received = 0
        with pytest.raises(ConnectionResetError):
            while piece := sock.recv(1 << 20):
                received += len(piece)
        assert received < 2 * SMALL_BUFFER, "what waited at the desk was thrown away"


@contextlib.contextmanager
def stalled_download(desk: MeasureServer, ticket: float | str) -> Iterator[socket.socket]:
    """A load that runs, and whose client reads nothing: the rest of it waits in the desk's system."""
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER // 2)  # Linux doubles it
        sock.settimeout(30)
        sock.connect(desk.address)
        sock.sendall(f"GET /garbage?ckSize=1024&place={ticket} HTTP/1.1\r\n\r\n".encode())
        unread = 4096  # more than a head: the body flows
        while unread:
            unread -= len(sock.recv(unread))
        yield sock


def test_a_desk_without_places_knows_none(server: MeasureServer) -> None:
    assert request(server.address, "GET", "/place?direction=down")[0] == 404
    assert request(server.address, "GET", "/garbage?ckSize=1&place=abc")[0] == 200

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
from tests.desk.measure.talk import ask, talk

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
def places(clock: Clock) -> SlotQueue:
    return SlotQueue(clock)


def turn(places: SlotQueue, ticket: str | None = None, direction: str = "down", asker: str = "") -> SlotStatus:
    return places.request(direction, ticket, asker)[1]


def test_first_come_first_served_each_direction(places: SlotQueue) -> None:
    first, second, third = (turn(places) for _ in range(3))
    assert first.wait_s == 0 < second.wait_s < third.wait_s
    assert turn(places, direction="up").wait_s == 0
    places.release(first.ticket)
    assert turn(places, third.ticket).wait_s > 0
    assert turn(places, second.ticket).wait_s == 0


def test_a_holder_that_vanished_is_replaced(places: SlotQueue, clock: Clock) -> None:
    turn(places)
    second = turn(places)
    for _ in range(int(LEASE_S)):
        assert turn(places, second.ticket).wait_s > 0
        clock.now += 1
    assert turn(places, second.ticket).wait_s == 0


def test_who_does_not_ask_loses_the_turn(places: SlotQueue, clock: Clock) -> None:
    holder, lazy = turn(places), turn(places)
    clock.now += POLL_WITHIN_S - 0.5
    eager = turn(places)
    clock.now += 1
    places.release(holder.ticket)
    assert turn(places, eager.ticket).wait_s == 0
    assert turn(places, lazy.ticket).ticket != lazy.ticket
    with pytest.raises(RequestRefused, match="410"):
        places.request(None, lazy.ticket)


def test_the_estimate_follows_what_loads_took(places: SlotQueue, clock: Clock) -> None:
    held = turn(places)
    assert turn(places).wait_s == INITIAL_LOAD_S
    for _ in range(40):
        clock.now += 1
        places.release(held.ticket)
        clock.now += POLL_WITHIN_S + 1
        held = turn(places)
    assert turn(places).wait_s == 1.0
    assert turn(places).wait_s == 2.0


def test_the_queue_is_bounded(places: SlotQueue) -> None:
    turn(places)
    for _ in range(MAX_WAITING_PER_CLIENT):
        turn(places, asker="one line")
    with pytest.raises(RequestRefused, match="503"):
        turn(places, asker="one line")
    for _ in range(MAX_WAITING - MAX_WAITING_PER_CLIENT):
        turn(places)
    with pytest.raises(RequestRefused, match="503") as refused:
        turn(places)
    assert refused.value.retry_after_s > 60


def test_a_load_without_a_ticket_has_it_alone_or_not_at_all(places: SlotQueue) -> None:
    with places.run_load("down", None, lambda: None), places.run_load("down", None, lambda: None):
        waiting = turn(places)
        assert waiting.wait_s > 0
        with pytest.raises(RequestRefused, match="503"), places.run_load("down", None, lambda: None):
            pass
    assert turn(places, waiting.ticket).wait_s == 0
    with pytest.raises(RequestRefused, match="503"), places.run_load("down", "another's", lambda: None):
        pass
    with places.run_load("down", waiting.ticket, lambda: None) as ends:
        assert ends is not None


@pytest.fixture
def desk(serving: Serving) -> MeasureServer:
    return serving(places=SlotQueue(), capacity=(200.0, 50.0))


def got(desk: MeasureServer, query: str) -> dict[str, float | str]:
    status, _, body = ask(desk.address, "GET", f"/place?{query}")
    assert status == 200
    told: dict[str, float | str] = json.loads(body)
    return told


def test_over_http(desk: MeasureServer) -> None:
    down, up = got(desk, "direction=down"), got(desk, "direction=up")
    assert (down["wait_s"], down["capacity_mbit"], up["wait_s"], up["capacity_mbit"]) == (0.0, 200.0, 0.0, 50.0)
    status, headers, _ = ask(desk.address, "GET", "/garbage?ckSize=1")
    assert status == 503
    assert int(headers["retry-after"]) >= 1
    assert ask(desk.address, "GET", f"/garbage?ckSize=1&place={up['ticket']}")[0] == 503
    assert ask(desk.address, "GET", f"/garbage?ckSize=1&place={down['ticket']}")[0] == 200
    assert ask(desk.address, "POST", "/empty", b"x" * 1000)[0] == 503
    assert ask(desk.address, "POST", f"/empty?place={up['ticket']}", b"x" * 1000)[0] == 200
    assert ask(desk.address, "GET", "/empty")[0] == 200
    got(desk, f"ticket={down['ticket']}&done=1")
    assert ask(desk.address, "GET", "/garbage?ckSize=1")[0] == 200
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
    assert ask(server.address, "GET", "/place?direction=down")[0] == 404
    assert ask(server.address, "GET", "/garbage?ckSize=1&place=abc")[0] == 200

"""Places: in the order of asking, one at a time in each direction, and never lost for good."""

import json
import socket
import time

import pytest

from checker.desk.measure.places import ASK_WITHIN_S, HOLDS_S, USUAL_S, WAITING, WAITING_EACH, Places, Turn
from checker.desk.measure.request import Refused
from checker.desk.measure.server import Server
from tests.desk.measure.conftest import Serving
from tests.desk.measure.talk import ask, talk


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def places(clock: Clock) -> Places:
    return Places(clock)


def turn(places: Places, ticket: str | None = None, direction: str = "down", asker: str = "") -> Turn:
    return places.ask(direction, ticket, asker)[1]


def test_first_come_first_served_each_direction(places: Places) -> None:
    first, second, third = (turn(places) for _ in range(3))
    assert first.wait_s == 0 < second.wait_s < third.wait_s
    assert turn(places, direction="up").wait_s == 0
    places.give_back(first.ticket)
    assert turn(places, third.ticket).wait_s > 0
    assert turn(places, second.ticket).wait_s == 0


def test_a_holder_that_vanished_is_replaced(places: Places, clock: Clock) -> None:
    turn(places)
    second = turn(places)
    for _ in range(int(HOLDS_S)):
        assert turn(places, second.ticket).wait_s > 0
        clock.now += 1
    assert turn(places, second.ticket).wait_s == 0


def test_who_does_not_ask_loses_the_turn(places: Places, clock: Clock) -> None:
    holder, lazy = turn(places), turn(places)
    clock.now += ASK_WITHIN_S - 0.5
    eager = turn(places)
    clock.now += 1
    places.give_back(holder.ticket)
    assert turn(places, eager.ticket).wait_s == 0
    assert turn(places, lazy.ticket).ticket != lazy.ticket
    with pytest.raises(Refused, match="410"):
        places.ask(None, lazy.ticket)


def test_the_estimate_follows_what_loads_took(places: Places, clock: Clock) -> None:
    held = turn(places)
    assert turn(places).wait_s == USUAL_S
    for _ in range(40):
        clock.now += 1
        places.give_back(held.ticket)
        clock.now += ASK_WITHIN_S + 1
        held = turn(places)
    assert turn(places).wait_s == 1.0
    assert turn(places).wait_s == 2.0


def test_the_queue_is_bounded(places: Places) -> None:
    turn(places)
    for _ in range(WAITING_EACH):
        turn(places, asker="one line")
    with pytest.raises(Refused, match="503"):
        turn(places, asker="one line")
    for _ in range(WAITING - WAITING_EACH):
        turn(places)
    with pytest.raises(Refused, match="503") as refused:
        turn(places)
    assert refused.value.retry_after_s > 60


def test_a_load_without_a_ticket_has_it_alone_or_not_at_all(places: Places) -> None:
    with places.loading("down", None, lambda: None), places.loading("down", None, lambda: None):
        waiting = turn(places)
        assert waiting.wait_s > 0
        with pytest.raises(Refused, match="503"), places.loading("down", None, lambda: None):
            pass
    assert turn(places, waiting.ticket).wait_s == 0
    with pytest.raises(Refused, match="503"), places.loading("down", "another's", lambda: None):
        pass
    with places.loading("down", waiting.ticket, lambda: None) as ends:
        assert ends is not None


@pytest.fixture
def desk(serving: Serving) -> Server:
    return serving(places=Places(), capacity=(200.0, 50.0))


def got(desk: Server, query: str) -> dict[str, float | str]:
    status, _, body = ask(desk.address, "GET", f"/place?{query}")
    assert status == 200
    told: dict[str, float | str] = json.loads(body)
    return told


def test_over_http(desk: Server) -> None:
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


def test_a_load_is_cut_when_its_place_ends(desk: Server) -> None:
    held = got(desk, "direction=down")
    with socket.create_connection(desk.address, timeout=5) as sock:
        sock.sendall(f"GET /garbage?ckSize=1024&place={held['ticket']} HTTP/1.1\r\n\r\n".encode())
        sock.recv(1000)
        time.sleep(0.1)
        got(desk, f"ticket={held['ticket']}&done=1")
        with pytest.raises(ConnectionResetError):
            while sock.recv(1 << 20):
                pass


def test_a_desk_without_places_knows_none(server: Server) -> None:
    assert ask(server.address, "GET", "/place?direction=down")[0] == 404
    assert ask(server.address, "GET", "/garbage?ckSize=1&place=abc")[0] == 200

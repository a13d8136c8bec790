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
    NO_LOAD_S,
    OVERRUN_BYTES,
    OVERRUN_S,
    POLL_WITHIN_S,
    TURN_S,
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
    clock.now += NO_LOAD_S - 0.1
    assert turn(slots, second.ticket).wait_s > 0
    clock.now += 0.1
    assert turn(slots, second.ticket).wait_s == 0


def test_nobody_is_hurried_where_nobody_waits(slots: SlotQueue, clock: Clock) -> None:
    held = turn(slots, asker="one line")
    clock.now += LEASE_S - 0.1
    assert turn(slots, held.ticket).wait_s == 0
    with slots.run_load("down", held.ticket, lambda: None):
        pass


@pytest.mark.parametrize("direction", ["down", "up"])
@pytest.mark.parametrize("attack", ["tickets", "tickets and trickle", "tickets and flood", "no tickets"])
def test_one_address_delays_the_next_by_less_than_three_seconds(
    slots: SlotQueue, clock: Clock, direction: str, attack: str
) -> None:
    aborted: list[bool] = []
    with contextlib.ExitStack() as loads:
        tickets = []
        for _ in range(0 if attack == "no tickets" else 1000):
            with contextlib.suppress(RequestRefused):
                tickets.append(turn(slots, direction=direction, asker="attacker").ticket)
        running = []

        def load(ticket: str | None) -> None:
            with contextlib.suppress(RequestRefused):
                running.append(loads.enter_context(slots.run_load(direction, ticket, lambda: aborted.append(True))))

        if attack != "tickets":
            load(tickets[0] if tickets else None)
        clock.now += 0.5
        began = clock.now
        victim = turn(slots, direction=direction, asker="victim")
        while victim.wait_s > 0:
            assert clock.now - began < 3.0, "delayed for too long"
            clock.now += min(victim.wait_s, 1.0)  # as our client polls
            for ticket in tickets:
                with contextlib.suppress(RequestRefused):
                    turn(slots, ticket, direction=direction, asker="attacker")
                if "flood" in attack:
                    load(ticket)
            for running_load in running:
                running_load.count(50_000_000 if "flood" in attack else 1000)
            victim = turn(slots, victim.ticket, direction, "victim")
        clock.now += OVERRUN_S + TURN_S
        for running_load in running:
            running_load.count(1)
        assert bool(aborted) is (attack in ("tickets and flood", "no tickets"))


def test_a_slow_load_goes_on_beside_the_next_until_it_is_fast(slots: SlotQueue, clock: Clock) -> None:
    aborted: list[bool] = []
    slow, other = turn(slots, asker="slow"), turn(slots, asker="other")
    with slots.run_load("down", slow.ticket, lambda: aborted.append(True)) as load:
        clock.now += TURN_S
        load.count(OVERRUN_BYTES // 2)
        assert turn(slots, other.ticket).wait_s == 0
        with slots.run_load("down", slow.ticket, lambda: None), slots.run_load("down", other.ticket, lambda: None):
            clock.now += OVERRUN_S
            load.count(1)
            assert not aborted
            load.count(OVERRUN_BYTES)
            assert aborted


def test_an_address_has_one_turn_of_each_other_one(slots: SlotQueue, clock: Clock) -> None:
    office = [turn(slots, asker="office") for _ in range(4)]
    clock.now += 1
    homes = [turn(slots, asker=f"home {number}") for number in range(3)]
    order = []
    waiting = {**{status.ticket: "office" for status in office[1:]}, **{status.ticket: "home" for status in homes}}
    slots.release(office[0].ticket)
    while waiting:
        now = [ticket for ticket in waiting if turn(slots, ticket).wait_s == 0]
        assert len(now) == 1
        order.append(waiting.pop(now[0]))
        slots.release(now[0])
    assert order == ["home", "home", "home", "office", "office", "office"]


def test_a_full_queue_takes_the_place_of_who_has_most(slots: SlotQueue) -> None:
    for number in range(MAX_WAITING // MAX_WAITING_PER_CLIENT + 1):
        for _ in range(MAX_WAITING_PER_CLIENT):
            with contextlib.suppress(RequestRefused):
                turn(slots, asker=f"flood {number}")
    assert turn(slots, asker="home").wait_s > 0
    with pytest.raises(RequestRefused, match="503"):
        turn(slots)


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
    with slots.run_load("down", held.ticket, lambda: None):
        assert turn(slots, asker="one line").wait_s == TURN_S < INITIAL_LOAD_S
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
    assert turn(slots, asker="another line").wait_s > 0
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
    with slots.run_load("down", waiting.ticket, lambda: None) as load:
        assert load.ends_at is not None


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

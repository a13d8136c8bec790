"""A network's volume a day, in both directions together: for loads with and without a slot."""

import contextlib
import socket

import pytest

from checker.desk.measure.http.request import RequestRefused
from checker.desk.measure.load import daily_volume
from checker.desk.measure.load.daily_volume import DAY_S, DailyVolume
from checker.desk.measure.load.slot_queue import SlotQueue
from tests.desk.measure.conftest import Serving
from tests.desk.measure.talk import request

MIB = 1 << 20


class Clock:
    now = 5 * DAY_S + 100

    def __call__(self) -> float:
        return self.now


def test_it_ends_a_load_and_begins_anew_the_next_day() -> None:
    clock, cut = Clock(), []
    volume = DailyVolume(8 * MIB, clock)
    count = volume.meter("203.0.113.0/24", lambda: cut.append(True))
    for _ in range(7):
        count(MIB)
    assert not cut
    count(MIB)
    assert cut
    with pytest.raises(RequestRefused, match="429") as refused:
        volume.meter("203.0.113.0/24", lambda: None)
    assert refused.value.retry_after_s == DAY_S - 100
    volume.raise_if_used_up("198.51.100.0/24")
    clock.now += DAY_S
    volume.raise_if_used_up("203.0.113.0/24")


def test_its_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily_volume, "MAX_NETWORKS", 3)
    volume = DailyVolume(2 * MIB)
    for number in range(5):
        volume.meter(f"2001:db8:{number}::/48", lambda: None)(MIB)
    with pytest.raises(RequestRefused):
        volume.raise_if_used_up("2001:db8:99::/48")
    volume.raise_if_used_up("2001:db8:0::/48")


def test_without_a_limit() -> None:
    volume = DailyVolume(0)
    volume.meter("203.0.113.0/24", lambda: None)(1 << 50)
    volume.raise_if_used_up("203.0.113.0/24")


@pytest.mark.parametrize("slots", [None, SlotQueue()])
def test_over_http(serving: Serving, slots: SlotQueue | None) -> None:
    desk = serving(slots=slots, volume=DailyVolume(16 * MIB))
    sender = {"X_Real_IP": "203.0.113.7"}
    assert request(desk.address, "POST", "/empty", b"x" * (6 * MIB), **sender)[0] == 200
    received = 0
    with socket.create_connection(desk.address, timeout=10) as sock, contextlib.suppress(ConnectionResetError):
        sock.sendall(b"GET /garbage?ckSize=1024 HTTP/1.1\r\nX-Real-IP: 203.0.113.9\r\n\r\n")
        while piece := sock.recv(MIB):
            received += len(piece)
    assert received <= 12 * MIB
    for method, path in (("GET", "/garbage?ckSize=1"), ("POST", "/empty"), ("GET", "/place?direction=down")):
        if path.startswith("/place") and slots is None:
            continue
        body = b"x" if method == "POST" else None
        status, headers, _ = request(desk.address, method, path, body, **sender)
        assert (status, int(headers["retry-after"]) > 0) == (429, True)
    assert request(desk.address, "GET", "/empty", **sender)[0] == 200
    assert request(desk.address, "GET", "/garbage?ckSize=1", X_Real_IP="198.51.100.7")[0] == 200


def test_one_address_behind_a_proxy_cannot_take_every_connection(serving: Serving) -> None:
    desk = serving()
    with contextlib.ExitStack() as stack:
        for _ in range(64):
            sock = stack.enter_context(socket.create_connection(desk.address, timeout=10))
            sock.sendall(b"GET /garbage?ckSize=1024 HTTP/1.1\r\nX-Real-IP: 203.0.113.7\r\n\r\n")
            sock.recv(1)
        assert request(desk.address, "GET", "/empty", X_Real_IP="203.0.113.7")[0] == 503
        assert request(desk.address, "GET", "/empty", X_Real_IP="203.0.113.8")[0] == 200

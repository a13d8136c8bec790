"""What is measured does not come from the clocks that Windows moves in steps: here they stand still altogether."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checker.checks.line.packets.codec import StunCodec
from checker.checks.line.packets.packet_probe import PacketProbe
from checker.checks.network.path.connect_burst import connect_burst
from checker.checks.vpn.connection.udp import open_udp
from checker.checks.vpn.gateway_context import GatewayContext
from checker.net.clock import monotonic_ns, monotonic_s, wall_ns, wall_s
from checker.net.icmp.messages import PingSeries
from checker.net.icmp.ping import ping
from checker.net.net import Net
from checker.net.stun.binding import measure_round_trip
from checker.net.tcp.phases import ConnectionPlan, measure_connection
from tests.checks.vpn.loopback_services import HOST, udp_service
from tests.net import servers
from tests.net.stun.test_binding import success

HELD_S = 0.004


@pytest.fixture
def still_clocks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monotonic, date = time.monotonic(), time.time()
    monkeypatch.setattr(time, "monotonic", lambda: monotonic)
    monkeypatch.setattr(time, "time", lambda: date)
    yield
    monkeypatch.undo()


def python(code: str, **environment: str) -> str:
    """What this code prints in a process of its own."""
    return subprocess.check_output([sys.executable, "-c", code], env={**os.environ, **environment}, text=True).strip()


def held_answer(request: bytes) -> list[bytes]:
    time.sleep(HELD_S)
    return [success(request[8:20], ("192.0.2.1", 9))]


def stun() -> float | None:
    with udp_service(held_answer) as port:
        return measure_round_trip(HOST, port, (5.0,))


def packet_train() -> float | None:
    with udp_service(held_answer) as port:
        packet_probe = PacketProbe(HOST, port, StunCodec())
        try:
            ends = monotonic_s() + 5
            while monotonic_s() < ends:
                packet_probe.send_due()
                if packet_probe.receive_replies():
                    return packet_probe.packets()[0].round_trip_s
        finally:
            packet_probe.close()
    return None


def gateway() -> float | None:
    context = GatewayContext(addresses=(HOST,), deadline=monotonic_s() + 10, retry_waits_s=(5.0,))
    with udp_service(held_answer) as port, open_udp(context, port) as connection:
        exchange = connection.request(lambda _: bytes(20), lambda raw: raw)
        return None if exchange.rtt_ms is None else exchange.rtt_ms / 1000


def request() -> float | None:
    def answer(sock: socket.socket) -> None:
        sock.recv(5000)
        time.sleep(HELD_S)
        sock.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    with servers.listening(answer) as port:
        return Net().request("GET", f"http://{HOST}:{port}/").round_trip_s


@pytest.mark.usefixtures("still_clocks")
@pytest.mark.parametrize("measure", [stun, packet_train, gateway, request])
def test_a_held_answer_takes_as_long_as_it_was_held(measure: Callable[[], float | None]) -> None:
    began = monotonic_s()
    seconds = measure()
    whole = monotonic_s() - began
    assert seconds is not None
    assert HELD_S <= seconds <= whole


@pytest.mark.usefixtures("still_clocks")
def test_short_times_are_neither_nothing_nor_a_step() -> None:
    with servers.listening(lambda sock: None) as port:
        connected = measure_connection(ConnectionPlan(host=HOST, port=port, tls=False))
        assert connected.connect_s is not None
        assert connected.connect_s > 0
        assert all(seconds is not None and seconds > 0 for seconds in connect_burst(HOST, port, lambda: None, 2))


@pytest.mark.usefixtures("still_clocks")
def test_a_ping() -> None:
    echoes = ping(PingSeries(address=HOST, count=2, interval_s=0.01))
    assert all(echo.rtt_s is not None and echo.rtt_s > 0 for echo in echoes)


def test_both_units_and_both_programs_read_the_same_clock() -> None:
    before = monotonic_ns()
    other = int(python("from checker.net.clock import monotonic_ns; print(monotonic_ns())"))
    assert before < other < monotonic_ns()
    assert abs(wall_s() - time.time()) < 5
    assert abs(wall_ns() / 1e9 - wall_s()) < 5


def test_the_plug_in_floors_both_clocks_here_and_in_children() -> None:
    floored = Path(__file__).with_name("floored")
    units = "time.monotonic_ns() % 15625000, time.time_ns() % 15625000, round(time.time() * 64, 3) % 1"
    code = f"import time; print([{units}])"
    assert python(code, PYTHONPATH=str(floored)) == "[0, 0, 0.0]"

"""What else moves on the adapter: the arithmetic, this PC's loopback, and two programs on one cable in namespaces."""

import json
from collections.abc import Iterator

import pytest

from checker.checks.context import ProbeContext
from checker.checks.line.environment import adapter as adapter_module
from checker.checks.line.environment.adapter import LineEnvironment
from checker.checks.line.environment.cross_traffic import OwnTraffic, estimate_cross_traffic
from checker.checks.registry import check
from checker.model.failure import FailureKind, OperationFailed
from checker.model.profile import BUILT_IN
from checker.net.net import Net
from checker.net.routes.counters import InterfaceCounters
from checker.net.routes.interface import Interface, Medium
from tests.net.homes import Home, home, needs_namespaces

LOAD = 10_000_000
ON_THE_CABLE = int(LOAD * 1514 / 1448)


def probe_context() -> ProbeContext:
    return ProbeContext(check("line"), BUILT_IN, Net(), "linux")


@pytest.mark.parametrize(
    ("moved", "own", "down", "up"),
    [
        (InterfaceCounters(down=ON_THE_CABLE, up=ON_THE_CABLE // 50), OwnTraffic(down_bytes=LOAD), 0, 0),
        (InterfaceCounters(down=int(LOAD * 1514 / 1428), up=0), OwnTraffic(down_bytes=LOAD), 0, 0),
        (InterfaceCounters(down=LOAD, up=0), OwnTraffic(down_bytes=LOAD), 0, 0),
        (InterfaceCounters(down=ON_THE_CABLE * 2, up=0), OwnTraffic(down_bytes=LOAD), 42.2, 0),
        (InterfaceCounters(down=0, up=ON_THE_CABLE * 2), OwnTraffic(up_bytes=LOAD), 0, 42.2),
        (InterfaceCounters(down=ON_THE_CABLE, up=1_250_000), OwnTraffic(down_bytes=LOAD), 0, 4),
        (InterfaceCounters(down=20_000, up=20_000), OwnTraffic(datagrams=100, datagram_bytes=172), 0, 0),
        (InterfaceCounters(down=0, up=0), OwnTraffic(), 0, 0),
        (InterfaceCounters(down=9_000, up=20_000), OwnTraffic(datagrams=100, datagram_bytes=172), 0, 0),
        (InterfaceCounters(down=250_000, up=0), OwnTraffic(), 1, 0),
    ],
)
def test_others(moved: InterfaceCounters, own: OwnTraffic, down: float, up: float) -> None:
    traffic = estimate_cross_traffic(moved, own, 2.0)
    assert (traffic.down_mbit, traffic.up_mbit) == (pytest.approx(down, abs=1.1), pytest.approx(up, abs=1.1))
    assert (traffic.down_mbit == 0, traffic.up_mbit == 0) == (down == 0, up == 0)


@pytest.mark.parametrize("moved", [InterfaceCounters(down=int(LOAD * 0.9), up=0), InterfaceCounters(down=0, up=0)])
def test_counters_that_miss_our_own_bytes_say_nothing(moved: InterfaceCounters) -> None:
    with pytest.raises(OperationFailed) as failed:
        estimate_cross_traffic(moved, OwnTraffic(down_bytes=LOAD), 2.0)
    assert failed.value.failure.kind is FailureKind.BAD_ANSWER


def test_no_time_no_rate() -> None:
    with pytest.raises(OperationFailed):
        estimate_cross_traffic(InterfaceCounters(down=1, up=1), OwnTraffic(), 0.0)


def test_loopback_is_a_failure_and_no_zero() -> None:
    environment = LineEnvironment("127.0.0.1", "linux")
    with environment.meter_traffic() as meter:
        pass
    with pytest.raises(OperationFailed) as failed:
        meter.cross_traffic(OwnTraffic(), 1.0)
    assert failed.value.failure.detail == "loopback"
    assert [(observation.name, observation.value) for observation in environment.observe_adapter(probe_context())] == [
        ("adapter.medium", None),
        ("adapter.rate", None),
    ]
    assert environment.observe_address_change(probe_context()).value is False


def test_a_name_that_does_not_exist() -> None:
    environment = LineEnvironment("nobody.invalid", "linux")
    assert all(
        observation.failure
        for observation in [
            *environment.observe_adapter(probe_context()),
            environment.observe_address_change(probe_context()),
        ]
    )


def test_before_the_end_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with LineEnvironment("127.0.0.1", "linux").meter_traffic() as meter, pytest.raises(OperationFailed):
        meter.cross_traffic(OwnTraffic(), 1.0)


@pytest.mark.parametrize(
    ("medium", "speed", "radio", "rate"),
    [
        (Medium.CABLE, 1000, None, 1000),
        (Medium.CABLE, None, None, None),
        (Medium.WIFI, None, 433.3, 433.3),
        (Medium.WIFI, 866, None, 866),
        (Medium.VPN, 10, None, None),
        (Medium.VIRTUAL, 10_000, None, None),
    ],
)
def test_the_rate_is_that_of_a_real_link(
    monkeypatch: pytest.MonkeyPatch, medium: Medium, speed: int | None, radio: float | None, rate: float | None
) -> None:
    adapter = Interface(name="net0", medium=medium, up=True, speed_mbit=speed, addresses=("192.0.2.7/24",))
    monkeypatch.setattr(adapter_module, "list_interfaces", lambda system: [adapter])
    monkeypatch.setattr(adapter_module, "source_address_towards", lambda address: "192.0.2.7")
    monkeypatch.setattr(adapter_module, "read_rate_mbit", lambda name, system: radio)
    first, second = LineEnvironment("192.0.2.1", "linux").observe_adapter(probe_context())
    assert (first.value, second.value) == (medium.value, rate)
    assert (second.failure is None) == (rate is not None)


def test_another_address_in_the_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = iter(["192.0.2.7", None])
    monkeypatch.setattr(adapter_module, "list_interfaces", lambda system: [])
    monkeypatch.setattr(adapter_module, "source_address_towards", lambda address: next(sources))
    assert LineEnvironment("192.0.2.1", "linux").observe_address_change(probe_context()).value is True


SERVE = """
import socket, threading
def serve(conn):
    with conn:
        want = int(conn.recv(20))
        while want > 0:
            want -= conn.send(bytes(min(want, 65536)))
        conn.recv(1)
sock = socket.create_server(("0.0.0.0", 7000))
print("ready", flush=True)
while True:
    threading.Thread(target=serve, args=(sock.accept()[0],), daemon=True).start()
"""
FETCH = """
import socket
def fetch(size):
    got = 0
    with socket.create_connection(("192.168.178.1", 7000)) as sock:
        sock.sendall(b"%d" % size)
        while got < size:
            got += len(sock.recv(65536))
    return got
"""
READ_SCRIPT = f"""
import json, subprocess, sys
from checker.checks.context import ProbeContext
from checker.checks.line.environment.adapter import LineEnvironment
from checker.checks.line.environment.cross_traffic import OwnTraffic
from checker.checks.registry import check
from checker.model.profile import BUILT_IN
from checker.net.net import Net
FETCH = {FETCH!r}
exec(FETCH)
context = ProbeContext(check("line"), BUILT_IN, Net(), "linux")
environment = LineEnvironment("192.168.178.1", "linux")
with environment.meter_traffic() as alone:
    own = fetch(8_000_000)
with environment.meter_traffic() as shared:
    fetch(8_000_000)
    subprocess.run([sys.executable, "-c", FETCH + "fetch(8_000_000)"], check=True)
rates = [meter.cross_traffic(OwnTraffic(down_bytes=own), 1.0) for meter in (alone, shared)]
if len(sys.argv) > 1:
    subprocess.run(["ip", "addr", "flush", "dev", "eth0"], check=True)
print(json.dumps([[traffic.down_mbit, traffic.up_mbit] for traffic in rates]))
observed = [*environment.observe_adapter(context), environment.observe_address_change(context)]
print(json.dumps([observation.value for observation in observed]))
"""


class TestOnACable:
    pytestmark = needs_namespaces

    @pytest.fixture
    def home_network(self) -> Iterator[Home]:
        with home() as made:
            made.serve(made.router, SERVE)
            yield made

    def test_another_program_is_told_from_us(self, home_network: Home) -> None:
        rates, facts = map(json.loads, home_network.python(READ_SCRIPT).splitlines())
        assert rates[0] == [0, 0]
        assert rates[1][0] == pytest.approx(64, rel=0.1)
        assert facts == ["virtual", None, False]

    def test_the_address_is_gone_at_the_end(self, home_network: Home) -> None:
        _, facts = map(json.loads, home_network.python(READ_SCRIPT.replace("len(sys.argv) > 1", "True")).splitlines())
        assert facts[-1] is True

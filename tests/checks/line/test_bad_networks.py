"""Networks that fail: packets blocked or refused, a line cut or throttled, an address that changes, a PC that slept."""

import re
import subprocess
import sys
from collections.abc import Iterator

import msgspec
import psutil
import pytest

from checker.checks.line.environment import suspend
from checker.checks.line.environment.suspend import SleepClocks
from checker.model.failure import FailureKind, Operation
from checker.model.measurement import Measurement
from checker.model.observation import Observations
from tests.checks.line.measuring import BackgroundMeasurement, failed_names, finding_codes, measure_line
from tests.net.homes import Home, home, needs_namespaces

DESK = """
import runpy, sys
sys.argv = ["measure", "--listen", "192.168.178.1:8989"]
runpy.run_module("checker.desk.measure", run_name="__main__")
"""
MEASURE = """
import subprocess, sys
from checker.checks.line.measurement.line_measurement import LibreSpeed
from checker.checks.line.need import LineNeed
from checker.model.codec import to_json
from checker.model.measurement import Measurement, Outcome
from tests.checks.line.measuring import probe_context

observations = []
for observation in LibreSpeed(LineNeed(endpoint="http://192.168.178.1:8989/")).measure(probe_context(deadline_s=60)):
    observations.append(observation)
    if observation.name == {after!r}:
        subprocess.run({then!r}, shell=True, check=True)
sys.stdout.buffer.write(to_json(Measurement(check="line", outcome=Outcome.DONE, observations=tuple(observations))))
"""
DROP_ALL = (
    "nft add table inet x; nft add chain inet x o '{ type filter hook output priority 0; }'; nft add rule inet x o drop"
)
MOVE = "ip addr del 192.168.178.20/24 dev eth0; ip addr add 192.168.178.21/24 dev eth0"


@pytest.fixture
def pc() -> Iterator[Home]:
    with home(ipv6=False) as made:
        made.serve(made.router, DESK)
        yield made


def measured(pc: Home, after: str = "", then: str = "true") -> Observations:
    """What is seen; `then` runs once `after` was observed."""
    return msgspec.json.decode(
        pc.python(MEASURE.format(after=after, then=then), timeout_s=90), type=Measurement
    ).observations_by_key


def throttled(pc: Home, rate: str, queue: int, burst: int = 3100) -> None:
    """Both directions; `queue`: bytes that may wait; `burst`: bytes that pass at once."""
    for namespace, device in ((pc.pc, "eth0"), (pc.router, "lan0")):
        pc.on(namespace, f"tc qdisc add dev {device} root tbf rate {rate} burst {burst} limit {queue}")


@pytest.mark.alone
@pytest.mark.netns
@needs_namespaces[1]
class TestInNamespaces:
    @pytest.mark.parametrize(
        ("rule", "kind"),
        [("in meta l4proto udp drop", FailureKind.TIMEOUT), ("in meta l4proto udp reject", FailureKind.REFUSED)],
    )
    def test_udp_is_blocked(self, pc: Home, rule: str, kind: FailureKind) -> None:
        pc.nft(pc.router, rule)
        throttled(pc, "100mbit", 250_000, 65_000)
        observations = measured(pc)
        failure = observations["udp"].failure
        assert failure is not None
        assert (failure.operation, failure.kind) == (Operation.RECEIVE, kind)
        assert [observation for observation in failed_names(observations) if observation != "udp"] == []
        for name in ("idle.latency", "down.latency", "up.latency", "down.rate", "up.rate"):
            assert observations.has(name)
        assert not observations.has("idle.loss")
        assert "line.udp-blocked" in finding_codes(observations)

    def test_nothing_falsifies_a_good_network(self, pc: Home) -> None:
        observations = measured(pc)
        assert observations["udp"].value == "STAMP"
        assert failed_names(observations) == []
        assert (observations["address.changed"].value, observations["suspended"].value) == (False, False)

    @pytest.mark.parametrize(
        ("after", "missing"),
        [pytest.param("idle.packets", "down.rate", marks=pytest.mark.slow), ("up.counted", "up.rate")],
    )
    def test_the_line_is_cut(self, pc: Home, after: str, missing: str) -> None:
        observations = measured(pc, after, DROP_ALL)
        assert observations[missing].failure is not None
        assert observations["seconds"].value is not None, "the rest of the report is there"
        assert not {"line.down-slow", "line.up-slow", "line.fine"} & set(finding_codes(observations))
        assert {"line.broken-off", "line.server-failed"} & set(finding_codes(observations))

    def test_the_address_changes(self, pc: Home) -> None:
        observations = measured(pc, "idle.packets", MOVE)
        assert observations["address.changed"].value is True
        assert observations["seconds"].value is not None
        assert not {"line.down-slow", "line.up-slow", "line.loss"} & set(finding_codes(observations))

    def test_a_line_that_is_throttled_to_almost_nothing(self, pc: Home) -> None:
        throttled(pc, "200kbit", 16_000)
        observations = Observations(
            observation for observation in measured(pc) if observation.name != "cpu.during"
        )  # other tests may run beside it
        assert observations.has("idle.latency")
        for name in ("down.rate", "up.rate"):
            assert 0.05 < (observations.number(name) or 0) < 0.4, "some forty packets: of the right size, not exact"
        assert {"line.down-slow", "line.up-slow"} <= set(finding_codes(observations))


def test_the_reflector_dies_in_the_middle() -> None:
    """Until another one is there, the latency under load is missing; the rates are not."""
    command = [sys.executable, "-m", "checker.desk.measure", "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout
        try:
            measuring = BackgroundMeasurement(desk.stdout.readline().split()[-1])
            while not measuring.has("udp"):
                assert measuring.thread.is_alive()
                measuring.thread.join(0.01)
            for child in psutil.Process(desk.pid).children():
                child.kill()
            measuring.thread.join(20)
        finally:
            desk.terminate()
    observations = Observations(measuring.observations)
    assert measuring.ended is None
    assert observations["udp"].value == "STAMP"
    assert (observations.number("down.rate") or 0) > 100
    assert (observations.number("up.rate") or 0) > 100
    assert not observations.has("down.latency")
    assert {name for name in failed_names(observations) if re.search("rate|bytes", name)} == set()
    assert "line.loss" not in finding_codes(observations), "a reflector that is gone is no lossy line"


@pytest.mark.usefixtures("short")
def test_the_pc_slept_meanwhile(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    readings = iter([SleepClocks(with_sleep=10, awake_only=10), SleepClocks(with_sleep=75, awake_only=15)])
    monkeypatch.setattr(suspend, "linux", lambda: next(readings))
    assert measure_line(endpoint)["suspended"].value is True

"""Second witnesses begin while a gateway is still asked, and are called off when it answers."""

import threading
import time

import pytest

from checker.checks.vpn.controls import silence
from checker.checks.vpn.controls.packet_drop import PacketDrop
from checker.checks.vpn.controls.silence import ControlProbes
from checker.checks.vpn.gateway_context import GatewayContext


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []

    def host(way: GatewayContext, port: int) -> bool:
        names.append("host")
        return True

    def where(way: GatewayContext, port: int) -> PacketDrop:
        names.append("ends")
        return PacketDrop("home", True)

    monkeypatch.setattr(silence, "host_answers", host)
    monkeypatch.setattr(silence.stops, "where", where)
    return names


def gone() -> bool:
    ends = time.monotonic() + 3
    while any(one.name.startswith("witness") for one in threading.enumerate()) and time.monotonic() < ends:
        time.sleep(0.02)
    return not any(one.name.startswith("witness") for one in threading.enumerate())


def test_who_answers_needs_no_witness(called: list[str]) -> None:
    with ControlProbes(GatewayContext((), time.monotonic() + 5), 1194):
        pass
    assert gone()
    assert called == []


def test_silence_calls_them_at_once(called: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(silence, "START_AFTER_S", 60.0)
    with ControlProbes(GatewayContext((), time.monotonic() + 5), 1194) as witnesses:
        assert witnesses.results() == (True, PacketDrop("home", True))
    assert sorted(called) == ["ends", "host"]
    assert gone()


def test_a_long_silence_is_looked_into_while_it_lasts(called: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(silence, "START_AFTER_S", 0.05)
    with ControlProbes(GatewayContext((), time.monotonic() + 5), 1194) as witnesses:
        ends = time.monotonic() + 3
        while len(called) < 2 and time.monotonic() < ends:
            time.sleep(0.02)
        assert sorted(called) == ["ends", "host"]
        assert witnesses.results() == (True, PacketDrop("home", True))
    assert gone()

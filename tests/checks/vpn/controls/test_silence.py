"""Control probes begin while a gateway is still probed, and are cancelled when it answers."""

import threading
import time

import pytest

from checker.checks.vpn.controls import silence
from checker.checks.vpn.controls.hop_evidence import PacketDrop
from checker.checks.vpn.controls.silence import ControlProbes
from checker.checks.vpn.gateway_context import GatewayContext


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []

    def host_answers(context: GatewayContext, port: int) -> bool:
        names.append("host")
        return True

    def locate_drop(context: GatewayContext, port: int) -> PacketDrop:
        names.append("drop")
        return PacketDrop("home", True)

    monkeypatch.setattr(silence, "host_answers", host_answers)
    monkeypatch.setattr(silence.packet_drop, "locate_drop", locate_drop)
    return names


def threads_ended() -> bool:
    ends = time.monotonic() + 3
    while any(thread.name.startswith("witness") for thread in threading.enumerate()) and time.monotonic() < ends:
        time.sleep(0.02)
    return not any(thread.name.startswith("witness") for thread in threading.enumerate())


def test_an_answer_needs_no_control(called: list[str]) -> None:
    with ControlProbes(GatewayContext((), time.monotonic() + 5), 1194, by_udp=True):
        pass
    assert threads_ended()
    assert called == []


def test_silence_starts_them_at_once(called: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(silence, "START_AFTER_S", 60.0)
    with ControlProbes(GatewayContext((), time.monotonic() + 5), 1194, by_udp=True) as controls:
        assert controls.results() == (True, PacketDrop("home", True))
    assert sorted(called) == ["drop", "host"]
    assert threads_ended()


def test_a_long_silence_starts_them_while_it_lasts(called: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(silence, "START_AFTER_S", 0.05)
    with ControlProbes(GatewayContext((), time.monotonic() + 5), 1194, by_udp=True) as controls:
        ends = time.monotonic() + 3
        while len(called) < 2 and time.monotonic() < ends:
            time.sleep(0.02)
        assert sorted(called) == ["drop", "host"]
        assert controls.results() == (True, PacketDrop("home", True))
    assert threads_ended()

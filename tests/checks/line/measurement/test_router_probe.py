"""The router is asked beside the load: by echo request, else at a closed UDP port, else for a connection."""

import sys
import time
from contextlib import closing

import pytest

from checker.checks.line.measurement import router_probe
from checker.checks.line.measurement.router_probe import PACKETS, RouterProbe
from checker.net.icmp.messages import EchoResult


def probed(seconds: float = 0.5) -> RouterProbe:
    """This PC stands in for the router: it refuses what no program of it listens for."""
    with closing(RouterProbe("127.0.0.1")) as probe:
        probe.begin()
        time.sleep(seconds)
        probe.pause()
        sent = len(probe.packets())
        time.sleep(0.15)
        assert len(probe.packets()) == sent, "nothing is sent in a pause"
    return probe


def no_echo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(router_probe, "sends_itself", lambda _version: False)


def test_a_closed_port_answers_where_echo_requests_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    no_echo(monkeypatch)
    probe = probed()
    assert probe.method in ("UDP", "TCP"), "a Linux without a limit for itself, or with one"
    trips = [packet.round_trip_s for packet in probe.packets()]
    assert len(trips) >= 2
    assert all(trip is not None and trip < 0.3 for trip in trips)


@pytest.mark.skipif(sys.platform == "win32", reason="only Linux refuses at once: Windows needs a port that is open")
def test_a_connection_answers_where_datagrams_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    no_echo(monkeypatch)
    monkeypatch.setattr(router_probe, "udp_refusal_s", lambda *_: None)
    assert probed().method == "TCP"


def test_who_never_answers_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    no_echo(monkeypatch)
    for name in ("udp_refusal_s", "tcp_answer_s"):
        monkeypatch.setattr(router_probe, name, lambda *_: None)
    probe = probed(0.1)
    assert probe.method == ""
    assert probe.packets() == []


def test_echo_requests_come_first_and_end_some_day(monkeypatch: pytest.MonkeyPatch) -> None:
    def answered(series: router_probe.PingSeries) -> list[EchoResult]:
        return [EchoResult(sequence=number, rtt_s=0.002) for number in range(series.count)]

    monkeypatch.setattr(router_probe, "sends_itself", lambda _version: True)
    monkeypatch.setattr(router_probe, "ping", answered)
    probe = probed(0.1)
    assert probe.method == "ICMP"
    assert len(probe.packets()) <= PACKETS
    assert all(packet.round_trip_s == pytest.approx(0.002) for packet in probe.packets())

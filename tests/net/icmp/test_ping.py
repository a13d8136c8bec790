"""Echo requests against a real router in a namespace: by datagram ICMP, and by the ping program."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from checker.model.failure import FailureKind
from checker.net.icmp import program
from checker.net.icmp.datagram import internet_checksum
from checker.net.icmp.messages import PingSeries
from tests.net.homes import Home, home, needs_namespaces

SERIES = """
import json
from checker.model.failure import OperationFailed
from checker.net.icmp import program
from checker.net.icmp.messages import PingSeries
from checker.net.icmp.ping import ping
try:
    echoes = {call}(PingSeries(address={address!r}, count={count}, interval_s=0.02, wait_s=0.3))
    print(json.dumps([[e.sequence, e.rtt_s, e.failure and e.failure.kind.value] for e in echoes]))
except OperationFailed as failed:
    print(json.dumps(failed.failure.kind.value))
"""
CALLS = ["ping", "program.send_series"]


@pytest.fixture
def a_home() -> Iterator[Home]:
    with home() as made:
        yield made


def sent(made: Home, call: str, address: str, count: int = 20):
    return json.loads(made.python(SERIES.format(call=call, address=address, count=count)))


def test_the_checksum_of_the_rfc() -> None:
    assert internet_checksum(bytes.fromhex("0001f203f4f5f6f7")) == 0xFFFF - 0xDDF2


class TestInAHome:
    pytestmark = needs_namespaces

    @pytest.mark.parametrize("call", CALLS)
    @pytest.mark.parametrize("address", ["192.168.178.1", "2001:db8:178::1"])
    def test_every_packet_has_its_time(self, a_home: Home, call: str, address: str) -> None:
        echoes = sent(a_home, call, address)
        assert [sequence for sequence, _, _ in echoes] == list(range(20))
        assert all(0 <= rtt < 0.5 for _, rtt, _ in echoes)

    def test_the_link_local_address_of_a_router(self, a_home: Home) -> None:
        a_home.on(a_home.router, "ip addr add fe80::1/64 dev lan0 nodad")
        assert all(failure is None for _, _, failure in sent(a_home, "ping", "fe80::1%eth0"))

    @pytest.mark.parametrize("call", CALLS)
    def test_exactly_the_dropped_ones_are_missing(self, a_home: Home, call: str) -> None:
        a_home.nft(a_home.router, "in icmp type echo-request numgen inc mod 5 == 4 drop")
        echoes = sent(a_home, call, "192.168.178.1")
        assert [sequence for sequence, rtt, _ in echoes if rtt is None] == [4, 9, 14, 19]
        assert {failure for _, rtt, failure in echoes if rtt is None} == {"timeout"}

    @pytest.mark.parametrize("call", CALLS)
    def test_silence_ends_early(self, a_home: Home, call: str) -> None:
        a_home.nft(a_home.router, "in icmp type echo-request drop")
        echoes = sent(a_home, call, "192.168.178.1", count=400)
        assert 10 < len(echoes) < 200
        assert all(rtt is None for _, rtt, _ in echoes)

    def test_nobody_there(self, a_home: Home) -> None:
        assert {rtt for _, rtt, _ in sent(a_home, "ping", "192.168.178.99")} == {None}

    @pytest.mark.parametrize("call", CALLS)
    def test_no_way_there(self, a_home: Home, call: str) -> None:
        a_home.on(a_home.pc, "ip route del default")
        echoes = sent(a_home, call, "203.0.113.9", count=3)
        assert echoes == "unreachable" or {failure for _, _, failure in echoes} == {"unreachable"}

    def test_where_datagrams_are_not_allowed_the_program_serves(self, a_home: Home) -> None:
        a_home.on(a_home.pc, "sysctl -qw net.ipv4.ping_group_range='1 0'")
        echoes = sent(a_home, "ping", "192.168.178.1", count=5)
        assert [sequence for sequence, rtt, _ in echoes if rtt is not None] == [0, 1, 2, 3, 4]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks iphlpapi, and has no sh")
def test_a_program_that_refuses_speed_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[str] = []
    real = subprocess.Popen

    def old_iputils(command: list[str], **named: object) -> "subprocess.Popen[str]":
        interval = command[command.index("-i") + 1]
        commands.append(interval)
        count = command[command.index("-c") + 1]
        answer = "echo 'ping: cannot flood; minimal interval allowed for user is 200ms'; exit 2"
        if float(interval) >= 0.2:
            answer = f'for i in $(seq {count}); do echo "64 bytes from x: icmp_seq=$i ttl=64 time=1.5 ms"; done'
        return real(["sh", "-c", answer], **named)

    monkeypatch.setattr(program.subprocess, "Popen", old_iputils)
    echoes = program.send_series(PingSeries(address="192.0.2.1", count=20, interval_s=0.05))
    assert commands == ["0.05", "0.2"]
    assert [echo.rtt_s for echo in echoes] == [0.0015] * 5


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks iphlpapi, and has no sh")
def test_a_program_that_starts_late_has_lost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a PC that is busy: the time of a series begins when the program says that it does."""
    real = subprocess.Popen
    late = "sleep 1.5; echo 'PING x (192.0.2.1) 56(84) bytes of data.'; "
    replies = "; ".join(f'echo "64 bytes from x: icmp_seq={number} ttl=64 time=1.5 ms"' for number in (1, 2, 3))
    monkeypatch.setattr(
        program.subprocess, "Popen", lambda command, **named: real(["sh", "-c", late + replies], **named)
    )
    echoes = program.send_series(PingSeries(address="192.0.2.1", count=3, interval_s=0.02, wait_s=1.0))
    assert [echo.rtt_s for echo in echoes] == [0.0015] * 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks iphlpapi, and has no sh")
def test_a_program_that_never_starts_does_not_hold_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    real = subprocess.Popen
    monkeypatch.setattr(program, "START_S", 0.3)
    monkeypatch.setattr(program.subprocess, "Popen", lambda command, **named: real(["sleep", "60"], **named))
    echoes = program.send_series(PingSeries(address="192.0.2.1", count=3, interval_s=0.02, wait_s=0.2))
    assert {echo.failure.kind for echo in echoes if echo.failure} == {FailureKind.TIMEOUT}

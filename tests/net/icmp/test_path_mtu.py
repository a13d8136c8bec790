"""The widest packet that is answered, against services that hear no larger ones; real paths are in tests/lab."""

import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from checker.checks.context import Cancelled
from checker.net.icmp import path_mtu
from checker.net.icmp.path_mtu import COMMON_MTUS, TRIES, MtuSearch, PathMtu, find_path_mtu, passes_fragmented
from tests.checks.vpn.loopback_services import HOST, udp_service

HEADERS = 28


@dataclass(frozen=True)
class Question:
    port: int
    packet: bytes
    read: Callable[[bytes], bool] = lambda raw: raw == b"yes"
    goodbye: Callable[[bytes], bytes] = lambda raw: b""


def asking(port: int, **more: object) -> MtuSearch:
    ends = time.monotonic() + 10
    made = {
        "make_probe": lambda size: Question(port, bytes(size)),
        "wait_s": 0.1,
        "remaining_s": lambda: ends - time.monotonic(),
    }
    return MtuSearch(address=HOST, **(made | more))


@pytest.mark.parametrize("width", [1500, *COMMON_MTUS])
def test_every_usual_width_is_found(width: int) -> None:
    with udp_service(lambda raw: [b"yes"] if len(raw) + HEADERS <= width else []) as port:
        assert find_path_mtu(asking(port)) == PathMtu(mtu=width, is_reported=False)


def test_between_two_usual_ones_it_is_the_lower() -> None:
    with udp_service(lambda raw: [b"yes"] if len(raw) + HEADERS <= 1300 else []) as port:
        assert find_path_mtu(asking(port)) == PathMtu(mtu=1280, is_reported=False)


def test_nothing_is_said_where_nothing_is_answered_or_only_by_others() -> None:
    with udp_service(lambda raw: [b"no"]) as port:
        assert find_path_mtu(asking(port)) is None
    with udp_service(lambda raw: []) as port:
        assert find_path_mtu(asking(port)) is None
        assert find_path_mtu(asking(port, make_probe=lambda size: None)) is None


def test_a_gateway_that_answers_a_few_packets_only_is_no_narrow_path() -> None:
    budget = [2]

    def answer(raw: bytes) -> list[bytes]:
        if len(raw) + HEADERS > 1400:
            return []
        budget[0] -= 1
        return [b"yes"] if budget[0] >= 0 else []

    with udp_service(answer) as port:
        assert find_path_mtu(asking(port)) is None


def test_who_lets_a_few_packets_a_second_pass_is_no_narrow_path() -> None:
    """Full packets were lost by chance; then whichever size comes after silence is let through."""
    last, unlucky = [0.0], [2 * TRIES]

    def answer(raw: bytes) -> list[bytes]:
        now = time.monotonic()
        is_early, last[0] = now - last[0] < 0.05, now
        if len(raw) + HEADERS == 1500 and unlucky[0]:
            unlucky[0] -= 1
            return []
        return [] if is_early else [b"yes"]

    with udp_service(answer) as port:
        assert find_path_mtu(asking(port)) is None


def test_a_full_packet_that_was_only_lost_is_asked_for_again() -> None:
    full: list[bytes] = []

    def answer(raw: bytes) -> list[bytes]:
        if len(raw) + HEADERS < 1500:
            return [b"yes"]
        full.append(raw)
        return [b"yes"] if len(full) > 2 else []

    with udp_service(answer) as port:
        assert find_path_mtu(asking(port)) == PathMtu(mtu=1500, is_reported=False)


def test_who_answers_is_taken_leave_of() -> None:
    received: list[bytes] = []

    def answer(raw: bytes) -> list[bytes]:
        received.append(raw)
        return [b"yes"] if len(raw) > 10 else []

    with udp_service(answer) as port:
        made = Question(port, bytes(1472), goodbye=lambda raw: b"bye")
        assert find_path_mtu(asking(port, make_probe=lambda size: made)) is not None
        time.sleep(0.2)
    assert b"bye" in received


def test_in_parts_it_gets_through_or_not() -> None:
    with udp_service(lambda raw: [b"yes"] if len(raw) < 2000 else []) as port:
        assert passes_fragmented(asking(port), 1200)
        assert not passes_fragmented(asking(port), 2400)
        assert not passes_fragmented(asking(port, make_probe=lambda size: None), 2400)


def test_this_pcs_own_narrow_link_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def sent(sock: socket.socket, size: int, question: Question, limits: dict[int, int]) -> None:
        if size > 1420:
            limits[size] = 1420 if sys.platform == "linux" else 0
        else:
            sock.send(question.packet)

    monkeypatch.setattr(path_mtu, "_send", sent)
    with udp_service(lambda raw: [b"yes"]) as port:
        assert find_path_mtu(asking(port)) == PathMtu(mtu=1420, is_reported=True)
        monkeypatch.setattr(sys, "platform", "darwin")
        assert find_path_mtu(asking(port)) == PathMtu(mtu=1420, is_reported=True)


def test_it_stops_when_told() -> None:
    def stop() -> None:
        raise Cancelled

    with udp_service(lambda raw: []) as port, pytest.raises(Cancelled):
        find_path_mtu(asking(port, raise_if_cancelled=stop))


class RecordingSocket(socket.socket):
    """Notes its options instead of setting them: other systems' do not exist here."""

    noted: list[tuple[int, int, int]] = []

    def setsockopt(self, *option: int) -> None:
        self.noted.append(option)


@pytest.mark.parametrize(
    "platform, address, options",
    [
        ("win32", "192.0.2.1", [(0, 14, 1)]),
        ("win32", "2001:db8::1", [(41, 14, 1)]),
        ("darwin", "192.0.2.1", [(0, 28, 1)]),
        ("darwin", "2001:db8::1", [(41, 62, 1)]),
    ],
)
def test_each_system_keeps_packets_whole(
    monkeypatch: pytest.MonkeyPatch, platform: str, address: str, options: list[tuple[int, int, int]]
) -> None:
    monkeypatch.setattr(socket, "socket", RecordingSocket)
    monkeypatch.setattr(RecordingSocket, "noted", [])
    monkeypatch.setattr(sys, "platform", platform)
    path_mtu._open_socket(address, dont_fragment=True).close()
    assert RecordingSocket.noted == options

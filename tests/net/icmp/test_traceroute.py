"""Packets with a small time to live; the machines between are in tests/lab."""

import errno
import socket
import sys

import pytest

from checker.checks.context import Cancelled
from checker.net.icmp import traceroute
from checker.net.icmp.traceroute import HopProbe, HopReply, send_probes

HOST = "127.0.0.1"


def closed_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind((HOST, 0))
        return sock.getsockname()[1]


def to(port: int, hop: int = 2, address: str = HOST) -> HopProbe:
    return HopProbe(address=address, port=port, ttl=hop, data=b"?")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux names the sender")
def test_the_target_answers_and_nothing_is_sent_further() -> None:
    near, far = to(closed_port()), to(closed_port(), 3)
    assert send_probes([far, near], 0.2) == {near: HopReply(is_from_target=True, sender=HOST)}


def test_silence_is_not_heard_of_and_what_cannot_be_sent_neither() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind((HOST, 0))
        assert send_probes([to(silent.getsockname()[1]), to(1, address="255.255.255.255")], 0.1, copies=2) == {}


def test_it_stops_when_told() -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        send_probes([to(closed_port())], 5, stop)


class Windows:
    """A socket whose receive fails as winsock's does."""

    family = socket.AF_INET

    def __init__(self, number: int) -> None:
        self._number = number

    def recv(self, _size: int) -> bytes:
        raise OSError(self._number, "")


@pytest.mark.parametrize(
    "number, expected",
    [
        (10052, HopReply(is_from_target=False)),
        (10054, HopReply(is_from_target=True)),
        (errno.EWOULDBLOCK, None),
        (errno.ENETDOWN, None),
    ],
)
def test_windows_tells_by_error_numbers(
    monkeypatch: pytest.MonkeyPatch, number: int, expected: HopReply | None
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert traceroute._read_reply(Windows(number), to(1194)) == expected

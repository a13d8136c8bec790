"""The kernel's time of arrival, on a real socket that is read late."""

import select
import socket
import sys
import time

import pytest

from checker.net import receive_time
from checker.net.clock import wall_s


@pytest.fixture
def pair() -> object:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as here,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as far,
    ):
        here.bind(("127.0.0.1", 0))
        here.setblocking(False)
        yield here, far


def test_nothing_is_there(pair: tuple[socket.socket, socket.socket]) -> None:
    assert receive_time.receive_datagram(pair[0]) is None


def wait_until_stamped(here: socket.socket, far: socket.socket) -> None:
    """The first socket that asks has Linux switch its stamps on a little later (netstamp_work)."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        far.sendto(b"", here.getsockname())
        assert select.select([here], [], [], 30)[0]
        time.sleep(0.02)
        reading = wall_s()
        first = receive_time.receive_datagram(here)
        if first is not None and first.received_at_s < reading:
            return


@pytest.mark.skipif(sys.platform == "win32", reason="Windows notes no arrivals")
def test_read_late_but_arrived_early(pair: tuple[socket.socket, socket.socket]) -> None:
    here, far = pair
    receive_time.enable_receive_timestamps(here)
    wait_until_stamped(here, far)
    before = wall_s()
    far.sendto(b"hello", here.getsockname())
    assert select.select([here], [], [], 30)[0]
    arrived = wall_s()
    time.sleep(0.3)
    datagram = receive_time.receive_datagram(here)
    assert datagram is not None
    assert datagram.data == b"hello"
    assert datagram.sender[0] == "127.0.0.1"
    assert before - 0.01 <= datagram.received_at_s <= arrived, "the moment of reading would be later"


def test_unasked_it_is_the_moment_of_reading(pair: tuple[socket.socket, socket.socket]) -> None:
    here, far = pair
    far.sendto(b"hello", here.getsockname())
    time.sleep(0.2)
    read = wall_s()
    datagram = receive_time.receive_datagram(here)
    assert datagram is not None
    assert datagram.received_at_s >= read


def test_a_clock_that_was_set_is_not_believed(
    pair: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, far = pair
    receive_time.enable_receive_timestamps(here)
    far.sendto(b"hello", here.getsockname())
    time.sleep(0.05)
    ahead = wall_s() + 3600
    monkeypatch.setattr(receive_time, "wall_s", lambda: ahead)
    datagram = receive_time.receive_datagram(here)
    assert datagram is not None
    assert datagram.received_at_s == ahead

"""The first of several addresses that accepts: refused and silent ones are passed over."""

import socket
from collections.abc import Iterator

import pytest

from checker.net.tcp.race import connect_first
from tests.net.servers import listening


@pytest.fixture
def full() -> Iterator[int]:
    """A port of 127.0.0.3 that takes no further connection: silence."""
    with socket.socket() as server, socket.socket() as first, socket.socket() as second:
        server.bind(("127.0.0.3", 0))
        server.listen(0)
        for filling in (first, second):
            filling.setblocking(False)
            filling.connect_ex(server.getsockname())
        yield server.getsockname()[1]


def test_the_first_that_accepts_wins_over_silence_and_refusal(full: int) -> None:
    with (
        listening(lambda sock: sock.sendall(b"here"), port=full) as port,
        connect_first(["127.0.0.3", "127.0.0.4", "127.0.0.1"], port, 5.0) as sock,
    ):
        assert sock.getpeername()[0] == "127.0.0.1"
        assert sock.recv(4) == b"here"
        assert 0 < (sock.gettimeout() or 0) <= 5


def test_the_earlier_address_is_preferred() -> None:
    with (
        listening(lambda sock: None, host="0.0.0.0") as port,
        connect_first(["127.0.0.5", "127.0.0.1"], port, 5.0) as sock,
    ):
        assert sock.getpeername()[0] == "127.0.0.5"


def test_all_refuse() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        with pytest.raises(ConnectionRefusedError):
            connect_first(["127.0.0.1", "127.0.0.2"], held.getsockname()[1], 5.0)


def test_the_last_is_silent(full: int) -> None:
    with pytest.raises(TimeoutError):
        connect_first(["127.0.0.4", "127.0.0.3"], full, 0.3)


def test_an_address_that_this_pc_has_no_way_to_hides_no_silence(full: int) -> None:
    """As an address of IPv4 in a home that has IPv6 alone: the broadcast address stands for it."""
    with pytest.raises(TimeoutError):
        connect_first(["127.0.0.3", "255.255.255.255"], full, 0.3)
    with pytest.raises(OSError, match=r"\[Errno \d+\]"):
        connect_first(["255.255.255.255"], full, 0.3)


def test_no_such_family_and_no_such_port() -> None:
    with pytest.raises(OSError):
        connect_first(["fe80::1%nothing", "fe80::2%nothing"], 9, 0.3)
    with pytest.raises(OverflowError):
        connect_first(["127.0.0.1"], 70_000, 0.3)

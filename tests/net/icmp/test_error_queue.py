"""ICMP messages as Linux hands them over, and what they say."""

import errno
import socket
import struct
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.net.icmp import error_queue
from checker.net.icmp.error import IcmpError, IcmpErrorReason
from checker.net.icmp.error_queue import parse_icmp_error

V4, V6 = (0, 11), (41, 25)
ROUTER4 = struct.pack("=H2x4s8x", socket.AF_INET, socket.inet_aton("192.168.178.1"))
ROUTER6 = struct.pack("=H2xI16sI", socket.AF_INET6, 0, socket.inet_pton(socket.AF_INET6, "fd00::1"), 0)


def message(at: tuple[int, int], origin: int, kind: int, code: int, number: int, info: int = 0, sender: bytes = b""):
    return [(*at, struct.pack("=IBBBBII", number, origin, kind, code, 0, info, 0) + sender)]


@pytest.mark.parametrize(
    "extra, expected",
    [
        (message(V4, 2, 3, 3, 111, sender=ROUTER4), (IcmpErrorReason.REFUSED, "192.168.178.1", 0)),
        (message(V4, 2, 3, 13, 113, sender=ROUTER4), (IcmpErrorReason.REFUSED, "192.168.178.1", 0)),
        (message(V4, 2, 3, 1, 113, sender=ROUTER4), (IcmpErrorReason.NO_ROUTE, "192.168.178.1", 0)),
        (message(V4, 2, 3, 4, 90, 1492, ROUTER4), (IcmpErrorReason.TOO_LARGE, "192.168.178.1", 1492)),
        (message(V4, 2, 11, 0, 113, sender=ROUTER4), (IcmpErrorReason.EXPIRED, "192.168.178.1", 0)),
        (message(V4, 2, 4, 0, 0, sender=ROUTER4), (IcmpErrorReason.OTHER, "192.168.178.1", 0)),
        (message(V4, 1, 0, 0, errno.EMSGSIZE, 1400), (IcmpErrorReason.TOO_LARGE, "", 1400)),
        (message(V4, 1, 0, 0, errno.EHOSTUNREACH), (IcmpErrorReason.LOCAL, "", 0)),
        (message(V6, 3, 1, 4, 111, sender=ROUTER6), (IcmpErrorReason.REFUSED, "fd00::1", 0)),
        (message(V6, 3, 1, 1, 13, sender=ROUTER6), (IcmpErrorReason.REFUSED, "fd00::1", 0)),
        (message(V6, 3, 1, 0, 101, sender=ROUTER6), (IcmpErrorReason.NO_ROUTE, "fd00::1", 0)),
        (message(V6, 3, 2, 0, 90, 1280, ROUTER6), (IcmpErrorReason.TOO_LARGE, "fd00::1", 1280)),
        (message(V6, 3, 3, 0, 113, sender=ROUTER6), (IcmpErrorReason.EXPIRED, "fd00::1", 0)),
    ],
)
def test_a_message_says_what_and_who(extra, expected) -> None:
    icmp_error = parse_icmp_error(extra)
    assert icmp_error is not None
    assert (icmp_error.reason, icmp_error.sender, icmp_error.mtu) == expected


@pytest.mark.parametrize(
    "ttl, next_door", [(64, True), (255, True), (128, True), (63, False), (250, False), (0, False)]
)
def test_a_fresh_time_to_live_comes_from_next_door(ttl: int, next_door: bool) -> None:
    extra = [*message(V4, 2, 3, 3, 111, sender=ROUTER4), (0, 2, ttl.to_bytes(4, sys.byteorder))]
    icmp_error = parse_icmp_error(extra)
    assert icmp_error is not None
    assert (icmp_error.ttl, icmp_error.is_from_next_hop) == (ttl, next_door)


@given(st.lists(st.tuples(st.sampled_from([0, 41, 1]), st.sampled_from([11, 25, 2, 52, 35]), st.binary(max_size=80))))
def test_no_bytes_make_it_raise(extra: list[tuple[int, int, bytes]]) -> None:
    icmp_error = parse_icmp_error(extra)
    assert icmp_error is None or isinstance(icmp_error, IcmpError)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps such messages")
@pytest.mark.parametrize("family, host", [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_a_closed_port_of_this_machine_is_told(family: int, host: str) -> None:
    with socket.socket(family, socket.SOCK_DGRAM) as sock, socket.socket(family, socket.SOCK_DGRAM) as closed:
        closed.bind((host, 0))
        port = closed.getsockname()[1]
        closed.close()
        sock.setblocking(False)
        error_queue.enable_icmp_errors(sock)
        sock.connect((host, port))
        sock.send(b"?")
        time.sleep(0.05)
        (icmp_error,) = error_queue.read_icmp_errors(sock)
    assert (icmp_error.reason, icmp_error.sender, icmp_error.error_number) == (
        IcmpErrorReason.REFUSED,
        host,
        errno.ECONNREFUSED,
    )
    assert icmp_error.is_from_next_hop


def test_elsewhere_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        error_queue.enable_icmp_errors(sock)
        assert error_queue.read_icmp_errors(sock) == []

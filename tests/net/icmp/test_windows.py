"""The Windows series against a library that fills the documented structures as Windows does."""

# ruff: noqa: N802 - the names are those of Windows

import ctypes
import ipaddress
import threading
import time

import pytest

from checker.model.failure import FailureKind, OperationFailed
from checker.net.icmp import windows
from checker.net.icmp.messages import PingSeries
from checker.net.icmp.windows import _ThreadedSeries
from checker.net.windows.iphlpapi import IcmpEchoReply, Icmpv6EchoReply, SockaddrIn6, sockaddr_in6


class Library:
    """iphlpapi.dll as far as it is called; the numbered requests in `silent` time out."""

    def __init__(self, silent: tuple[int, ...] = (), status: int = 0, handle: int | None = 7) -> None:
        self.silent, self.status, self.handle = silent, status, handle
        self.calls = 0
        self.open = 0
        self._lock = threading.Lock()

    def IcmpCreateFile(self) -> int | None:
        with self._lock:
            self.open += 1
        return self.handle

    Icmp6CreateFile = IcmpCreateFile

    def IcmpCloseHandle(self, handle: int) -> int:
        with self._lock:
            self.open -= 1
        return 1

    def IcmpSendEcho(self, handle, address, data, size, options, room, room_size, wait_ms) -> int:
        if self._is_silent(wait_ms):
            return 0
        reply = IcmpEchoReply.from_address(room)
        reply.address[:] = int(address).to_bytes(4, "little")
        reply.status = self.status
        return 1

    def Icmp6SendEcho2(self, handle, _e, _a, _c, source, target, data, size, options, room, room_size, wait_ms) -> int:
        if self._is_silent(wait_ms):
            return 0
        to = SockaddrIn6.from_address(target)
        assert to.family == 23
        reply = Icmpv6EchoReply.from_address(room)
        reply.address[:] = to.address[:]
        reply.status = self.status
        return 1

    def _is_silent(self, wait_ms: int) -> bool:
        with self._lock:
            number = self.calls
            self.calls += 1
        if number in self.silent:
            time.sleep(wait_ms / 1000)
        return number in self.silent


def series(address: str, count: int = 10) -> PingSeries:
    return PingSeries(address=address, count=count, interval_s=0.01, wait_s=0.05)


@pytest.mark.parametrize("address", ["192.168.178.1", "fe80::1%12"])
def test_every_packet_is_answered(address: str) -> None:
    library = Library()
    echoes = _ThreadedSeries(series(address), library).run()
    assert [echo.sequence for echo in echoes] == list(range(10))
    assert all(echo.rtt_s is not None for echo in echoes)
    assert library.open == 0


def test_unanswered_ones_are_timeouts() -> None:
    echoes = _ThreadedSeries(series("192.168.178.1"), Library(silent=(2, 5))).run()
    assert [echo.failure.kind for echo in echoes if echo.failure] == [FailureKind.TIMEOUT] * 2


def test_a_status_other_than_success_is_no_answer() -> None:
    echoes = _ThreadedSeries(series("192.168.178.1", 2), Library(status=11003)).run()
    assert {echo.failure and echo.failure.kind for echo in echoes} == {FailureKind.UNREACHABLE}


def test_silence_ends_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "SILENT_S", 0.1)
    echoes = _ThreadedSeries(series("192.168.178.1", 500), Library(silent=tuple(range(600)))).run()
    assert 1 <= len(echoes) < 100


def test_no_handle() -> None:
    with pytest.raises(OperationFailed):
        _ThreadedSeries(series("192.168.178.1"), Library(handle=None)).run()


def test_cancelling_stops_the_senders() -> None:
    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        _ThreadedSeries(
            PingSeries(address="192.168.178.1", count=100, interval_s=0.05, raise_if_cancelled=stop), Library()
        ).run()


def test_the_structures_are_as_long_as_on_64_bit_windows() -> None:
    if ctypes.sizeof(ctypes.c_void_p) == 8:
        assert ctypes.sizeof(IcmpEchoReply) == 40
    assert (ctypes.sizeof(Icmpv6EchoReply), Icmpv6EchoReply.status.offset) == (36, 28)
    assert ctypes.sizeof(SockaddrIn6) == 28
    assert ipaddress.IPv6Address(bytes(sockaddr_in6("fe80::1%12").address)) == ipaddress.ip_address("fe80::1")
    assert sockaddr_in6("fe80::1%12").scope == 12

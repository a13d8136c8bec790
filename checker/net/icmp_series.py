"""Echo requests by datagram ICMP sockets (Linux, macOS): RFC 792 and RFC 4443, section 4."""

import errno
import ipaddress
import os
import selectors
import socket
import struct
import sys
import time

from checker.model.failure import Failure, FailureKind, Operation, failure_of
from checker.net.icmp.messages import SILENT_S, EchoResult, PingSeries

_REQUEST_TYPES = {4: 8, 6: 128}
_REPLY_TYPES = {4: 0, 6: 129}
_HEADER = struct.Struct("!BBHHH")
_TIMESPEC = struct.Struct("@ll")
_SO_TIMESTAMPNS = 35
"""Linux, asm-generic/socket.h: the kernel says when a packet came, however busy this program is."""
_NOT_PERMITTED = {errno.EACCES, errno.EPERM, errno.EPROTONOSUPPORT, errno.EAFNOSUPPORT}


def open_icmp_socket(version: int) -> socket.socket | None:
    """A socket for echo requests, or None where the system does not let this user have one. Raises OSError."""
    family, protocol = (
        (socket.AF_INET6, socket.IPPROTO_ICMPV6) if version == 6 else (socket.AF_INET, socket.IPPROTO_ICMP)
    )
    try:
        sock = socket.socket(family, socket.SOCK_DGRAM, protocol)
    except OSError as error:
        if error.errno in _NOT_PERMITTED:
            return None
        raise
    if sys.platform == "linux":
        sock.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
    sock.setblocking(False)
    return sock


def send_series(sock: socket.socket, series: PingSeries) -> list[EchoResult]:
    """Sends the series and collects the answers."""
    return _DatagramSeries(sock, series).run()


class _DatagramSeries:
    """One series under way. Replies are known by sequence number and a random token in their data."""

    def __init__(self, sock: socket.socket, series: PingSeries) -> None:
        self._sock = sock
        self._series = series
        self._token = os.urandom(16)
        self._identifier = int.from_bytes(os.urandom(2))
        self._target = socket.getaddrinfo(series.address, 0, sock.family, socket.SOCK_DGRAM)[0][4]
        self._sent_at: dict[int, float] = {}
        self._rtt_s: dict[int, float] = {}
        self._failures: dict[int, Failure] = {}

    def run(self) -> list[EchoResult]:
        start_s = time.monotonic()
        with selectors.DefaultSelector() as selector:
            selector.register(self._sock, selectors.EVENT_READ)
            for sequence in range(self._series.count):
                self._series.raise_if_cancelled()
                if not self._rtt_s and time.monotonic() - start_s > SILENT_S:
                    break
                self._send(sequence)
                self._receive_until(selector, start_s + (sequence + 1) * self._series.interval_s)
            deadline = time.monotonic() + self._series.wait_s
            while len(self._rtt_s) + len(self._failures) < len(self._sent_at) and time.monotonic() < deadline:
                self._series.raise_if_cancelled()
                self._receive_until(selector, min(deadline, time.monotonic() + 0.1))
        return [self._result(sequence) for sequence in sorted(self._sent_at)]

    def _send(self, sequence: int) -> None:
        request = pack_echo_request(self._series.version, self._identifier, sequence, self._token)
        self._sent_at[sequence] = time.time()
        try:
            self._sock.sendto(request, self._target)
        except OSError as error:
            self._failures[sequence] = failure_of(Operation.PING, error)

    def _receive_until(self, selector: selectors.BaseSelector, moment_s: float) -> None:
        while (remaining_s := moment_s - time.monotonic()) > 0 and selector.select(remaining_s):
            try:
                packet, ancillary, _, source = self._sock.recvmsg(2048, 64)
            except OSError:  # an error that came back for an earlier packet, which simply stays unanswered
                continue
            sequence = self._answered_sequence(packet, str(source[0]))
            if sequence is not None and sequence not in self._rtt_s:
                self._rtt_s[sequence] = max(0.0, _receive_time(ancillary) - self._sent_at[sequence])

    def _answered_sequence(self, packet: bytes, source: str) -> int | None:
        if self._series.version == 4 and packet[:1] and packet[0] >> 4 == 4:
            packet = packet[(packet[0] & 15) * 4 :]  # macOS hands the IP header over as well
        if len(packet) < _HEADER.size or not _is_same_address(source, self._series.address):
            return None
        kind, _, _, _, sequence = _HEADER.unpack_from(packet)
        if kind != _REPLY_TYPES[self._series.version] or packet[_HEADER.size :] != self._token:
            return None
        return int(sequence) if sequence in self._sent_at else None

    def _result(self, sequence: int) -> EchoResult:
        if sequence in self._rtt_s:
            return EchoResult(sequence=sequence, rtt_s=self._rtt_s[sequence])
        silent = Failure(operation=Operation.PING, kind=FailureKind.TIMEOUT)
        return EchoResult(sequence=sequence, failure=self._failures.get(sequence, silent))


def pack_echo_request(version: int, identifier: int, sequence: int, token: bytes) -> bytes:
    """An echo request. The kernel fills in ICMPv6's checksum, and on Linux the identifier."""
    kind = _REQUEST_TYPES[version]
    unchecked = _HEADER.pack(kind, 0, 0, identifier, sequence) + token
    return _HEADER.pack(kind, 0, _checksum(unchecked) if version == 4 else 0, identifier, sequence) + token


def _checksum(data: bytes) -> int:
    """RFC 1071."""
    even = data + b"\0" * (len(data) % 2)
    total = int(sum(struct.unpack(f"!{len(even) // 2}H", even)))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def _receive_time(ancillary: list[tuple[int, int, bytes]]) -> float:
    """When the packet came, seconds since 1970: the kernel's own stamp where it gives one."""
    for level, kind, data in ancillary:
        if (level, kind, len(data)) == (socket.SOL_SOCKET, _SO_TIMESTAMPNS, _TIMESPEC.size):
            seconds, nanoseconds = _TIMESPEC.unpack(data)
            return float(seconds) + float(nanoseconds) / 1e9
    return time.time()


def _is_same_address(source: str, address: str) -> bool:
    return ipaddress.ip_address(source.partition("%")[0]) == ipaddress.ip_address(address.partition("%")[0])

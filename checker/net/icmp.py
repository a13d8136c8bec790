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
from checker.net.ping import SILENT_S, Echo, Series

_REQUEST = {4: 8, 6: 128}
_REPLY = {4: 0, 6: 129}
_HEADER = struct.Struct("!BBHHH")
_STAMP = struct.Struct("@ll")
_SO_TIMESTAMPNS = 35
"""Linux, asm-generic/socket.h: the kernel says when a packet came, however busy this program is."""
_NOT_FOR_US = {errno.EACCES, errno.EPERM, errno.EPROTONOSUPPORT, errno.EAFNOSUPPORT}


def opened(version: int) -> socket.socket | None:
    """A socket for echo requests, or None where the system does not let this user have one. Raises OSError."""
    family, protocol = (
        (socket.AF_INET6, socket.IPPROTO_ICMPV6) if version == 6 else (socket.AF_INET, socket.IPPROTO_ICMP)
    )
    try:
        sock = socket.socket(family, socket.SOCK_DGRAM, protocol)
    except OSError as error:
        if error.errno in _NOT_FOR_US:
            return None
        raise
    if sys.platform == "linux":
        sock.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
    sock.setblocking(False)
    return sock


def send(sock: socket.socket, series: Series) -> list[Echo]:
    """Sends the series and collects the answers."""
    return _Sending(sock, series).run()


class _Sending:
    """One series under way. Replies are known by sequence number and a random token in their data."""

    def __init__(self, sock: socket.socket, series: Series) -> None:
        self._sock = sock
        self._series = series
        self._token = os.urandom(16)
        self._identifier = int.from_bytes(os.urandom(2))
        self._target = socket.getaddrinfo(series.address, 0, sock.family, socket.SOCK_DGRAM)[0][4]
        self._sent: dict[int, float] = {}
        self._rtt: dict[int, float] = {}
        self._failures: dict[int, Failure] = {}

    def run(self) -> list[Echo]:
        began = time.monotonic()
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._sock, selectors.EVENT_READ)
            for sequence in range(self._series.count):
                self._series.go_on()
                if not self._rtt and time.monotonic() - began > SILENT_S:
                    break
                self._send(sequence)
                self._listen(waiting, began + (sequence + 1) * self._series.interval_s)
            last = time.monotonic() + self._series.wait_s
            while len(self._rtt) + len(self._failures) < len(self._sent) and time.monotonic() < last:
                self._series.go_on()
                self._listen(waiting, min(last, time.monotonic() + 0.1))
        return [self._echo(sequence) for sequence in sorted(self._sent)]

    def _send(self, sequence: int) -> None:
        request = packet(self._series.version, self._identifier, sequence, self._token)
        self._sent[sequence] = time.time()
        try:
            self._sock.sendto(request, self._target)
        except OSError as error:
            self._failures[sequence] = failure_of(Operation.PING, error)

    def _listen(self, waiting: selectors.BaseSelector, until: float) -> None:
        while (left := until - time.monotonic()) > 0 and waiting.select(left):
            try:
                packet, extra, _, source = self._sock.recvmsg(2048, 64)
            except OSError:  # an error that came back for an earlier packet, which simply stays unanswered
                continue
            sequence = self._answered(packet, str(source[0]))
            if sequence is not None and sequence not in self._rtt:
                self._rtt[sequence] = max(0.0, _arrival(extra) - self._sent[sequence])

    def _answered(self, packet: bytes, source: str) -> int | None:
        if self._series.version == 4 and packet[:1] and packet[0] >> 4 == 4:
            packet = packet[(packet[0] & 15) * 4 :]  # macOS hands the IP header over as well
        if len(packet) < _HEADER.size or not _same(source, self._series.address):
            return None
        kind, _, _, _, sequence = _HEADER.unpack_from(packet)
        if kind != _REPLY[self._series.version] or packet[_HEADER.size :] != self._token:
            return None
        return int(sequence) if sequence in self._sent else None

    def _echo(self, sequence: int) -> Echo:
        if sequence in self._rtt:
            return Echo(sequence=sequence, rtt_s=self._rtt[sequence])
        silent = Failure(operation=Operation.PING, kind=FailureKind.TIMEOUT)
        return Echo(sequence=sequence, failure=self._failures.get(sequence, silent))


def packet(version: int, identifier: int, sequence: int, token: bytes) -> bytes:
    """An echo request. The kernel fills in ICMPv6's checksum, and on Linux the identifier."""
    kind = _REQUEST[version]
    plain = _HEADER.pack(kind, 0, 0, identifier, sequence) + token
    return _HEADER.pack(kind, 0, _checksum(plain) if version == 4 else 0, identifier, sequence) + token


def _checksum(data: bytes) -> int:
    """RFC 1071."""
    even = data + b"\0" * (len(data) % 2)
    total = int(sum(struct.unpack(f"!{len(even) // 2}H", even)))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def _arrival(extra: list[tuple[int, int, bytes]]) -> float:
    """When the packet came, seconds since 1970: the kernel's own stamp where it gives one."""
    for level, kind, data in extra:
        if (level, kind, len(data)) == (socket.SOL_SOCKET, _SO_TIMESTAMPNS, _STAMP.size):
            seconds, nanoseconds = _STAMP.unpack(data)
            return float(seconds) + float(nanoseconds) / 1e9
    return time.time()


def _same(source: str, address: str) -> bool:
    return ipaddress.ip_address(source.partition("%")[0]) == ipaddress.ip_address(address.partition("%")[0])

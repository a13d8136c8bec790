"""Echo requests, a series or a single one, by datagram ICMP sockets (RFC 792; RFC 4443, section 4).

Linux puts errors into the socket's queue, macOS hands over the packets.
"""

import errno
import ipaddress
import os
import select
import selectors
import socket
import struct
import sys
from typing import Any

from checker.model.failure import Failure, FailureKind, Operation, failure_of
from checker.net.clock import monotonic_s, wall_s
from checker.net.icmp import error_queue
from checker.net.icmp.error import ECHO_REQUEST_TYPES, ICMP_HEADER, IcmpErrorReason, parse_error_message
from checker.net.icmp.messages import SILENCE, SILENT_S, EchoReply, EchoReplyKind, EchoRequest, EchoResult, PingSeries
from checker.net.receive_time import enable_receive_timestamps, receive_datagram

_ECHO_REPLY_TYPES = {4: 0, 6: 129}
"""By IP version (RFC 792; RFC 4443, 4.2)."""
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
    enable_receive_timestamps(sock)
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
        start_s = monotonic_s()
        with selectors.DefaultSelector() as selector:
            selector.register(self._sock, selectors.EVENT_READ)
            for sequence in range(self._series.count):
                self._series.raise_if_cancelled()
                if self._series.is_over() or (not self._rtt_s and monotonic_s() - start_s > SILENT_S):
                    break
                self._send(sequence)
                self._receive_until(selector, start_s + (sequence + 1) * self._series.interval_s)
            deadline = monotonic_s() + self._series.wait_s
            while len(self._rtt_s) + len(self._failures) < len(self._sent_at) and monotonic_s() < deadline:
                if self._series.is_over():
                    break
                self._series.raise_if_cancelled()
                self._receive_until(selector, min(deadline, monotonic_s() + 0.1))
        return [self._result(sequence) for sequence in sorted(self._sent_at)]

    def _send(self, sequence: int) -> None:
        request = pack_echo_request(self._series.version, self._identifier, sequence, self._token)
        self._sent_at[sequence] = wall_s()
        try:
            self._sock.sendto(request, self._target)
        except OSError as error:
            self._failures[sequence] = failure_of(Operation.PING, error)

    def _receive_until(self, selector: selectors.BaseSelector, moment_s: float) -> None:
        while (remaining_s := moment_s - monotonic_s()) > 0 and selector.select(remaining_s):
            try:
                datagram = receive_datagram(self._sock)
            except OSError:  # an error that came back for an earlier packet, which simply stays unanswered
                continue
            if datagram is None:
                continue
            sequence = self._answered_sequence(datagram.data, str(datagram.sender[0]))
            if sequence is not None and sequence not in self._rtt_s:
                self._rtt_s[sequence] = max(0.0, datagram.received_at_s - self._sent_at[sequence])

    def _answered_sequence(self, packet: bytes, source: str) -> int | None:
        if self._series.version == 4 and packet[:1] and packet[0] >> 4 == 4:
            packet = packet[(packet[0] & 15) * 4 :]  # macOS hands the IP header over as well
        if len(packet) < ICMP_HEADER.size or not _is_same_address(source, self._series.address):
            return None
        kind, _, _, _, sequence = ICMP_HEADER.unpack_from(packet)
        if kind != _ECHO_REPLY_TYPES[self._series.version] or packet[ICMP_HEADER.size :] != self._token:
            return None
        return int(sequence) if sequence in self._sent_at else None

    def _result(self, sequence: int) -> EchoResult:
        if sequence in self._rtt_s:
            return EchoResult(sequence=sequence, rtt_s=self._rtt_s[sequence])
        silent = Failure(operation=Operation.PING, kind=FailureKind.TIMEOUT)
        return EchoResult(sequence=sequence, failure=self._failures.get(sequence, silent))


def pack_echo_request(version: int, identifier: int, sequence: int, token: bytes) -> bytes:
    """An echo request. The kernel fills in ICMPv6's checksum, and on Linux the identifier."""
    kind = ECHO_REQUEST_TYPES[version]
    unchecked = ICMP_HEADER.pack(kind, 0, 0, identifier, sequence) + token
    return ICMP_HEADER.pack(kind, 0, internet_checksum(unchecked) if version == 4 else 0, identifier, sequence) + token


def internet_checksum(data: bytes) -> int:
    """The Internet checksum (RFC 1071)."""
    even = data + b"\0" * (len(data) % 2)
    total = int(sum(struct.unpack(f"!{len(even) // 2}H", even)))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def _is_same_address(source: str, address: str) -> bool:
    return ipaddress.ip_address(source.partition("%")[0]) == ipaddress.ip_address(address.partition("%")[0])


_IP_MTU_DISCOVER, _IPV6_MTU_DISCOVER = 10, 23
_PMTUDISC_PROBE = 3
"""linux/in.h and in6.h: DF is set, and what the kernel has learned of the way's width is not minded."""
_MACOS_DONTFRAG, _MACOS_DONTFRAG6 = 28, 62
"""XNU's netinet/in.h and netinet6/in6.h."""
_KINDS = {IcmpErrorReason.EXPIRED: EchoReplyKind.EXPIRED, IcmpErrorReason.TOO_LARGE: EchoReplyKind.TOO_BIG}
_ANCILLARY_BYTES = 512


def send_request(sock: socket.socket, request: EchoRequest) -> EchoReply:
    """Raises OSError where the packet could not be sent."""
    _prepare(sock, request)
    token = os.urandom(8)
    identifier = int.from_bytes(os.urandom(2))
    data = (token * (request.padding // len(token) + 1))[: request.padding]
    try:
        sock.sendto(pack_echo_request(request.version, identifier, 0, data), _target(sock, request))
    except OSError as error:
        return _reply_from_send_error(error, request)
    deadline = monotonic_s() + request.wait_s
    while (remaining_s := deadline - monotonic_s()) > 0:
        readable = select.select([sock], [], [], remaining_s)[0]
        if not readable:
            break
        reply = _reply_from_error_queue(sock) or _receive_reply(sock, request, data, identifier)
        if reply is not None:
            return reply
    return SILENCE


def _prepare(sock: socket.socket, request: EchoRequest) -> None:
    linux, six = sys.platform == "linux", request.version == 6
    level = socket.IPPROTO_IPV6 if six else socket.IPPROTO_IP
    error_queue.enable_icmp_errors(sock)
    if request.ttl:
        sock.setsockopt(level, socket.IPV6_UNICAST_HOPS if six else socket.IP_TTL, request.ttl)
    if request.dont_fragment and linux:
        sock.setsockopt(level, _IPV6_MTU_DISCOVER if six else _IP_MTU_DISCOVER, _PMTUDISC_PROBE)
    elif request.dont_fragment:
        sock.setsockopt(level, _MACOS_DONTFRAG6 if six else _MACOS_DONTFRAG, 1)


def _target(sock: socket.socket, request: EchoRequest) -> Any:
    return socket.getaddrinfo(request.address, 0, sock.family, socket.SOCK_DGRAM)[0][4]


def _reply_from_send_error(error: OSError, request: EchoRequest) -> EchoReply:
    """The PC itself says that its adapter carries no such packet, or that there is no way. Raises the rest."""
    if error.errno == errno.EMSGSIZE and request.dont_fragment:
        return EchoReply(kind=EchoReplyKind.TOO_BIG)
    if error.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH):
        return EchoReply(kind=EchoReplyKind.UNREACHABLE)
    raise error


def _reply_from_error_queue(sock: socket.socket) -> EchoReply | None:
    """What Linux has put into the socket's error queue. What its own adapter refuses has no sender."""
    for icmp_error in error_queue.read_icmp_errors(sock):
        return EchoReply(
            kind=_reply_kind(icmp_error.reason),
            responder=icmp_error.sender,
            mtu=icmp_error.mtu,
        )
    return None


def _receive_reply(sock: socket.socket, request: EchoRequest, data: bytes, identifier: int) -> EchoReply | None:
    try:
        raw, _, _, source = sock.recvmsg(65_535, _ANCILLARY_BYTES)
    except OSError:
        return None
    responder = str(source[0]).partition("%")[0]
    body = raw[(raw[0] & 15) * 4 :] if request.version == 4 and raw[:1] and raw[0] >> 4 == 4 else raw
    if len(body) >= 8 and body[0] == _ECHO_REPLY_TYPES[request.version] and body[8:] == data:
        return EchoReply(kind=EchoReplyKind.ANSWER, responder=responder)
    error = parse_error_message(raw, request.version, identifier)
    if error is None:
        return None
    return EchoReply(kind=_reply_kind(error.reason), responder=responder, mtu=error.mtu)


def _reply_kind(reason: IcmpErrorReason) -> EchoReplyKind:
    return _KINDS.get(reason, EchoReplyKind.UNREACHABLE)

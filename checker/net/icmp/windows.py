"""A single echo request by IcmpSendEcho and Icmp6SendEcho2 (Windows): hops and DF are options of the call itself.

Echo requests by IcmpSendEcho and Icmp6SendEcho2 of iphlpapi.dll (Windows): no right of an administrator needed.

Each call blocks until its answer or its time-out, so a series is spread over several threads, a handle each.
"""

import ctypes
import ipaddress
import os
import socket
import sys
import threading
import time

from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.net.icmp.messages import SILENCE, SILENT_S, EchoReply, EchoReplyKind, EchoRequest, EchoResult, PingSeries

SENDER_THREADS = 12
"""Threads; at 40 ms between packets they carry answers of up to half a second without falling behind."""
_DATA = b"homeoffice-check"
_AF_INET6 = 23
INVALID_HANDLE = ctypes.c_void_p(-1).value
_SUCCESS = 0
_FAILURE_KINDS = {
    1231: FailureKind.UNREACHABLE,  # ERROR_NETWORK_UNREACHABLE
    1232: FailureKind.UNREACHABLE,  # ERROR_HOST_UNREACHABLE
    11002: FailureKind.UNREACHABLE,  # IP_DEST_NET_UNREACHABLE
    11003: FailureKind.UNREACHABLE,  # IP_DEST_HOST_UNREACHABLE
    11010: FailureKind.TIMEOUT,  # IP_REQ_TIMED_OUT
    5: FailureKind.DENIED,  # ERROR_ACCESS_DENIED
}


class IpOptionInformation(ctypes.Structure):
    """IP_OPTION_INFORMATION of ipexport.h."""

    _fields_ = (
        ("ttl", ctypes.c_ubyte),
        ("tos", ctypes.c_ubyte),
        ("flags", ctypes.c_ubyte),
        ("size", ctypes.c_ubyte),
        ("data", ctypes.c_void_p),
    )


class IcmpEchoReply(ctypes.Structure):
    """ICMP_ECHO_REPLY of ipexport.h."""

    _fields_ = (
        ("address", ctypes.c_ubyte * 4),
        ("status", ctypes.c_uint32),
        ("rtt_ms", ctypes.c_uint32),
        ("data_size", ctypes.c_uint16),
        ("reserved", ctypes.c_uint16),
        ("data", ctypes.c_void_p),
        ("options", IpOptionInformation),
    )


class Icmpv6EchoReply(ctypes.Structure):
    """ICMPV6_ECHO_REPLY of ipexport.h, its IPV6_ADDRESS_EX packed to one byte."""

    _layout_ = "ms"
    _pack_ = 1
    _fields_ = (
        ("port", ctypes.c_uint16),
        ("flow", ctypes.c_uint32),
        ("address", ctypes.c_ubyte * 16),
        ("scope", ctypes.c_uint32),
        ("padding", ctypes.c_uint16),
        ("status", ctypes.c_uint32),
        ("rtt_ms", ctypes.c_uint32),
    )


class SockaddrIn6(ctypes.Structure):
    """SOCKADDR_IN6."""

    _fields_ = (
        ("family", ctypes.c_uint16),
        ("port", ctypes.c_uint16),
        ("flow", ctypes.c_uint32),
        ("address", ctypes.c_ubyte * 16),
        ("scope", ctypes.c_uint32),
    )


def send_series(series: PingSeries) -> list[EchoResult]:
    """As `ping`. Raises OperationFailed where Windows gives no handle."""
    return _ThreadedSeries(series, load_iphlpapi()).run()


def load_iphlpapi() -> ctypes.CDLL:
    """iphlpapi.dll with the types of its calls (icmpapi.h)."""
    iphlpapi = ctypes.CDLL("iphlpapi.dll", use_last_error=True)
    word, number, pointer = ctypes.c_uint16, ctypes.c_uint32, ctypes.c_void_p
    iphlpapi.IcmpCreateFile.restype = iphlpapi.Icmp6CreateFile.restype = pointer
    iphlpapi.IcmpCloseHandle.argtypes = [pointer]
    iphlpapi.IcmpSendEcho.argtypes = [pointer, number, pointer, word, pointer, pointer, number, number]
    iphlpapi.IcmpSendEcho.restype = iphlpapi.Icmp6SendEcho2.restype = number
    iphlpapi.Icmp6SendEcho2.argtypes = [pointer] * 7 + [word, pointer, pointer, number, number]
    return iphlpapi


class _ThreadedSeries:
    """One series under way."""

    def __init__(self, series: PingSeries, library: ctypes.CDLL) -> None:
        self._series = series
        self._library = library
        self._lock = threading.Lock()
        self._next_number = 0
        self._answered = False
        self._stopped = threading.Event()
        self._results: list[EchoResult] = []
        self._failed: OperationFailed | None = None

    def run(self) -> list[EchoResult]:
        self._start_s = time.monotonic()
        senders = [threading.Thread(target=self._send_due, name="ping", daemon=True) for _ in range(SENDER_THREADS)]
        for sender in senders:
            sender.start()
        try:
            while any(sender.is_alive() for sender in senders):
                self._series.raise_if_cancelled()
                senders[0].join(0.05)
                time.sleep(0.01)
        finally:
            self._stopped.set()
        if self._failed and not self._results:
            raise self._failed
        return sorted(self._results, key=lambda echo: echo.sequence)

    def _send_due(self) -> None:
        handle = self._library.Icmp6CreateFile() if self._series.version == 6 else self._library.IcmpCreateFile()
        if handle in (None, INVALID_HANDLE):
            self._failed = OperationFailed(Operation.PING, FailureKind.DENIED, f"error {last_error()}")
            return
        try:
            while (sequence := self._next_sequence()) is not None:
                result = self._send_echo(handle, sequence)
                with self._lock:
                    self._results.append(result)
                    self._answered = self._answered or result.rtt_s is not None
        finally:
            self._library.IcmpCloseHandle(handle)

    def _next_sequence(self) -> int | None:
        """The next packet's number when its time has come, or None when there is none to send."""
        with self._lock:
            sequence = self._next_number
            self._next_number += 1
        if sequence >= self._series.count:
            return None
        due = self._start_s + sequence * self._series.interval_s
        if self._stopped.wait(max(0.0, due - time.monotonic())):
            return None
        if not self._answered and time.monotonic() - self._start_s > SILENT_S:
            return None
        return sequence

    def _send_echo(self, handle: int, sequence: int) -> EchoResult:
        start_s = time.perf_counter()
        status, address = self._send6(handle) if self._series.version == 6 else self._send4(handle)
        rtt_s = time.perf_counter() - start_s
        if status == _SUCCESS and address == ipaddress.ip_address(self._series.address.partition("%")[0]):
            return EchoResult(sequence=sequence, rtt_s=rtt_s)
        kind = _FAILURE_KINDS.get(status, FailureKind.TIMEOUT)
        return EchoResult(
            sequence=sequence, failure=Failure(operation=Operation.PING, kind=kind, detail=f"status {status}")
        )

    def _send4(self, handle: int) -> tuple[int, object]:
        target = int.from_bytes(socket.inet_aton(self._series.address), sys.byteorder)
        buffer = ctypes.create_string_buffer(ctypes.sizeof(IcmpEchoReply) + len(_DATA) + 8)
        wait_ms = int(self._series.wait_s * 1000)
        if not self._library.IcmpSendEcho(handle, target, _DATA, len(_DATA), None, buffer, len(buffer), wait_ms):
            return last_error(), None
        reply = IcmpEchoReply.from_buffer(buffer)
        return int(reply.status), ipaddress.IPv4Address(bytes(reply.address))

    def _send6(self, handle: int) -> tuple[int, object]:
        source, target = sockaddr_in6("::"), sockaddr_in6(self._series.address)
        buffer = ctypes.create_string_buffer(ctypes.sizeof(Icmpv6EchoReply) + len(_DATA) + 8 + 16)
        wait_ms = int(self._series.wait_s * 1000)
        if not self._library.Icmp6SendEcho2(
            handle,
            None,
            None,
            None,
            ctypes.addressof(source),
            ctypes.addressof(target),
            _DATA,
            len(_DATA),
            None,
            buffer,
            len(buffer),
            wait_ms,
        ):
            return last_error(), None
        reply = Icmpv6EchoReply.from_buffer(buffer)
        return int(reply.status), ipaddress.IPv6Address(bytes(reply.address))


def sockaddr_in6(address: str) -> SockaddrIn6:
    plain, _, zone = address.partition("%")
    packed = (ctypes.c_ubyte * 16).from_buffer_copy(socket.inet_pton(socket.AF_INET6, plain))
    scope = int(zone) if zone.isdigit() else 0
    return SockaddrIn6(_AF_INET6, 0, 0, packed, scope)


def last_error() -> int:
    if sys.platform == "win32":
        return ctypes.get_last_error()
    return 0


_DONT_FRAGMENT = 0x2
"""IP_FLAG_DF of ipexport.h."""
_REPLY_KINDS = {
    0: EchoReplyKind.ANSWER,
    11009: EchoReplyKind.TOO_BIG,  # IP_PACKET_TOO_BIG
    11013: EchoReplyKind.EXPIRED,  # IP_TTL_EXPIRED_TRANSIT
    11002: EchoReplyKind.UNREACHABLE,  # IP_DEST_NET_UNREACHABLE
    11003: EchoReplyKind.UNREACHABLE,  # IP_DEST_HOST_UNREACHABLE
    11005: EchoReplyKind.UNREACHABLE,  # IP_DEST_PORT_UNREACHABLE
    1231: EchoReplyKind.UNREACHABLE,  # ERROR_NETWORK_UNREACHABLE
    1232: EchoReplyKind.UNREACHABLE,  # ERROR_HOST_UNREACHABLE
}
_REQ_TIMED_OUT = 11010
"""IP_REQ_TIMED_OUT"""
_EXTRA_BYTES = 8 + 16
"""Room for an ICMP error and for IO_STATUS_BLOCK, as the pages of both calls ask for."""


def send_request(request: EchoRequest) -> EchoReply:
    """Raises OperationFailed where Windows gives no handle."""
    return send_request_with(load_iphlpapi(), request)


def send_request_with(iphlpapi: ctypes.CDLL, request: EchoRequest) -> EchoReply:
    """The same by this iphlpapi.dll."""
    handle = iphlpapi.Icmp6CreateFile() if request.version == 6 else iphlpapi.IcmpCreateFile()
    if handle in (None, INVALID_HANDLE):
        raise OperationFailed(Operation.PING, FailureKind.DENIED, f"error {last_error()}")
    try:
        return _send_ipv6(iphlpapi, handle, request) if request.version == 6 else _send_ipv4(iphlpapi, handle, request)
    finally:
        iphlpapi.IcmpCloseHandle(handle)


def _send_ipv4(iphlpapi: ctypes.CDLL, handle: int, request: EchoRequest) -> EchoReply:
    target = int.from_bytes(socket.inet_aton(request.address), sys.byteorder)
    data, options = os.urandom(request.padding), _options(request)
    buffer = ctypes.create_string_buffer(ctypes.sizeof(IcmpEchoReply) + len(data) + _EXTRA_BYTES)
    wait_ms = int(request.wait_s * 1000)
    reply_count = iphlpapi.IcmpSendEcho(
        handle, target, data, len(data), ctypes.addressof(options), ctypes.addressof(buffer), len(buffer), wait_ms
    )
    if not reply_count:
        return _reply(last_error() or _REQ_TIMED_OUT, "")
    reply = IcmpEchoReply.from_buffer(buffer)
    return _reply(int(reply.status), str(ipaddress.IPv4Address(bytes(reply.address))))


def _send_ipv6(iphlpapi: ctypes.CDLL, handle: int, request: EchoRequest) -> EchoReply:
    source, target = sockaddr_in6("::"), sockaddr_in6(request.address)
    data, options = os.urandom(request.padding), _options(request)
    buffer = ctypes.create_string_buffer(ctypes.sizeof(Icmpv6EchoReply) + len(data) + _EXTRA_BYTES)
    reply_count = iphlpapi.Icmp6SendEcho2(
        handle,
        None,
        None,
        None,
        ctypes.addressof(source),
        ctypes.addressof(target),
        data,
        len(data),
        ctypes.addressof(options),
        ctypes.addressof(buffer),
        len(buffer),
        int(request.wait_s * 1000),
    )
    if not reply_count:
        return _reply(last_error() or _REQ_TIMED_OUT, "")
    reply = Icmpv6EchoReply.from_buffer(buffer)
    return _reply(int(reply.status), str(ipaddress.IPv6Address(bytes(reply.address))))


def _options(request: EchoRequest) -> IpOptionInformation:
    """A `ttl` of 0 would mean none at all, so the usual 128 of Windows stands in its place."""
    return IpOptionInformation(ttl=request.ttl or 128, flags=_DONT_FRAGMENT if request.dont_fragment else 0)


def _reply(status: int, responder: str) -> EchoReply:
    kind = _REPLY_KINDS.get(status, EchoReplyKind.SILENCE)
    return SILENCE if kind is EchoReplyKind.SILENCE else EchoReply(kind=kind, responder=responder)

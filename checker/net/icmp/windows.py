"""Echo requests, a series or a single one, by IcmpSendEcho and Icmp6SendEcho2 of iphlpapi.dll (Windows).

No right of an administrator is needed; hops and DF are options of the call itself. Each call blocks until its answer
or its time-out, so a series is spread over several threads, a handle each.
"""

import ctypes
import ipaddress
import os
import socket
import sys
import threading
import time

from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.net.clock import monotonic_s
from checker.net.foreign_library import last_error
from checker.net.icmp.messages import SILENCE, SILENT_S, EchoReply, EchoReplyKind, EchoRequest, EchoResult, PingSeries
from checker.net.windows.iphlpapi import (
    INVALID_HANDLE,
    IcmpEchoReply,
    Icmpv6EchoReply,
    IpOptionInformation,
    load_iphlpapi,
    sockaddr_in6,
)

SENDER_THREADS = 12
"""Threads; at 40 ms between packets they carry answers of up to half a second without falling behind."""
_DATA = b"homeoffice-check"
_SUCCESS = 0
_FAILURE_KINDS = {
    1231: FailureKind.UNREACHABLE,  # ERROR_NETWORK_UNREACHABLE
    1232: FailureKind.UNREACHABLE,  # ERROR_HOST_UNREACHABLE
    11002: FailureKind.UNREACHABLE,  # IP_DEST_NET_UNREACHABLE
    11003: FailureKind.UNREACHABLE,  # IP_DEST_HOST_UNREACHABLE
    11010: FailureKind.TIMEOUT,  # IP_REQ_TIMED_OUT
    5: FailureKind.DENIED,  # ERROR_ACCESS_DENIED
}


def send_series(series: PingSeries) -> list[EchoResult]:
    """As `ping`. Raises OperationFailed where Windows gives no handle."""
    return _ThreadedSeries(series, load_iphlpapi()).run()


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
        self._start_s = monotonic_s()
        senders = [threading.Thread(target=self._send_due, name="ping", daemon=True) for _ in range(SENDER_THREADS)]
        for sender in senders:
            sender.start()
        try:
            while any(sender.is_alive() for sender in senders) and not self._series.is_over():
                self._series.raise_if_cancelled()
                senders[0].join(0.05)
                time.sleep(0.01)
        finally:
            self._stopped.set()
        if self._failed and not self._results:
            raise self._failed
        with self._lock:
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
        if self._stopped.wait(max(0.0, due - monotonic_s())):
            return None
        if not self._answered and monotonic_s() - self._start_s > SILENT_S:
            return None
        return sequence

    def _send_echo(self, handle: int, sequence: int) -> EchoResult:
        start_s = monotonic_s()
        status, responder = _send_echo(
            self._library, handle, self._series.address, _DATA, None, int(self._series.wait_s * 1000)
        )
        rtt_s = monotonic_s() - start_s
        if status == _SUCCESS and _is_same_address(responder, self._series.address):
            return EchoResult(sequence=sequence, rtt_s=rtt_s)
        kind = _FAILURE_KINDS.get(status, FailureKind.TIMEOUT)
        return EchoResult(
            sequence=sequence, failure=Failure(operation=Operation.PING, kind=kind, detail=f"status {status}")
        )


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
    """The same by this iphlpapi.dll. Raises OperationFailed where nothing is sent."""
    handle = iphlpapi.Icmp6CreateFile() if request.version == 6 else iphlpapi.IcmpCreateFile()
    if handle in (None, INVALID_HANDLE):
        raise OperationFailed(Operation.PING, FailureKind.DENIED, f"error {last_error()}")
    try:
        data, options = os.urandom(request.padding), _options(request)
        return _reply(*_send_echo(iphlpapi, handle, request.address, data, options, int(request.wait_s * 1000)))
    finally:
        iphlpapi.IcmpCloseHandle(handle)


def _options(request: EchoRequest) -> IpOptionInformation:
    """A `ttl` of 0 would mean none at all, so the usual 128 of Windows stands in its place."""
    return IpOptionInformation(ttl=request.ttl or 128, flags=_DONT_FRAGMENT if request.dont_fragment else 0)


def _reply(status: int, responder: str) -> EchoReply:
    kind = _REPLY_KINDS.get(status, EchoReplyKind.SILENCE)
    return SILENCE if kind is EchoReplyKind.SILENCE else EchoReply(kind=kind, responder=responder)


def _send_echo(
    iphlpapi: ctypes.CDLL, handle: int, address: str, data: bytes, options: IpOptionInformation | None, wait_ms: int
) -> tuple[int, str]:
    """The status of one request and who answered it, empty where nobody did."""
    six = ":" in address
    reply_type = Icmpv6EchoReply if six else IcmpEchoReply
    buffer = ctypes.create_string_buffer(ctypes.sizeof(reply_type) + len(data) + _EXTRA_BYTES)
    option_pointer = ctypes.addressof(options) if options is not None else None
    last_arguments = (data, len(data), option_pointer, ctypes.addressof(buffer), len(buffer), wait_ms)
    if six:
        source, target = sockaddr_in6("::"), sockaddr_in6(address)
        ends = ctypes.addressof(source), ctypes.addressof(target)
        reply_count = iphlpapi.Icmp6SendEcho2(handle, None, None, None, *ends, *last_arguments)
    else:
        number = int.from_bytes(socket.inet_aton(address), sys.byteorder)
        reply_count = iphlpapi.IcmpSendEcho(handle, number, *last_arguments)
    if not reply_count:
        return last_error() or _REQ_TIMED_OUT, ""
    reply = reply_type.from_buffer(buffer)
    return int(reply.status), str(ipaddress.ip_address(bytes(reply.address)))


def _is_same_address(responder: str, address: str) -> bool:
    return bool(responder) and ipaddress.ip_address(responder) == ipaddress.ip_address(address.partition("%")[0])

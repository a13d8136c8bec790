"""A single echo request by IcmpSendEcho and Icmp6SendEcho2 (Windows): hops and DF are options of the call itself."""

import ctypes
import ipaddress
import os
import socket
import sys

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.echo import SILENCE, Heard, Reply, Request
from checker.net.icmp_windows import INVALID_HANDLE, Options, Reply4, Reply6, address6, last_error, library

_DONT_FRAGMENT = 0x2
"""IP_FLAG_DF of ipexport.h."""
_STATUS = {
    0: Heard.ANSWER,
    11009: Heard.TOO_BIG,  # IP_PACKET_TOO_BIG
    11013: Heard.EXPIRED,  # IP_TTL_EXPIRED_TRANSIT
    11002: Heard.UNREACHABLE,  # IP_DEST_NET_UNREACHABLE
    11003: Heard.UNREACHABLE,  # IP_DEST_HOST_UNREACHABLE
    11005: Heard.UNREACHABLE,  # IP_DEST_PORT_UNREACHABLE
    1231: Heard.UNREACHABLE,  # ERROR_NETWORK_UNREACHABLE
    1232: Heard.UNREACHABLE,  # ERROR_HOST_UNREACHABLE
}
_NO_REPLY = 11010
"""IP_REQ_TIMED_OUT"""
_EXTRA = 8 + 16
"""Room for an ICMP error and for IO_STATUS_BLOCK, as the pages of both calls ask for."""


def send(request: Request) -> Reply:
    """Raises OperationFailed where Windows gives no handle."""
    return send_by(library(), request)


def send_by(known: ctypes.CDLL, request: Request) -> Reply:
    """The same by this iphlpapi.dll."""
    handle = known.Icmp6CreateFile() if request.version == 6 else known.IcmpCreateFile()
    if handle in (None, INVALID_HANDLE):
        raise OperationFailed(Operation.PING, FailureKind.DENIED, f"error {last_error()}")
    try:
        return _sent6(known, handle, request) if request.version == 6 else _sent4(known, handle, request)
    finally:
        known.IcmpCloseHandle(handle)


def _sent4(known: ctypes.CDLL, handle: int, request: Request) -> Reply:
    target = int.from_bytes(socket.inet_aton(request.address), sys.byteorder)
    data, options = os.urandom(request.padding), _options(request)
    room = ctypes.create_string_buffer(ctypes.sizeof(Reply4) + len(data) + _EXTRA)
    wait_ms = int(request.wait_s * 1000)
    heard = known.IcmpSendEcho(
        handle, target, data, len(data), ctypes.addressof(options), ctypes.addressof(room), len(room), wait_ms
    )
    if not heard:
        return _reply(last_error() or _NO_REPLY, "")
    reply = Reply4.from_buffer(room)
    return _reply(int(reply.status), str(ipaddress.IPv4Address(bytes(reply.address))))


def _sent6(known: ctypes.CDLL, handle: int, request: Request) -> Reply:
    source, target = address6("::"), address6(request.address)
    data, options = os.urandom(request.padding), _options(request)
    room = ctypes.create_string_buffer(ctypes.sizeof(Reply6) + len(data) + _EXTRA)
    heard = known.Icmp6SendEcho2(
        handle,
        None,
        None,
        None,
        ctypes.addressof(source),
        ctypes.addressof(target),
        data,
        len(data),
        ctypes.addressof(options),
        ctypes.addressof(room),
        len(room),
        int(request.wait_s * 1000),
    )
    if not heard:
        return _reply(last_error() or _NO_REPLY, "")
    reply = Reply6.from_buffer(room)
    return _reply(int(reply.status), str(ipaddress.IPv6Address(bytes(reply.address))))


def _options(request: Request) -> Options:
    """A `ttl` of 0 would mean none at all, so the usual 128 of Windows stands in its place."""
    return Options(ttl=request.hops or 128, flags=_DONT_FRAGMENT if request.whole else 0)


def _reply(status: int, by: str) -> Reply:
    heard = _STATUS.get(status, Heard.SILENCE)
    return SILENCE if heard is Heard.SILENCE else Reply(heard=heard, by=by)

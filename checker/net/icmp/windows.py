"""A single echo request by IcmpSendEcho and Icmp6SendEcho2 (Windows): hops and DF are options of the call itself."""

import ctypes
import ipaddress
import os
import socket
import sys

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.icmp.messages import SILENCE, EchoReply, EchoReplyKind, EchoRequest
from checker.net.icmp_windows import (
    INVALID_HANDLE,
    IcmpEchoReply,
    Icmpv6EchoReply,
    IpOptionInformation,
    last_error,
    load_iphlpapi,
    sockaddr_in6,
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

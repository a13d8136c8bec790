"""A single echo request by a datagram ICMP socket: Linux hands errors to its queue, macOS hands the packets over."""

import errno
import os
import select
import socket
import sys
import time
from typing import Any

from checker.net.icmp import error_queue
from checker.net.icmp.error import parse_error_message
from checker.net.icmp.error_queue import IcmpErrorReason
from checker.net.icmp.messages import SILENCE, EchoReply, EchoReplyKind, EchoRequest
from checker.net.icmp_series import pack_echo_request

_IP_MTU_DISCOVER, _IPV6_MTU_DISCOVER = 10, 23
_PMTUDISC_PROBE = 3
"""linux/in.h and in6.h: DF is set, and what the kernel has learned of the way's width is not minded."""
_MACOS_DONTFRAG, _MACOS_DONTFRAG6 = 28, 62
"""XNU's netinet/in.h and netinet6/in6.h."""
_KINDS = {IcmpErrorReason.EXPIRED: EchoReplyKind.EXPIRED, IcmpErrorReason.TOO_LARGE: EchoReplyKind.TOO_BIG}
_ECHO_REPLY_TYPES = {4: 0, 6: 129}
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
    deadline = time.monotonic() + request.wait_s
    while (remaining_s := deadline - time.monotonic()) > 0:
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
            kind=_KINDS.get(icmp_error.reason, EchoReplyKind.UNREACHABLE),
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
    return EchoReply(kind=EchoReplyKind(error.word), responder=responder, mtu=error.mtu) if error else None

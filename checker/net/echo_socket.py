"""A single echo request by a datagram ICMP socket: Linux hands errors to its queue, macOS hands the packets over."""

import errno
import os
import select
import socket
import sys
import time
from typing import Any

from checker.net import errqueue
from checker.net.echo import SILENCE, Heard, Reply, Request
from checker.net.errqueue import Reason
from checker.net.icmp import packet
from checker.net.icmp_error import read_error

_IP_MTU_DISCOVER, _IPV6_MTU_DISCOVER = 10, 23
_PMTUDISC_PROBE = 3
"""linux/in.h and in6.h: DF is set, and what the kernel has learned of the way's width is not minded."""
_MACOS_DONTFRAG, _MACOS_DONTFRAG6 = 28, 62
"""XNU's netinet/in.h and netinet6/in6.h."""
_HEARD = {Reason.EXPIRED: Heard.EXPIRED, Reason.TOO_LARGE: Heard.TOO_BIG}
_REPLY = {4: 0, 6: 129}
_ROOM = 512


def send(sock: socket.socket, request: Request) -> Reply:
    """Raises OSError where the packet could not be sent."""
    _prepare(sock, request)
    token = os.urandom(8)
    identifier = int.from_bytes(os.urandom(2))
    data = (token * (request.padding // len(token) + 1))[: request.padding]
    try:
        sock.sendto(packet(request.version, identifier, 0, data), _target(sock, request))
    except OSError as error:
        return _refused(error, request)
    ends = time.monotonic() + request.wait_s
    while (left := ends - time.monotonic()) > 0:
        readable = select.select([sock], [], [], left)[0]
        if not readable:
            break
        reply = _queued(sock) or _received(sock, request, data, identifier)
        if reply is not None:
            return reply
    return SILENCE


def _prepare(sock: socket.socket, request: Request) -> None:
    linux, six = sys.platform == "linux", request.version == 6
    level = socket.IPPROTO_IPV6 if six else socket.IPPROTO_IP
    errqueue.listening(sock)
    if request.hops:
        sock.setsockopt(level, socket.IPV6_UNICAST_HOPS if six else socket.IP_TTL, request.hops)
    if request.whole and linux:
        sock.setsockopt(level, _IPV6_MTU_DISCOVER if six else _IP_MTU_DISCOVER, _PMTUDISC_PROBE)
    elif request.whole:
        sock.setsockopt(level, _MACOS_DONTFRAG6 if six else _MACOS_DONTFRAG, 1)


def _target(sock: socket.socket, request: Request) -> Any:
    return socket.getaddrinfo(request.address, 0, sock.family, socket.SOCK_DGRAM)[0][4]


def _refused(error: OSError, request: Request) -> Reply:
    """The PC itself says that its adapter carries no such packet, or that there is no way. Raises the rest."""
    if error.errno == errno.EMSGSIZE and request.whole:
        return Reply(heard=Heard.TOO_BIG)
    if error.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH):
        return Reply(heard=Heard.UNREACHABLE)
    raise error


def _queued(sock: socket.socket) -> Reply | None:
    """What Linux has put into the socket's error queue. What its own adapter refuses has no sender."""
    for told in errqueue.told(sock):
        return Reply(heard=_HEARD.get(told.reason, Heard.UNREACHABLE), by=told.sender, mtu=told.mtu)
    return None


def _received(sock: socket.socket, request: Request, data: bytes, identifier: int) -> Reply | None:
    try:
        raw, _, _, source = sock.recvmsg(65_535, _ROOM)
    except OSError:
        return None
    by = str(source[0]).partition("%")[0]
    body = raw[(raw[0] & 15) * 4 :] if request.version == 4 and raw[:1] and raw[0] >> 4 == 4 else raw
    if len(body) >= 8 and body[0] == _REPLY[request.version] and body[8:] == data:
        return Reply(heard=Heard.ANSWER, by=by)
    error = read_error(raw, request.version, identifier)
    return Reply(heard=Heard(error.what), by=by, mtu=error.mtu) if error else None

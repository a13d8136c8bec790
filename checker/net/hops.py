"""How far packets of UDP come: sent with a small time to live, so that each machine on the way answers for them.

Linux shows those answers (ICMP "time exceeded") to the socket that sent; Windows as WSAENETRESET of a receive
("For a UDP datagram socket, this error indicates that the time to live has expired", recvfrom of winsock2.h).
macOS shows them to nobody without rights.
"""

import selectors
import socket
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from itertools import groupby

from checker.model.record import Record
from checker.net import errqueue
from checker.net.errqueue import Reason

TOLD_HERE = sys.platform in ("linux", "win32")
"""Whether this system hands such answers over."""
_NET_RESET, _RESET = 10052, 10054
"""WSAENETRESET and WSAECONNRESET of winsock2.h."""
_LOOK_S = 0.1
GAP_S = 0.02
"""Between one hop and the next."""


class Sent(Record, frozen=True, kw_only=True):
    """One packet to an IP address: `hops` is its time to live."""

    address: str
    port: int
    hops: int
    data: bytes


class Heard(Record, frozen=True, kw_only=True):
    """What came back for it. `arrived`: from the target itself, be it a refusal; otherwise from a machine before it.

    `sender` is empty where the system does not tell it; it is never part of an observation.
    """

    arrived: bool
    sender: str = ""


def send(
    packets: Iterable[Sent], wait_s: float, go_on: Callable[[], None] = lambda: None, copies: int = 1
) -> dict[Sent, Heard]:
    """Sends them, the nearest hop first, and tells what came back within `wait_s` seconds after the last.

    Once one has arrived at the target nothing is sent further: every machine answers only so many a second. A packet
    that cannot be sent is not heard of. `go_on` is called while waiting and raises to stop.
    """
    heard: dict[Sent, Heard] = {}
    with ExitStack() as opened, selectors.DefaultSelector() as waiting:
        for _, near in groupby(sorted(packets, key=lambda packet: packet.hops), key=lambda packet: packet.hops):
            for packet in near:
                sock = _sending(packet, copies)
                if sock is not None:
                    opened.enter_context(sock)
                    waiting.register(sock, selectors.EVENT_READ, (sock, packet))
            _listen(waiting, heard, GAP_S, go_on)
            if any(answer.arrived for answer in heard.values()):
                break
        _listen(waiting, heard, wait_s, go_on)
    return heard


def _listen(
    waiting: selectors.BaseSelector, heard: dict[Sent, Heard], wait_s: float, go_on: Callable[[], None]
) -> None:
    ends = time.monotonic() + wait_s
    while waiting.get_map() and (left_s := ends - time.monotonic()) > 0:
        go_on()
        for key, _ in waiting.select(min(left_s, _LOOK_S)):
            sock, packet = key.data
            answer = _heard(sock, packet)
            if answer is not None:
                heard[packet] = answer
                waiting.unregister(sock)


def _sending(packet: Sent, copies: int) -> socket.socket | None:
    six = ":" in packet.address
    sock = socket.socket(socket.AF_INET6 if six else socket.AF_INET, socket.SOCK_DGRAM)
    try:
        sock.setblocking(False)
        errqueue.listening(sock)
        if six:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_UNICAST_HOPS, packet.hops)
        else:
            sock.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, packet.hops)
        sock.connect((packet.address, packet.port))
        sock.send(packet.data)
    except OSError:
        sock.close()
        return None
    for _ in range(copies - 1):
        with suppress(OSError):  # what the first met may come up here, and is told by the socket all the same
            sock.send(packet.data)
    return sock


def _heard(sock: socket.socket, packet: Sent) -> Heard | None:
    """What this socket has to say, or None where it is nothing after all."""
    for told in errqueue.told(sock):
        if told.reason is Reason.EXPIRED:
            return Heard(arrived=told.sender == packet.address.partition("%")[0], sender=told.sender)
        if told.sender == packet.address.partition("%")[0]:
            return Heard(arrived=True, sender=told.sender)
    try:
        sock.recv(64)
    except BlockingIOError:
        return None
    except OSError as error:
        return {_NET_RESET: Heard(arrived=False), _RESET: Heard(arrived=True)}.get(error.errno or 0)
    return Heard(arrived=True)

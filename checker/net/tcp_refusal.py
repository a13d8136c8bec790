"""Who refuses a connection by TCP, asked again in a way that Linux tells it; elsewhere nobody knows.

An ICMP message names its sender. A reset always bears the target's name, but not its distance: a router that forges one
gives it a fresh time to live. IP_MINTTL and IPV6_MINHOPCOUNT (RFC 5082) let only packets pass that are at least so
fresh, which tells the time to live of a reset without any rights.
"""

import errno
import selectors
import socket
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack

from checker.net import errqueue
from checker.net.errqueue import FRESH, Reason
from checker.net.origin import Origin, near, origin_of

_MINTTL, _MINHOPS = 21, 73
"""IP_MINTTL of linux/in.h and IPV6_MINHOPCOUNT of linux/in6.h."""
WAIT_S = 1.3
"""One more packet than the first, which TCP repeats after 1 s (RFC 6298): machines limit how often they refuse."""
FRESH_S = 0.1
"""At least so long a reset with a fresh time to live is waited for, and thrice as long as the first one took."""
_LOOK_S = 0.1
_MOST_TTL = 255
_LEAST = sorted({*FRESH, *(ttl + 1 for ttl in FRESH if ttl < _MOST_TTL)})


def who_refuses(address: str, port: int, go_on: Callable[[], None] = lambda: None) -> Origin | None:
    """Who refuses connections to this IP address and port; None where nobody does or it cannot be told.

    Takes 2 s at most. `go_on` is called while waiting and raises to stop.
    """
    if sys.platform != "linux":
        return None
    began = time.monotonic()
    origin, reset = _dialled(address, port, [0], WAIT_S, go_on)
    if origin is not None or not reset:
        return origin
    fresh_s = max(FRESH_S, 3 * (time.monotonic() - began))
    return _of_resets(reset | _dialled(address, port, _LEAST, fresh_s, go_on)[1], address)


def _dialled(
    address: str, port: int, least: list[int], wait_s: float, go_on: Callable[[], None]
) -> tuple[Origin | None, set[int]]:
    """Who refused by a message; and through which of these least times to live a reset came."""
    reset: set[int] = set()
    with ExitStack() as opened, selectors.DefaultSelector() as waiting:
        for ttl in least:
            sock = opened.enter_context(_dialling(address, ttl))
            began = sock.connect_ex((address, port))
            if began == errno.EINPROGRESS:
                waiting.register(sock, selectors.EVENT_WRITE, (sock, ttl))
            elif began == errno.ECONNREFUSED:
                reset.add(ttl)
        ends = time.monotonic() + wait_s
        while waiting.get_map() and (left_s := ends - time.monotonic()) > 0:
            go_on()
            for key, _ in waiting.select(min(left_s, _LOOK_S)):
                sock, ttl = key.data
                waiting.unregister(sock)
                origin = _named(sock, address)
                if origin is not None:
                    return origin, reset
                if sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == errno.ECONNREFUSED:
                    reset.add(ttl)
    return None, reset


def _of_resets(reset: set[int], address: str) -> Origin | None:
    """`reset`: the least time to live of each socket that a reset came through to."""
    if 0 not in reset:
        return None
    fresh = any(ttl in reset and ttl + 1 not in reset for ttl in FRESH)
    return Origin.ROUTER if fresh and not near(address) else Origin.TARGET


def _named(sock: socket.socket, address: str) -> Origin | None:
    for told in errqueue.told(sock):
        if told.reason is Reason.REFUSED:
            return origin_of(told, address)
    return None


def _dialling(address: str, ttl: int) -> socket.socket:
    six = ":" in address
    sock = socket.socket(socket.AF_INET6 if six else socket.AF_INET, socket.SOCK_STREAM)
    sock.setblocking(False)
    errqueue.listening(sock)
    if ttl:
        level, option = (socket.IPPROTO_IPV6, _MINHOPS) if six else (socket.IPPROTO_IP, _MINTTL)
        sock.setsockopt(level, option, ttl)
    return sock

"""Whether a connection is answered close by, in the name of a host that is far away: by packets that do not live long.

A packet whose time to live ends at the first or second router cannot be answered by a host behind them. Whoever accepts
or resets the connection all the same stands there: a router that refuses, or a page that puts itself in between. No
right is needed for it on any system; silence, and "time exceeded" where a system hands it over, mean nobody.
"""

import errno
import selectors
import socket
import sys
from collections.abc import Callable
from contextlib import ExitStack

from checker.net.clock import monotonic_s
from checker.net.tcp.race import PENDING_CODES, REFUSAL_S
from checker.net.tcp.segment import open_socket

NEAR_HOPS = (1, 2)
"""The home router, and a second one or the provider's first machine."""
WAIT_S = REFUSAL_S if sys.platform == "win32" else 1.3
"""The first packet is sent again after 1 s (RFC 6298, 2.1)."""
_ANSWER_CODES = {0, errno.ECONNREFUSED, errno.ECONNRESET}
_POLL_S = 0.1


def nearest_answer(
    address: str, port: int, raise_if_cancelled: Callable[[], None] = lambda: None, wait_s: float = WAIT_S
) -> int:
    """After how many routers a connection to this IP address is accepted or reset; 0 where nobody near does.

    `raise_if_cancelled` is called while waiting and raises to stop.
    """
    answered: set[int] = set()
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        for hops in NEAR_HOPS:
            try:
                sock = stack.enter_context(open_socket(address))
                sock.setblocking(False)
                _limit_hops(sock, hops)
                code = sock.connect_ex((address, port))
            except OSError:
                continue
            if code in PENDING_CODES:
                selector.register(sock, selectors.EVENT_WRITE, (sock, hops))
            elif code in _ANSWER_CODES:
                answered.add(hops)
        deadline = monotonic_s() + wait_s
        while 1 not in answered and selector.get_map() and (remaining_s := deadline - monotonic_s()) > 0:
            raise_if_cancelled()
            for key, _ in selector.select(min(remaining_s, _POLL_S)):
                sock, hops = key.data
                selector.unregister(sock)
                if sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) in _ANSWER_CODES:
                    answered.add(hops)
    return min(answered, default=0)


def _limit_hops(sock: socket.socket, hops: int) -> None:
    if sock.family == socket.AF_INET6:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_UNICAST_HOPS, hops)
    else:
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, hops)

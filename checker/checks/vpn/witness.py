"""A second witness where a gateway is silent: whether its host answers anything at all."""

import errno
import selectors
import socket
import time
from contextlib import ExitStack

from checker.checks.vpn.way import Way

WITNESS_S = 2.0
WITNESS_PORT = 443
_PENDING = {errno.EINPROGRESS, errno.EWOULDBLOCK, getattr(errno, "WSAEWOULDBLOCK", errno.EWOULDBLOCK)}
_SPOKE = {0, errno.ECONNREFUSED, errno.ECONNRESET}
"""Let in, or refused by a reset: both are answers. A router's "unreachable" is none."""


def host_answers(way: Way, port: int) -> bool:
    """Whether the host lets in or refuses on this TCP port or on 443. Sends nothing. Raises Cancelled."""
    ends = min(way.ends, time.monotonic() + WITNESS_S)
    with ExitStack() as opened, selectors.DefaultSelector() as waiting:
        for address in way.addresses:
            for tried in {port, WITNESS_PORT}:
                family = socket.AF_INET6 if ":" in address else socket.AF_INET
                sock = opened.enter_context(socket.socket(family, socket.SOCK_STREAM))
                sock.setblocking(False)
                began = sock.connect_ex((address, tried))
                if began in _SPOKE:
                    return True
                if began in _PENDING:
                    waiting.register(sock, selectors.EVENT_WRITE, sock)
        return _any_spoke(waiting, way, ends)


def _any_spoke(waiting: selectors.BaseSelector, way: Way, ends: float) -> bool:
    while waiting.get_map() and (left_s := ends - time.monotonic()) > 0:
        way.go_on()
        for key, _ in waiting.select(min(left_s, 0.2)):
            waiting.unregister(key.fileobj)
            if key.data.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) in _SPOKE:
                return True
    return False

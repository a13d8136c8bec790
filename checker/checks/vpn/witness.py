"""A second witness where a gateway is silent: whether its host answers anything at all."""

import errno
import selectors
import socket
import time
from contextlib import ExitStack

from checker.checks.vpn.gateway_context import GatewayContext

HOST_TIMEOUT_S = 2.0
ALTERNATIVE_PORT = 443
_PENDING = {errno.EINPROGRESS, errno.EWOULDBLOCK, getattr(errno, "WSAEWOULDBLOCK", errno.EWOULDBLOCK)}
_ANSWERED = {0, errno.ECONNREFUSED, errno.ECONNRESET}
"""Let in, or refused by a reset: both are answers. A router's "unreachable" is none."""


def host_answers(context: GatewayContext, port: int) -> bool:
    """Whether the host lets in or refuses on this TCP port or on 443. Sends nothing. Raises Cancelled."""
    deadline = min(context.deadline, time.monotonic() + HOST_TIMEOUT_S)
    with ExitStack() as sockets, selectors.DefaultSelector() as selector:
        for address in context.addresses:
            for candidate_port in {port, ALTERNATIVE_PORT}:
                family = socket.AF_INET6 if ":" in address else socket.AF_INET
                sock = sockets.enter_context(socket.socket(family, socket.SOCK_STREAM))
                sock.setblocking(False)
                status = sock.connect_ex((address, candidate_port))
                if status in _ANSWERED:
                    return True
                if status in _PENDING:
                    selector.register(sock, selectors.EVENT_WRITE, sock)
        return _any_answered(selector, context, deadline)


def _any_answered(selector: selectors.BaseSelector, context: GatewayContext, deadline: float) -> bool:
    while selector.get_map() and (remaining_s := deadline - time.monotonic()) > 0:
        context.raise_if_cancelled()
        for key, _ in selector.select(min(remaining_s, 0.2)):
            selector.unregister(key.fileobj)
            if key.data.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) in _ANSWERED:
                return True
    return False

"""Control probes for a silent gateway: whether its host answers at all, and where packets to its port end.

They begin while it is still being probed, so that silence takes no longer.
"""

import errno
import selectors
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Self, TypeVar

from checker.checks.vpn.controls import packet_drop, syn_drop
from checker.checks.vpn.controls.hop_evidence import PacketDrop
from checker.checks.vpn.gateway_context import POLL_S, GatewayContext
from checker.net.clock import monotonic_s
from checker.net.tcp.race import PENDING_CODES, REFUSAL_S

ALTERNATIVE_PORT = 443
_ANSWERED = {0, errno.ECONNREFUSED, errno.ECONNRESET}
"""Accepted, or refused by a reset: both are answers. A router's "unreachable" is none."""


def host_answers(context: GatewayContext, port: int) -> bool:
    """Whether the host accepts or refuses on this TCP port or on 443, each dialled once in a run for all gateways.

    Sends nothing. Raises Cancelled.
    """
    with context.host_dials.of_host(context.addresses) as answers:
        ports = (port, ALTERNATIVE_PORT)
        undialled = {number for number in ports if number not in answers}
        if undialled and not any(answers.get(number) for number in ports):
            answers.update(dict.fromkeys(undialled, _dial(context, undialled)))
        return any(answers.get(number) for number in ports)


def _dial(context: GatewayContext, ports: set[int]) -> bool:
    deadline = min(context.deadline, monotonic_s() + REFUSAL_S)
    with ExitStack() as sockets, selectors.DefaultSelector() as selector:
        for address in context.addresses:
            for port in ports:
                family = socket.AF_INET6 if ":" in address else socket.AF_INET
                sock = sockets.enter_context(socket.socket(family, socket.SOCK_STREAM))
                sock.setblocking(False)
                status = sock.connect_ex((address, port))
                if status in _ANSWERED:
                    return True
                if status in PENDING_CODES:
                    selector.register(sock, selectors.EVENT_WRITE, sock)
        return _any_answered(selector, context, deadline)


def _any_answered(selector: selectors.BaseSelector, context: GatewayContext, deadline: float) -> bool:
    while selector.get_map() and (remaining_s := deadline - monotonic_s()) > 0:
        context.raise_if_cancelled()
        for key, _ in selector.select(min(remaining_s, POLL_S)):
            selector.unregister(key.fileobj)
            if key.data.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) in _ANSWERED:
                return True
    return False


T = TypeVar("T")
START_AFTER_S = 1.0
"""Gateways that work have answered by then; only for one that has not are control probes sent."""


class ControlProbes:
    """A context: leaving it without having called `results` cancels them. `by_udp`: how the gateway is probed."""

    def __init__(self, context: GatewayContext, port: int, by_udp: bool) -> None:
        self._decided = threading.Event()
        self._is_needed = True
        self._pool = ThreadPoolExecutor(2, "witness")
        self._host = self._pool.submit(self._run_if_needed, lambda: host_answers(context, port), False)
        locate = packet_drop.locate_drop if by_udp else syn_drop.locate_syn_drop
        self._drop = self._pool.submit(self._run_if_needed, lambda: locate(context, port), PacketDrop())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._is_needed = self._decided.is_set()
        self._decided.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def results(self) -> tuple[bool, PacketDrop]:
        """Whether the host answers otherwise, and where packets to the port end. Raises Cancelled."""
        self._decided.set()
        return self._host.result(), self._drop.result()

    def _run_if_needed(self, control: Callable[[], T], default: T) -> T:
        self._decided.wait(START_AFTER_S)
        return control() if self._is_needed else default

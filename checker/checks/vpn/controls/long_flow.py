"""A gateway that answered by UDP: does the same flow still pass after its first packets?

A VPN's session is one long flow, and its first answer says nothing of the rest. In a flow of its own the gateway is
asked four times; it is dead where it was answered first and then six packets in a row are not. Cut off it is only where
a second flow dies, too, while a new one is answered at that very moment: so neither lost packets nor an outage look so.
On every system. Requests that the gateway keeps no session of (IKE), or of the probe's own peer (WireGuard); OpenVPN's
and TLS' handshakes are long enough by themselves.
"""

import selectors
import socket
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from enum import Enum

from checker.checks.vpn.controls.path_mtu import SMALL_REQUESTS_B
from checker.checks.vpn.gateway_context import POLL_S, GatewayContext
from checker.checks.vpn.gateways.tunnel import IkeV1Gateway, IkeV2Gateway, L2tpGateway, WireGuardGateway
from checker.checks.vpn.kinds.padding import PaddedRequest, make_padded_request
from checker.checks.vpn.kinds.wireguard import make_initiation
from checker.checks.vpn.need import AnyGateway
from checker.net.clock import monotonic_s

FLOWS = 2
EXCHANGES = 4
"""Of each flow: filters that let a flow begin have been seen to cut it after one to three packets."""
TRIES = 6
"""Without an answer, after which a flow is dead: where three round trips in ten are lost, one flow in a thousand."""
WAIT_S = 0.3
"""For each answer; at least twice the round trip of the first one."""
PAUSE_S = 0.03
"""Between two requests: a WireGuard server drops what comes within 20 ms of the one before (INITIATIONS_PER_SECOND)."""
CONTROL_TRIES = 2
LONGEST_S = 5.0
_KINDS = (IkeV1Gateway, IkeV2Gateway, L2tpGateway, WireGuardGateway)


class FlowLife(Enum):
    """What becomes of new flows to a gateway that answers: `unborn`: the first one was not answered at all."""

    LIVES = "lives"
    CUT_OFF = "cut-off"
    UNBORN = "unborn"
    UNKNOWN = "unknown"


def flow_life(gateway: AnyGateway, context: GatewayContext, rtt_ms: float) -> FlowLife:
    """Takes 0.3 s where all is well. Raises Cancelled."""
    address = context.udp_trace.answering_addresses.get(int(getattr(gateway, "port", 0)))
    if not isinstance(gateway, _KINDS) or address is None or context.remaining_s < LONGEST_S:
        return FlowLife.UNKNOWN
    if make_request(gateway) is None:
        return FlowLife.UNKNOWN
    wait_s = max(WAIT_S, 2 * rtt_ms / 1000)
    with ExitStack() as stack:
        flows = [
            stack.enter_context(closing(_Flow(address, lambda: make_request(gateway), wait_s, context)))
            for _ in range(FLOWS + 1)
        ]
        # one after the other: a WireGuard server takes two at once for a flood
        for flow in flows[:FLOWS]:
            life = flow.life()
            if life is not FlowLife.CUT_OFF:
                return life
        if not flows[-1].is_answered(CONTROL_TRIES):
            return FlowLife.UNKNOWN
        return FlowLife.LIVES if any(flow.is_answered(1) for flow in flows[:FLOWS]) else FlowLife.CUT_OFF


def make_request(gateway: AnyGateway) -> PaddedRequest | None:
    """A new request each time: the same one again may be answered from memory, or not at all."""
    if isinstance(gateway, WireGuardGateway):
        return make_initiation(gateway)
    if isinstance(gateway, L2tpGateway) and not gateway.ipsec:
        return None  # each would be a tunnel of its own
    return next((made for size in SMALL_REQUESTS_B if (made := make_padded_request(gateway, size))), None)


class _Flow:
    """One source port of this PC."""

    def __init__(
        self, address: str, make: Callable[[], PaddedRequest | None], wait_s: float, context: GatewayContext
    ) -> None:
        self._address, self._make, self._wait_s, self._context = address, make, wait_s, context
        self._sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM)
        self._sock.setblocking(False)

    def close(self) -> None:
        self._sock.close()

    def life(self) -> FlowLife:
        """Raises Cancelled."""
        if not self.is_answered(CONTROL_TRIES):
            return FlowLife.UNBORN
        is_alive = all(self.is_answered(TRIES) for _ in range(EXCHANGES - 1))
        return FlowLife.LIVES if is_alive else FlowLife.CUT_OFF

    def is_answered(self, tries: int) -> bool:
        """Whether one of so many requests is. Raises Cancelled."""
        for _ in range(tries):
            request = self._make()
            if request is None or self._context.remaining_s <= 0:
                return False
            self._read(request, PAUSE_S)  # what came late
            with suppress(OSError):
                self._sock.connect((self._address, request.port))
                self._sock.send(request.packet)
            if self._read(request, self._wait_s):
                return True
        return False

    def _read(self, request: PaddedRequest, wait_s: float) -> bool:
        deadline = monotonic_s() + wait_s
        with selectors.DefaultSelector() as selector:
            selector.register(self._sock, selectors.EVENT_READ)
            while (remaining_s := deadline - monotonic_s()) > 0:
                self._context.raise_if_cancelled()
                if not selector.select(min(remaining_s, POLL_S)):
                    continue
                try:
                    raw = self._sock.recv(65535)
                except OSError:
                    continue
                if request.read(raw):
                    with suppress(OSError):
                        if goodbye := request.goodbye(raw):
                            self._sock.send(goodbye)
                    return True
        return False

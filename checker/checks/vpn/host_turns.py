"""Gateways on one host are probed in a row, and none twice: many servers lock out who knocks too often at once."""

import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from msgspec.structs import replace

from checker.checks.vpn.connection.exchange import restricted
from checker.checks.vpn.gateway_context import POLL_S, GatewayContext
from checker.checks.vpn.gateways import TlsGateway
from checker.checks.vpn.gateways.udp import uses_udp
from checker.checks.vpn.gateways.web import RdpGateway
from checker.checks.vpn.need import AnyGateway
from checker.checks.vpn.verdict import GatewayResult, Restriction
from checker.net.clock import monotonic_s

MAX_PROBES_OF_PORT = 2
"""Of different gateways over TLS: a ban of three strikes at the third (ocserv counts every connection)."""
MAX_TURN_S = 1.0
ALL_TURNS_S = 2.5
"""A gateway by TCP that does not answer keeps the next one waiting for no longer than its share of this."""
UDP_TURN_S = 0.05
"""Packets leave no connection behind; several at once are what routers and hosts limit."""


@dataclass
class _Turn:
    """When a gateway's probe may begin, and whether it is done."""

    before: "_Turn | None"
    wait_s: float
    started: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)


class HostTurns:
    """`groups`: the gateways that are probed, each with all that are the same but for id, name and importance.

    `spared`: those that are not probed, with their result.
    """

    def __init__(self, gateways: Sequence[AnyGateway]) -> None:
        self.groups: dict[str, list[str]] = {}
        self.spared: dict[str, GatewayResult] = {}
        self._turns: dict[str, _Turn] = {}
        firsts: dict[AnyGateway, str] = {}
        probes: Counter[tuple[str, int]] = Counter()
        for gateway in gateways:
            same = firsts.setdefault(replace(gateway, id="same", name="same", required=True), gateway.id)
            if same in self.spared:
                self.spared[gateway.id] = self.spared[same]
            elif same != gateway.id:
                self.groups[same].append(gateway.id)
            elif _begins_with_tls(gateway) and probes[_port_of(gateway)] >= MAX_PROBES_OF_PORT:
                self.spared[gateway.id] = restricted(Restriction.SPARED, {})
            else:
                probes[_port_of(gateway)] += _begins_with_tls(gateway)
                self.groups[gateway.id] = [gateway.id]
        self._line_up([gateway for gateway in gateways if gateway.id in self.groups])

    def _line_up(self, gateways: Sequence[AnyGateway]) -> None:
        by_host: dict[tuple[str, bool], list[str]] = defaultdict(list)
        for gateway in gateways:
            by_host[gateway.host.lower(), uses_udp(gateway)].append(gateway.id)
        for (_host, is_udp), ids in by_host.items():
            before, wait_s = None, UDP_TURN_S if is_udp else min(MAX_TURN_S, ALL_TURNS_S / len(ids))
            for subject in ids:
                before = self._turns[subject] = _Turn(before, wait_s)

    @contextmanager
    def turn(self, subject: str, context: GatewayContext) -> Iterator[None]:
        """Waits for the turn of the gateway with this id, and ends it. Raises Cancelled."""
        turn = self._turns[subject]
        try:
            if turn.before is not None:
                _wait(turn.before.started, context, context.remaining_s)
                _wait(turn.before.done, context, turn.before.wait_s)
            turn.started.set()
            yield
        finally:
            turn.started.set()
            turn.done.set()


def _begins_with_tls(gateway: AnyGateway) -> bool:
    return isinstance(gateway, TlsGateway) and not isinstance(gateway, RdpGateway)


def _port_of(gateway: AnyGateway) -> tuple[str, int]:
    return gateway.host.lower(), int(getattr(gateway, "port", 0))


def _wait(event: threading.Event, context: GatewayContext, timeout_s: float) -> None:
    deadline = monotonic_s() + min(timeout_s, context.remaining_s)
    while not event.is_set() and (remaining_s := deadline - monotonic_s()) > 0:
        context.raise_if_cancelled()
        event.wait(min(remaining_s, POLL_S))

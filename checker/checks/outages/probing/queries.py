"""One small request to a place, by the first of several ways that it answers at all."""

import secrets
from collections.abc import Callable, Sequence

from checker.checks.outages.timeline.samples import SampleResult
from checker.net.clock import monotonic_s
from checker.net.icmp.echo import try_echo
from checker.net.icmp.messages import EchoReplyKind, EchoRequest
from checker.net.icmp.ping import sends_itself
from checker.net.icmp.traceroute import HopProbe, send_probes
from checker.net.refusal_time import tcp_answer_s, udp_refusal_s
from checker.net.routes.routing_table import source_address_towards

WAIT_S = 1.9
"""Seconds: a full line answers after more than one, and is not away. Two requests are under way at once."""
ROUTER_PORTS = (80, 443, 53)
_FIRST_CLOSED_PORT, _CLOSED_PORTS = 33_434, 16_000
"""Where traceroute begins (traceroute(8)): nobody listens there."""
TimedQuery = Callable[[], float | None]
"""The round trip in seconds, None where nothing came."""


class AdaptiveQuery:
    """Stays with the way that is answered first."""

    def __init__(self, address: str, candidates: Sequence[tuple[str, TimedQuery]]) -> None:
        self._address = address
        self._candidates = list(candidates)
        self._chosen: TimedQuery | None = None
        self._method = ""

    def __call__(self) -> SampleResult | None:
        """One request; None while it is not known that this place answers at all."""
        if self._chosen is None:
            return self._try_next()
        round_trip_s = self._chosen()
        has_route = round_trip_s is not None or source_address_towards(self._address) is not None
        return SampleResult(round_trip_s=round_trip_s, has_route=has_route, method=self._method)

    def _try_next(self) -> SampleResult | None:
        if not self._candidates:
            return None
        method, query = candidate = self._candidates.pop(0)
        self._candidates.append(candidate)
        round_trip_s = query()
        if round_trip_s is None:
            return None
        self._method, self._chosen = method, query
        return SampleResult(round_trip_s=round_trip_s, method=method)


def router_query(address: str) -> AdaptiveQuery:
    """By echo request; by a datagram that it refuses; by a connection that it takes or refuses."""
    port = _FIRST_CLOSED_PORT + secrets.randbelow(_CLOSED_PORTS)
    candidates = [("UDP", lambda: udp_refusal_s(address, port, WAIT_S))]
    candidates += [("TCP", _connection(address, router_port)) for router_port in ROUTER_PORTS]
    return AdaptiveQuery(address, [*_echo_candidates(address), *candidates])


def host_query(address: str, port: int) -> AdaptiveQuery:
    """By echo request, which leaves no trace there, or else by a connection."""
    return AdaptiveQuery(address, [*_echo_candidates(address), ("TCP", _connection(address, port))])


def hop_query(address: str, hops: int) -> AdaptiveQuery:
    """Whether the station so many routers away lets a packet to `address` expire and says so."""
    by_datagram = ("UDP", lambda: _expired_datagram_s(address, hops))
    return AdaptiveQuery(address, [*_echo_candidates(address, hops), by_datagram])


def _echo_candidates(address: str, hops: int = 0) -> list[tuple[str, TimedQuery]]:
    """None on a Linux that allows no datagram ICMP: a program started each second is no light probing."""
    try:
        may_send = sends_itself(6 if ":" in address else 4)
    except OSError:
        may_send = False
    return [("ICMP", lambda: _echo_s(address, hops))] if may_send else []


def _echo_s(address: str, hops: int) -> float | None:
    began_s = monotonic_s()
    reply = try_echo(EchoRequest(address=address, ttl=hops, wait_s=WAIT_S))
    answers = (EchoReplyKind.ANSWER, EchoReplyKind.EXPIRED) if hops else (EchoReplyKind.ANSWER,)
    return monotonic_s() - began_s if reply is not None and reply.kind in answers else None


def _expired_datagram_s(address: str, hops: int) -> float | None:
    began_s = monotonic_s()
    port = _FIRST_CLOSED_PORT + secrets.randbelow(_CLOSED_PORTS)
    replies = send_probes([HopProbe(address=address, port=port, ttl=hops, data=bytes(8))], WAIT_S)
    return monotonic_s() - began_s if replies else None


def _connection(address: str, port: int) -> TimedQuery:
    return lambda: tcp_answer_s(address, port, WAIT_S)

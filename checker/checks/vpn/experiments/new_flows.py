"""A silent gateway asked again from new source ports: a path that loses flows lets some of them pass.

A path of several lines side by side (ECMP), or a full table of connections, treats all packets of one flow alike: each
flow is tried more than once, so that lost packets are no dead flow. On every system.
"""

import selectors
import socket
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace

from checker.checks.context import ProbeContext
from checker.checks.vpn.controls.path_mtu import SMALL_REQUESTS_B
from checker.checks.vpn.experiments.one_gateway import with_gateway
from checker.checks.vpn.gateway_context import POLL_S, GatewayContext, UdpTrace
from checker.checks.vpn.gateways.udp import uses_udp
from checker.checks.vpn.gateways.web import TurnGateway
from checker.checks.vpn.kinds import GATEWAY_PROBES
from checker.checks.vpn.kinds.padding import PaddedRequest, make_padded_request
from checker.checks.vpn.need import AnyGateway, VpnNeed
from checker.checks.vpn.verdict import SILENT_VERDICTS, Facts, GatewayResult, GatewayVerdict
from checker.model.observation import Observation, Observations
from checker.net.clock import monotonic_s

FLOWS = 6
"""Where half of all flows die, all six do in one case of 64."""
WAITS_S = (0.4, 0.4, 0.5)
"""After each packet of a flow: a flow in which three stay without an answer is dead, not unlucky."""
SYN_REPEATED_MS = 900.0
"""TCP sends its first packet again after 1 s (RFC 6298), on every system."""
TCP_S = 1.6
"""TCP repeats its first packet after 1 s (RFC 6298)."""


def observe(subject: str, need: VpnNeed, observations: Observations, context: ProbeContext) -> Iterator[Observation]:
    """`gateway.flows-tried`, the silent one with it, and `gateway.flows-answered`, where any is. Takes 1.6 s."""
    if observations["gateway.verdict", subject].value != GatewayVerdict.SILENT.value or context.remaining_s < TCP_S:
        return
    answered = with_gateway(subject, need, context, count_answered_flows, lambda _unresolved: 0)
    if answered:
        yield context.observation("gateway.flows-tried", FLOWS + 1, subject)
        yield context.observation("gateway.flows-answered", answered, subject)


def dead_flow_facts(gateway: AnyGateway, context: GatewayContext) -> Facts:
    """The same of a gateway that answers, where a new flow to it was dead. Raises Cancelled."""
    answered = count_answered_flows(gateway, context)
    return {"gateway.flows-tried": FLOWS + 1, "gateway.flows-answered": answered} if answered else {}


def count_answered_flows(gateway: AnyGateway, context: GatewayContext) -> int:
    """How many of `FLOWS` are answered; 0 too where flows are answered in part, since then packets are lost.

    Raises Cancelled.
    """
    if isinstance(gateway, TurnGateway):
        return 0  # each flow would be an allocation of its own at a TURN server (RFC 8656, 7)
    request = next((made for size in SMALL_REQUESTS_B if (made := make_padded_request(gateway, size))), None)
    results = _ask_by_packets(request, context) if request and uses_udp(gateway) else _ask_by_probes(gateway, context)
    answered = [reply for reply in results if reply.verdict not in SILENT_VERDICTS]
    return 0 if any(is_late(reply.facts) for reply in answered) else len(answered)


def is_late(facts: Facts) -> bool:
    """Whether an answer needed a second packet."""
    tries, tcp_ms = facts.get("gateway.tries"), facts.get("gateway.tcp")
    return (isinstance(tries, int) and tries > 1) or (isinstance(tcp_ms, float) and tcp_ms >= SYN_REPEATED_MS)


def _ask_by_probes(gateway: AnyGateway, context: GatewayContext) -> list[GatewayResult]:
    """The kind's own probe, several at once."""
    deadline = min(context.deadline, monotonic_s() + TCP_S)
    attempts = [replace(context, deadline=deadline, retry_waits_s=WAITS_S, udp_trace=UdpTrace()) for _ in range(FLOWS)]
    with ThreadPoolExecutor(FLOWS, "flow") as pool:
        return list(pool.map(lambda attempt: _probe(gateway, attempt), attempts))


def _probe(gateway: AnyGateway, context: GatewayContext) -> GatewayResult:
    try:
        return GATEWAY_PROBES[type(gateway)](gateway, context)
    except OSError:
        return GatewayResult(GatewayVerdict.CANNOT_TELL)


def _ask_by_packets(request: PaddedRequest, context: GatewayContext) -> list[GatewayResult]:
    """By a request of which the gateway keeps no state: a usual one would leave a half-open session each.

    Every flow is asked every time, so that one that is answered in part is told from one that is alive.
    """
    answers: Counter[int] = Counter()
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        socks = [stack.enter_context(_open_socket(context.addresses[0], request.port)) for _ in range(FLOWS)]
        for number, sock in enumerate(socks):
            selector.register(sock, selectors.EVENT_READ, number)
        for wait_s in WAITS_S:
            for sock in socks:
                _send(sock, request.packet)
            deadline = min(context.deadline, monotonic_s() + wait_s)
            while (remaining_s := deadline - monotonic_s()) > 0:
                context.raise_if_cancelled()
                for key, _ in selector.select(min(remaining_s, POLL_S)):
                    answers[key.data] += _is_answer(socks[key.data], request)
    return [
        GatewayResult(GatewayVerdict.ANSWERS, {"gateway.tries": 1 if count >= len(WAITS_S) else 2})
        for count in answers.values()
        if count
    ]


def _open_socket(address: str, port: int) -> socket.socket:
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM)
    sock.setblocking(False)
    sock.connect((address, port))
    return sock


def _send(sock: socket.socket, packet: bytes) -> None:
    try:
        sock.send(packet)
    except OSError:
        return  # what the packet before met comes up here


def _is_answer(sock: socket.socket, request: PaddedRequest) -> bool:
    try:
        raw = sock.recv(65535)
    except OSError:
        return False
    if not request.read(raw):
        return False
    if goodbye := request.goodbye(raw):
        _send(sock, goodbye)
    return True

"""Loss on the path to one gateway, measured only where it answered late: by echo requests to its host.

An answer that needed a second try, or a connection whose first packet was repeated, is the sign. On every system; a
host that answers no echo requests is not measured.
"""

from checker.checks.vpn.experiments.new_flows import is_late
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.verdict import SHOWN_VERDICTS, GatewayResult
from checker.model.failure import OperationFailed
from checker.net.icmp.messages import PingSeries
from checker.net.icmp.ping import count_unanswered, ping

ECHOES = 30
INTERVAL_S = 0.04
WAIT_S = 0.6


def measure_where_late(context: GatewayContext, result: GatewayResult) -> GatewayResult:
    """`gateway.echoes` and `gateway.echoes-lost`, where the gateway answered late. Takes 2 s. Raises Cancelled."""
    is_shown = result.verdict in SHOWN_VERDICTS and is_late(result.facts)
    if not is_shown or context.remaining_s < ECHOES * INTERVAL_S + WAIT_S:
        return result
    context.raise_if_cancelled()
    address = next(iter(context.udp_trace.answering_addresses.values()), context.addresses[-1])
    try:
        echoes = ping(PingSeries(address=address, count=ECHOES, interval_s=INTERVAL_S, wait_s=WAIT_S))
    except OperationFailed:
        return result
    unanswered = count_unanswered(echoes)
    if not echoes or unanswered == len(echoes):
        return result
    facts = {**result.facts, "gateway.echoes": len(echoes), "gateway.echoes-lost": unanswered}
    return GatewayResult(result.verdict, facts, result.udp_leaves)

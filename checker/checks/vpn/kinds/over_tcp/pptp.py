"""PPTP (RFC 2637): the opening of its control connection by TCP, which is ended at once.

Whether GRE, which carries the tunnel itself, gets through cannot be tried without administrator's rights.
"""

from checker.checks.vpn.connection.exchange import StreamExchange, exchange_by_tcp
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.tunnel import PptpGateway
from checker.checks.vpn.kinds.over_tcp.pptp_packet import (
    REPLY_PREFIX,
    START_LENGTH,
    parse_reply,
    start_request,
    stop_request,
)
from checker.checks.vpn.verdict import GatewayResult


def probe(gateway: PptpGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled."""
    return exchange_by_tcp(
        context,
        gateway.port,
        StreamExchange(start_request(), REPLY_PREFIX, _is_complete, _classify, lambda _received: stop_request()),
    )


def _is_complete(received: bytes, _is_closed: bool) -> bool:
    return len(received) >= START_LENGTH


def _classify(received: bytes) -> str:
    answer = parse_reply(received)
    return answer.value if answer else ""

"""STUN for telephony: a binding request, by UDP or TCP; the address in its answer is not observed (RFC 8489)."""

from collections.abc import Set as AbstractSet

from checker.checks.vpn.connection.exchange import StreamExchange, exchange_by_tcp
from checker.checks.vpn.connection.udp import open_udp, unanswered_result
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.web import StunGateway
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from checker.net.stun.binding import answered_transaction, binding_request
from checker.net.stun.message import BINDING, ERROR, RESPONSE_PREFIX, is_complete, parse_message


def probe(gateway: StunGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled."""
    return _by_tcp(gateway, context) if gateway.transport == "tcp" else _by_udp(gateway, context)


def classify_response(raw: bytes, transactions: AbstractSet[bytes]) -> str:
    """The kind of an answer to one of these transactions, or empty."""
    if answered_transaction(raw) in transactions:
        return "address"
    message = parse_message(raw)
    is_error = (
        message is not None and message.kind == BINDING | ERROR and message.code and message.transaction in transactions
    )
    return "declined" if is_error else ""


def _by_udp(gateway: StunGateway, context: GatewayContext) -> GatewayResult:
    transactions: set[bytes] = set()

    def packet(_try: int) -> bytes:
        transaction, raw = binding_request()
        transactions.add(transaction)
        return raw

    with open_udp(context, gateway.port) as connection:
        exchange = connection.request(packet, lambda raw: classify_response(raw, transactions) or None)
    if exchange.answer is None:
        return unanswered_result(exchange)
    return GatewayResult(GatewayVerdict.ANSWERS, {**exchange.facts(), "gateway.answer": exchange.answer})


def _by_tcp(gateway: StunGateway, context: GatewayContext) -> GatewayResult:
    transaction, raw = binding_request()
    exchange = StreamExchange(
        raw,
        RESPONSE_PREFIX,
        lambda received, _: is_complete(received),
        lambda received: classify_response(received, {transaction}),
    )
    return exchange_by_tcp(context, gateway.port, exchange)

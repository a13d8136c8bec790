"""TURN for telephony: an allocation without credentials, which it must refuse and name its realm (RFC 8656, 7)."""

import secrets

from checker.checks.vpn.connection.exchange import StreamExchange, exchange_by_tcp
from checker.checks.vpn.connection.udp import open_udp, unanswered_result
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.web import TurnGateway
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from checker.net.stun.message import (
    ALLOCATE,
    ERROR,
    NONCE,
    REALM,
    RESPONSE_PREFIX,
    SUCCESS,
    allocate_request,
    is_complete,
    parse_message,
    release_request,
)

TRANSACTION = 12
SIGN_IN, DECLINED, OPEN = "sign-in", "declined", "open"
_UNAUTHENTICATED = 401


def probe(gateway: TurnGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled."""
    transaction = secrets.token_bytes(TRANSACTION)
    if gateway.transport == "tcp":
        return exchange_by_tcp(context, gateway.port, _tcp_exchange(transaction))
    with open_udp(context, gateway.port) as connection:
        # the same transaction at every try, so that no more than one allocation can come of it (RFC 8489, 6.2.1)
        exchange = connection.request(
            lambda _try: allocate_request(transaction), lambda raw: classify_response(raw, transaction) or None
        )
        if exchange.answer is None:
            return unanswered_result(exchange)
        if exchange.answer == OPEN:
            connection.send(release_request(secrets.token_bytes(TRANSACTION)))
        return GatewayResult(GatewayVerdict.ANSWERS, {**exchange.facts(), "gateway.answer": exchange.answer})


def _tcp_exchange(transaction: bytes) -> StreamExchange:
    def closing_message(received: bytes) -> bytes:
        return (
            release_request(secrets.token_bytes(TRANSACTION))
            if classify_response(received, transaction) == OPEN
            else b""
        )

    raw = allocate_request(transaction)
    return StreamExchange(
        raw,
        RESPONSE_PREFIX,
        lambda received, _: is_complete(received),
        lambda received: classify_response(received, transaction),
        closing_message,
    )


def classify_response(raw: bytes, transaction: bytes) -> str:
    """`sign-in`, as it should; `declined` for another error; `open` where anybody may; empty for no answer to us."""
    message = parse_message(raw)
    if message is None or message.transaction != transaction:
        return ""
    if message.kind == ALLOCATE | SUCCESS:
        return OPEN
    if message.kind != ALLOCATE | ERROR or not message.code:
        return ""
    has_realm = REALM in message.attributes and NONCE in message.attributes
    return SIGN_IN if message.code == _UNAUTHENTICATED and has_realm else DECLINED

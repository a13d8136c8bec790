"""SIP: OPTIONS, by UDP, TCP or TLS. Whatever the status of the answer, it is a SIP server (RFC 3261, 11)."""

import secrets

from checker.checks.vpn.connection.exchange import StreamExchange, exchange_by_tcp, exchange_by_tls
from checker.checks.vpn.connection.udp import open_udp, unanswered_result
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.web import HttpsGateway, SipGateway
from checker.checks.vpn.kinds.telephony.sip_message import STATUS_PREFIX, SipOptionsRequest, is_complete
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict

_BRANCH_PREFIX = "z9hG4bK"
"""How a branch begins (RFC 3261, 8.1.1.7)."""


def probe(gateway: SipGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled, and OSError as `exchange_by_tls`."""
    request = SipOptionsRequest(
        host=gateway.host,
        port=gateway.port,
        transport=gateway.transport,
        call_id=secrets.token_hex(16),
        branch=_BRANCH_PREFIX + secrets.token_hex(12),
        tag=secrets.token_hex(8),
    )
    if gateway.transport == "udp":
        return _by_udp(gateway, context, request)
    exchange = StreamExchange(
        request.encode(),
        STATUS_PREFIX,
        lambda received, _: is_complete(received),
        lambda received: status_class(request.parse_status(received)),
    )
    return (
        exchange_by_tls(_as_https_gateway(gateway), context, exchange)
        if gateway.transport == "tls"
        else exchange_by_tcp(context, gateway.port, exchange)
    )


def status_class(status: int) -> str:
    """The class of an answer: `2xx`, `4xx` ...; empty for none."""
    return f"{status // 100}xx" if status else ""


def _by_udp(gateway: SipGateway, context: GatewayContext, request: SipOptionsRequest) -> GatewayResult:
    """The same bytes at every try: one transaction (RFC 3261, 17.1.2)."""
    with open_udp(context, gateway.port) as connection:
        exchange = connection.request(
            lambda _try: request.encode(), lambda raw: status_class(request.parse_status(raw)) or None
        )
    if exchange.answer is None:
        return unanswered_result(exchange)
    return GatewayResult(GatewayVerdict.ANSWERS, {**exchange.facts(), "gateway.answer": exchange.answer})


def _as_https_gateway(gateway: SipGateway) -> HttpsGateway:
    return HttpsGateway(
        id=gateway.id,
        name=gateway.name,
        host=gateway.host,
        port=gateway.port,
        server_name=gateway.server_name,
        ca=gateway.ca,
        fingerprint=gateway.fingerprint,
    )

"""SSTP (MS-SSTP): within TLS its own HTTP, a request for a call, and the end of it before anybody signs in."""

from checker.checks.vpn.connection.exchange import StreamExchange, run_exchange
from checker.checks.vpn.connection.stream import GatewayStream
from checker.checks.vpn.connection.tls import open_tls
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.tunnel import SstpGateway
from checker.checks.vpn.kinds.over_https import http_reply
from checker.checks.vpn.kinds.over_https.http_request import host_header
from checker.checks.vpn.kinds.over_https.sstp_packet import (
    CONTROL_PREFIX,
    call_request,
    disconnect_message,
    is_complete,
    is_opening_reply,
    opening_request,
    parse_reply,
)
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict

CLOSING_S = 0.5


def probe(gateway: SstpGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled, and OSError where the profile's authorities cannot be written for the system."""
    with open_tls(gateway, context) as connection:
        if isinstance(connection, GatewayResult):
            return connection
        opening_exchange = StreamExchange(
            opening_request(host_header(gateway)),
            b"HTTP/1.",
            _is_head_complete,
            lambda received: "opens" if is_opening_reply(received) else "",
            server_error=http_reply.server_error,
            restriction=http_reply.restriction_of,
        )
        result = run_exchange(connection.sock, context, connection.facts, opening_exchange)
        if result.verdict is not GatewayVerdict.ANSWERS:
            return result
        call_exchange = StreamExchange(
            call_request(),
            CONTROL_PREFIX,
            lambda received, _is_closed: is_complete(received),
            _classify,
            lambda _received: disconnect_message(),
        )
        result = run_exchange(connection.sock, context, connection.facts, call_exchange)
        if result.verdict is GatewayVerdict.ANSWERS:
            # what it sends meanwhile must be read: a connection closed over it is reset, and our end is lost
            GatewayStream(connection.sock, context).receive_until(bool, CLOSING_S)
        return result


def _is_head_complete(received: bytes, is_closed: bool) -> bool:
    return http_reply.parse_http_reply(received, is_closed) is not None


def _classify(received: bytes) -> str:
    answer = parse_reply(received)
    return answer.value if answer else ""

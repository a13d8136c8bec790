"""A request and its response over TCP or TLS, whatever the protocol, and the verdict by what came back."""

import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass

from checker.checks.vpn.connection.stream import MAX_RESPONSE_B, GatewayStream
from checker.checks.vpn.connection.tcp import connection_failure, milliseconds, open_gateway_connection
from checker.checks.vpn.connection.tls import open_tls
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways import TlsGateway
from checker.checks.vpn.verdict import Facts, GatewayResult, GatewayVerdict, Restriction, detect_protocol
from checker.net.clock import monotonic_s


def _no_message(_received: bytes) -> bytes:
    return b""


def _no_error(_received: bytes) -> int:
    return 0


def _no_restriction(_received: bytes) -> Restriction | None:
    return None


@dataclass(frozen=True)
class StreamExchange:
    """What is sent, and how the response is read.

    `response_prefix`: how every response of this protocol begins, so that one that is cut off is not taken for another
    protocol. `is_complete(received, is_closed)`: whether nothing more is worth waiting for. `classify(received)`: the
    value of `gateway.answer`, or empty for another kind. `closing_message(received)`: sent last to the right kind.
    `server_error(received)`: the status by which a front end says that the server behind it is down; 0 for none.
    `restriction(received)`: why a web server shows us nothing, None for no such reason.
    """

    request: bytes
    response_prefix: bytes
    is_complete: Callable[[bytes, bool], bool]
    classify: Callable[[bytes], str]
    closing_message: Callable[[bytes], bytes] = _no_message
    server_error: Callable[[bytes], int] = _no_error
    restriction: Callable[[bytes], Restriction | None] = _no_restriction


def exchange_by_tcp(context: GatewayContext, port: int, exchange: StreamExchange) -> GatewayResult:
    """Raises Cancelled."""
    with open_gateway_connection(context, port) as (phases, sock):
        if sock is None or phases.connect_s is None:
            return connection_failure(phases)
        return run_exchange(sock, context, {"gateway.tcp": milliseconds(phases.connect_s)}, exchange)


def exchange_by_tls(gateway: TlsGateway, context: GatewayContext, exchange: StreamExchange) -> GatewayResult:
    """Raises Cancelled, and OSError where the profile's authorities cannot be written for the system."""
    with open_tls(gateway, context) as connection:
        return (
            connection
            if isinstance(connection, GatewayResult)
            else run_exchange(connection.sock, context, connection.facts, exchange)
        )


def run_exchange(sock: socket.socket, context: GatewayContext, facts: Facts, exchange: StreamExchange) -> GatewayResult:
    """The verdict by an exchange over a connection that stays open. Raises Cancelled."""
    stream, started_at = GatewayStream(sock, context), monotonic_s()
    stream.send(exchange.request)
    received = stream.receive_until(lambda received: exchange.is_complete(received, False))
    timed_facts = {**facts, "gateway.rtt": milliseconds(monotonic_s() - started_at)}
    response_kind = exchange.classify(received)
    if response_kind:
        stream.send(exchange.closing_message(received))
        return GatewayResult(GatewayVerdict.ANSWERS, {**timed_facts, "gateway.answer": response_kind})
    if status := exchange.server_error(received):
        return GatewayResult(GatewayVerdict.SERVER_DOWN, {**timed_facts, "gateway.status": status})
    if restriction := exchange.restriction(received):
        return restricted(restriction, timed_facts)
    is_whole = len(received) >= MAX_RESPONSE_B or exchange.is_complete(received, stream.is_closed)
    has_prefix = received.startswith(exchange.response_prefix) or exchange.response_prefix.startswith(received)
    if is_whole or not has_prefix:
        protocol = detect_protocol(received, exchange.request, is_in_tls=isinstance(sock, ssl.SSLSocket))
        return GatewayResult(GatewayVerdict.OTHER, {**timed_facts, "gateway.other": protocol.value})
    if stream.is_certificate_required:
        return restricted(Restriction.CLIENT_CERTIFICATE, facts)
    return GatewayResult(GatewayVerdict.HANGS_UP if stream.is_closed else GatewayVerdict.STALLS, facts)


def restricted(restriction: Restriction, facts: Facts) -> GatewayResult:
    """The result of a server that shows a stranger nothing."""
    return GatewayResult(GatewayVerdict.RESTRICTED, {**facts, "gateway.restriction": restriction.value})

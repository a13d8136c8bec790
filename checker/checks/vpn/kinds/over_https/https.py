"""A gateway behind TLS: TCP, the handshake, whether its certificate is the company's, and whether a web server there
says that what stands behind it is down, or that it serves no such name. What is no web server need not answer: then an
older handshake shows whether more than the first packets arrive.
"""

from checker.checks.vpn.connection.exchange import restricted
from checker.checks.vpn.connection.stream import GatewayStream
from checker.checks.vpn.connection.tls import TlsConnection, open_tls
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.web import HttpsGateway
from checker.checks.vpn.kinds.over_https.http_reply import parse_http_reply, restriction_of, server_error
from checker.checks.vpn.kinds.over_https.http_request import HttpRequest
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict, Restriction
from checker.net.tcp.phases import completes_older_handshake

_REQUEST = HttpRequest("GET", "/", {"User-Agent": "Homeoffice-Check", "Accept": "*/*"})
_DONE_EARLY = "TLSv1.3"
"""The version by which this side's part of the handshake is not confirmed (RFC 8446, 2)."""
_HANDSHAKE_S = 1.5
"""Its first flight was answered just now; TCP repeats a lost packet twice by then."""
_REPLY_S = 1.0
"""A front end whose server is gone says so at once; one that waits for it does so for longer than anybody would."""


def probe(gateway: HttpsGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled, and OSError where the profile's authorities cannot be written for the system."""
    with open_tls(gateway, context) as connection:
        if isinstance(connection, GatewayResult):
            return connection
        stream = GatewayStream(connection.sock, context)
        received = _request_front_page(gateway, stream)
        if status := server_error(received):
            return GatewayResult(GatewayVerdict.SERVER_DOWN, {**connection.facts, "gateway.status": status})
        if restriction_of(received) is Restriction.SERVER_NAME:
            return restricted(Restriction.SERVER_NAME, connection.facts)
        goes_on = None if received or stream.is_closed else _goes_on(gateway, context, connection)
        facts = connection.facts if goes_on is None else {**connection.facts, "gateway.goes-on": goes_on}
        return GatewayResult(GatewayVerdict.BREAKS_OFF if goes_on is False else GatewayVerdict.ANSWERS, facts)


def _goes_on(gateway: HttpsGateway, context: GatewayContext, connection: TlsConnection) -> bool | None:
    """Whether more than the first packets arrive: else no handshake ends that needs them. None where nothing tells."""
    if getattr(connection.sock, "version", str)() != _DONE_EARLY or context.remaining_s < _HANDSHAKE_S:
        return None
    address, name = connection.sock.getpeername()[0], gateway.server_name or gateway.host
    return completes_older_handshake(address, gateway.port, name, _HANDSHAKE_S)


def _request_front_page(gateway: HttpsGateway, stream: GatewayStream) -> bytes:
    stream.send(_REQUEST.encode(gateway))
    return stream.receive_until(lambda received: parse_http_reply(received) is not None, _REPLY_S)

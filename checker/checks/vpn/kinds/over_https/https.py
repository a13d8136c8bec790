"""A gateway behind TLS: TCP, the handshake, whether its certificate is the company's, and whether a web server there
says that what stands behind it is down, or that it serves no such name. What is no web server need not answer.
"""

from checker.checks.vpn.connection.exchange import restricted
from checker.checks.vpn.connection.stream import GatewayStream
from checker.checks.vpn.connection.tls import TlsConnection, open_tls
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.web import HttpsGateway
from checker.checks.vpn.kinds.over_https.http_reply import parse_http_reply, restriction_of, server_error
from checker.checks.vpn.kinds.over_https.http_request import HttpRequest
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict, Restriction

_REQUEST = HttpRequest("GET", "/", {"User-Agent": "Homeoffice-Check", "Accept": "*/*"})
_REPLY_S = 1.0
"""A front end whose server is gone says so at once; one that waits for it does so for longer than anybody would."""


def probe(gateway: HttpsGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled, and OSError where the profile's authorities cannot be written for the system."""
    with open_tls(gateway, context) as connection:
        if isinstance(connection, GatewayResult):
            return connection
        received = _request_front_page(gateway, context, connection)
        if status := server_error(received):
            return GatewayResult(GatewayVerdict.SERVER_DOWN, {**connection.facts, "gateway.status": status})
        if restriction_of(received) is Restriction.SERVER_NAME:
            return restricted(Restriction.SERVER_NAME, connection.facts)
        return GatewayResult(GatewayVerdict.ANSWERS, connection.facts)


def _request_front_page(gateway: HttpsGateway, context: GatewayContext, connection: TlsConnection) -> bytes:
    stream = GatewayStream(connection.sock, context)
    stream.send(_REQUEST.encode(gateway))
    return stream.receive_until(lambda received: parse_http_reply(received) is not None, _REPLY_S)

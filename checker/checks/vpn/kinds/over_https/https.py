"""A gateway behind TLS: TCP, the handshake, and whether its certificate is the company's."""

from checker.checks.vpn.connection.tls import open_tls
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.web import HttpsGateway
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict


def probe(gateway: HttpsGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled, and OSError where the profile's authorities cannot be written for the system."""
    with open_tls(gateway, context) as connection:
        return (
            connection
            if isinstance(connection, GatewayResult)
            else GatewayResult(GatewayVerdict.ANSWERS, connection.facts)
        )

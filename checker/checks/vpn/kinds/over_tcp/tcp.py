"""Any TCP service: its port opens, and no more is tested."""

from checker.checks.vpn.connection.tcp import connection_failure, milliseconds, open_gateway_connection
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.web import TcpGateway
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict


def probe(gateway: TcpGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled."""
    with open_gateway_connection(context, gateway.port) as (phases, _):
        if phases.connect_s is None:
            return connection_failure(phases)
        return GatewayResult(GatewayVerdict.ANSWERS, {"gateway.tcp": milliseconds(phases.connect_s)})

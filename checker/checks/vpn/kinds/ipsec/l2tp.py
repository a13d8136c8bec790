"""L2TP (RFC 2661): within IPsec it is IKEv1 that answers; bare, the opening of a tunnel, which is ended at once."""

import secrets

from checker.checks.vpn.connection.udp import UdpExchange, open_udp, unanswered_result
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.tunnel import L2tpGateway
from checker.checks.vpn.kinds.ipsec import ikev1
from checker.checks.vpn.kinds.ipsec.l2tp_packet import L2tpTunnelReply, parse_reply, start_request, stop_notification
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from checker.net.clock import monotonic_s

CLOSING_S = 0.3
"""The gateway acknowledges the end; a port that is closed already would refuse that."""


def probe(gateway: L2tpGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled."""
    return ikev1.probe(gateway, context) if gateway.ipsec else _probe_bare(gateway, context)


def _probe_bare(gateway: L2tpGateway, context: GatewayContext) -> GatewayResult:
    own_tunnel = 1 + secrets.randbelow(65535)
    packet = start_request(own_tunnel)
    with open_udp(context, gateway.port) as connection:
        exchange: UdpExchange[L2tpTunnelReply] = connection.request(
            lambda _try: packet, lambda raw: parse_reply(raw, own_tunnel)
        )
        if exchange.answer is None:
            return unanswered_result(exchange)
        connection.send(stop_notification(exchange.answer.tunnel, own_tunnel))
        connection.receive(monotonic_s() + CLOSING_S)
    return GatewayResult(GatewayVerdict.ANSWERS, {**exchange.facts(), "gateway.answer": exchange.answer.reply.value})

"""IKEv1 (RFC 2409), which L2TP within IPsec begins with too: whether it answers main mode's first message."""

import secrets

from checker.checks.vpn.connection.udp import UdpExchange, open_udp, unanswered_result
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.tunnel import IkeV1Gateway, L2tpGateway
from checker.checks.vpn.kinds.ipsec.ike_packet import NAT_PORT, NON_ESP, SPI
from checker.checks.vpn.kinds.ipsec.ike_ports import USUAL_TRIES, probe_both_ports
from checker.checks.vpn.kinds.ipsec.ikev1_packet import (
    UNACCEPTABLE,
    USUAL,
    IkeV1Reply,
    deletion_messages,
    main_mode_request,
    parse_reply,
)
from checker.checks.vpn.verdict import DetectedProtocol, GatewayResult, GatewayVerdict

IkeV1Message = tuple[IkeV1Reply, bytes]


def probe(gateway: IkeV1Gateway | L2tpGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled."""

    def probe_port(port: int, is_usual: bool) -> GatewayResult:
        prefix = NON_ESP if port in (NAT_PORT, gateway.nat_port) else b""
        return _request_main_mode(context, port, prefix, is_usual)

    return probe_both_ports(gateway.port, gateway.nat_port, probe_port)


def _request_main_mode(context: GatewayContext, port: int, prefix: bytes, is_usual: bool) -> GatewayResult:
    """The same bytes at every try: another cookie would be another session."""
    cookie = secrets.token_bytes(SPI)
    packet = prefix + main_mode_request(cookie, USUAL if is_usual else UNACCEPTABLE)

    def parse(raw: bytes) -> IkeV1Message | None:
        message = raw.removeprefix(prefix)
        answer = parse_reply(message, cookie)
        return None if answer is None else (answer, message)

    with open_udp(context, port) as connection:
        exchange: UdpExchange[IkeV1Message] = connection.request(
            lambda _try: packet, parse, USUAL_TRIES if is_usual else None
        )
        if exchange.answer is None:
            return unanswered_result(exchange)
        answer, raw = exchange.answer
        if answer is IkeV1Reply.ACCEPTED:
            for closing in deletion_messages(raw, 1 + secrets.randbelow(2**31)):
                connection.send(prefix + closing)
    if answer is IkeV1Reply.IKEV2:
        return GatewayResult(GatewayVerdict.OTHER, {**exchange.facts(), "gateway.other": DetectedProtocol.IKEV2.value})
    return GatewayResult(GatewayVerdict.ANSWERS, {**exchange.facts(), "gateway.answer": answer.value})

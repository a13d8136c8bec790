"""IKEv2 (RFC 7296): whether it answers an IKE_SA_INIT, whether it is loaded, and whether it sees us behind a NAT."""

import secrets

from checker.checks.vpn.connection.udp import UdpConnection, UdpExchange, open_udp, unanswered_result
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.tunnel import IkeV2Gateway
from checker.checks.vpn.kinds.ipsec.ike_packet import NAT_PORT, NON_ESP, SPI
from checker.checks.vpn.kinds.ipsec.ike_ports import USUAL_TRIES, probe_both_ports
from checker.checks.vpn.kinds.ipsec.ikev2_packet import (
    UNACCEPTABLE,
    USUAL,
    IkeV2Reply,
    is_behind_nat,
    parse_reply,
    sa_init_request,
)
from checker.checks.vpn.verdict import DetectedProtocol, GatewayResult, GatewayVerdict

IkeV2Message = tuple[IkeV2Reply, bytes]


def probe(gateway: IkeV2Gateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled."""

    def probe_port(port: int, is_usual: bool) -> GatewayResult:
        prefix = NON_ESP if port in (NAT_PORT, gateway.nat_port) else b""
        with open_udp(context, port) as connection:
            return _result_of(_request_sa_init(connection, prefix, is_usual), connection)

    return probe_both_ports(gateway.port, gateway.nat_port, probe_port)


def _request_sa_init(connection: UdpConnection, prefix: bytes, is_usual: bool) -> UdpExchange[IkeV2Message]:
    """The same bytes at every try (RFC 7296, 2.1)."""
    spi = secrets.token_bytes(SPI)
    packet = prefix + (
        sa_init_request(spi, USUAL, connection.endpoints()) if is_usual else sa_init_request(spi, UNACCEPTABLE)
    )

    def parse(raw: bytes) -> IkeV2Message | None:
        message = raw.removeprefix(prefix)
        answer = parse_reply(message, spi)
        return None if answer is None else (answer, message)

    return connection.request(lambda _try: packet, parse, USUAL_TRIES if is_usual else None)


def _result_of(exchange: UdpExchange[IkeV2Message], connection: UdpConnection) -> GatewayResult:
    if exchange.answer is None:
        return unanswered_result(exchange)
    answer, raw = exchange.answer
    if answer is IkeV2Reply.IKEV1:
        return GatewayResult(GatewayVerdict.OTHER, {**exchange.facts(), "gateway.other": DetectedProtocol.IKEV1.value})
    facts = {**exchange.facts(), "gateway.answer": answer.value}
    if answer is IkeV2Reply.COOKIE:
        facts["gateway.loaded"] = True  # it asks for cookies only under load (RFC 7296, 2.6)
    endpoints = connection.endpoints()
    nat = is_behind_nat(raw, endpoints[0]) if endpoints else None
    if nat is not None:
        facts["gateway.behind-nat"] = nat
    return GatewayResult(GatewayVerdict.ANSWERS, facts)

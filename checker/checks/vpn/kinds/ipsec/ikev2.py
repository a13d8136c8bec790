"""IKEv2 (RFC 7296): whether it answers an IKE_SA_INIT, whether it is loaded, and whether it sees us behind a NAT."""

import secrets
from dataclasses import replace

from checker.checks.vpn.connection.udp import UdpConnection, UdpExchange, open_udp, unanswered_result
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.tunnel import IkeV2Gateway
from checker.checks.vpn.kinds.ipsec.ike_packet import NAT_PORT, NON_ESP, SPI
from checker.checks.vpn.kinds.ipsec.ike_ports import USUAL_TRIES, probe_both_ports
from checker.checks.vpn.kinds.ipsec.ikev2_packet import (
    UNACCEPTABLE,
    USUAL,
    IkeV2Reply,
    cookie_of,
    is_behind_nat,
    parse_reply,
    sa_init_request,
    with_cookie,
)
from checker.checks.vpn.verdict import DetectedProtocol, GatewayResult, GatewayVerdict

IkeV2Message = tuple[IkeV2Reply, bytes]


def probe(gateway: IkeV2Gateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled."""

    def probe_port(port: int, is_usual: bool) -> GatewayResult:
        prefix = NON_ESP if port in (NAT_PORT, gateway.nat_port) else b""
        with open_udp(context, port) as connection:
            return _probe_connection(connection, prefix, is_usual)

    return probe_both_ports(gateway.port, gateway.nat_port, probe_port)


def _probe_connection(connection: UdpConnection, prefix: bytes, is_usual: bool) -> GatewayResult:
    """Some gateways ask everybody for a cookie: only one that does not go on once it has it back is loaded."""
    spi = secrets.token_bytes(SPI)
    request = sa_init_request(spi, USUAL, connection.endpoints()) if is_usual else sa_init_request(spi, UNACCEPTABLE)
    exchange = _exchange(connection, prefix, request, USUAL_TRIES if is_usual else None)
    result = _result_of(exchange, connection)
    cookie = cookie_of(exchange.answer[1]) if exchange.answer else b""
    if not cookie:
        return result
    confirmed = _exchange(connection, prefix, with_cookie(request, cookie), None)
    if confirmed.answer is None or confirmed.answer[0] is IkeV2Reply.COOKIE:
        return replace(result, facts={**result.facts, "gateway.loaded": True})
    return replace(result, facts={**_result_of(confirmed, connection).facts, **exchange.facts()})


def _exchange(
    connection: UdpConnection, prefix: bytes, request: bytes, max_tries: int | None
) -> UdpExchange[IkeV2Message]:
    """The same bytes at every try (RFC 7296, 2.1)."""

    def parse(raw: bytes) -> IkeV2Message | None:
        message = raw.removeprefix(prefix)
        answer = parse_reply(message, request[:SPI])
        return None if answer is None else (answer, message)

    return connection.request(lambda _try: prefix + request, parse, max_tries)


def _result_of(exchange: UdpExchange[IkeV2Message], connection: UdpConnection) -> GatewayResult:
    if exchange.answer is None:
        return unanswered_result(exchange)
    answer, raw = exchange.answer
    if answer is IkeV2Reply.IKEV1:
        return GatewayResult(GatewayVerdict.OTHER, {**exchange.facts(), "gateway.other": DetectedProtocol.IKEV1.value})
    facts = {**exchange.facts(), "gateway.answer": answer.value}
    endpoints = connection.endpoints()
    nat = is_behind_nat(raw, endpoints[0]) if endpoints else None
    if nat is not None:
        facts["gateway.behind-nat"] = nat
    return GatewayResult(GatewayVerdict.ANSWERS, facts)

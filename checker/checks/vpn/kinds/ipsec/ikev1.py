"""IKEv1 (RFC 2409), which L2TP within IPsec begins with too: whether it answers main mode's first message.

Each offer names one method of authentication: libreswan looks for a connection that has all that an offer names, and
drops the offer where there is none. Where main mode is not answered, aggressive mode and IKEv2 are tried, once each:
what answers only IKEv2 may have an IKEv1 that wants to know first who asks.
"""

import secrets
from collections.abc import Callable, Sequence

from checker.checks.vpn.connection.udp import UdpExchange, open_udp, unanswered_result
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.tunnel import IkeV1Gateway, L2tpGateway
from checker.checks.vpn.kinds.ipsec import ikev2_packet
from checker.checks.vpn.kinds.ipsec.ike_packet import NAT_PORT, NON_ESP, SPI
from checker.checks.vpn.kinds.ipsec.ike_ports import USUAL_TRIES, probe_both_ports
from checker.checks.vpn.kinds.ipsec.ikev1_packet import (
    AGGRESSIVE_METHODS,
    METHODS,
    IkeV1Reply,
    Offer,
    aggressive_mode_request,
    deletion_messages,
    main_mode_request,
    parse_reply,
    unacceptable_offers,
    usual_offers,
)
from checker.checks.vpn.verdict import DetectedProtocol, GatewayResult, GatewayVerdict

IkeV1Message = tuple[IkeV1Reply, bytes]
IkeRequest = tuple[bytes, Callable[[bytes], IkeV1Reply | None]]
"""A packet without the mark for NAT, and what reads its answer."""


def probe(gateway: IkeV1Gateway | L2tpGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled."""

    def probe_port(port: int, is_usual: bool) -> GatewayResult:
        prefix = NON_ESP if port in (NAT_PORT, gateway.nat_port) else b""
        if is_usual:
            return _exchange(context, port, prefix, _main_mode_requests(is_usual=True), USUAL_TRIES)
        result = _exchange(context, port, prefix, _main_mode_requests(is_usual=False), None)
        if result.verdict is not GatewayVerdict.SILENT:
            return result
        other = _exchange(context, port, prefix, _other_requests(), 1)
        if other.verdict is GatewayVerdict.CANNOT_TELL:
            usual = _exchange(context, port, prefix, _main_mode_requests(is_usual=True), USUAL_TRIES)
            return other if usual.verdict is GatewayVerdict.SILENT else usual
        return result if other.verdict is GatewayVerdict.SILENT else other

    return probe_both_ports(gateway.port, gateway.nat_port, probe_port)


def _main_mode_requests(*, is_usual: bool) -> list[IkeRequest]:
    offers = usual_offers if is_usual else unacceptable_offers
    return [_request(main_mode_request, offers(method)) for method in METHODS]


def _other_requests() -> list[IkeRequest]:
    spi = secrets.token_bytes(SPI)

    def parse_newer(raw: bytes) -> IkeV1Reply | None:
        return None if ikev2_packet.parse_reply(raw, spi) is None else IkeV1Reply.IKEV2_ALONE

    return [
        *(_request(aggressive_mode_request, unacceptable_offers(method)) for method in AGGRESSIVE_METHODS),
        (ikev2_packet.sa_init_request(spi, ikev2_packet.UNACCEPTABLE), parse_newer),
    ]


def _request(encode: Callable[[bytes, tuple[Offer, ...]], bytes], offers: tuple[Offer, ...]) -> IkeRequest:
    """The same bytes at every try: another cookie would be another session."""
    cookie = secrets.token_bytes(SPI)
    return encode(cookie, offers), lambda raw: parse_reply(raw, cookie)


def _exchange(
    context: GatewayContext, port: int, prefix: bytes, requests: Sequence[IkeRequest], max_tries: int | None
) -> GatewayResult:
    """One request after the other; whichever is answered."""

    def parse(raw: bytes) -> IkeV1Message | None:
        message = raw.removeprefix(prefix)
        answers = (parse_answer(message) for _, parse_answer in requests)
        answer = next((answer for answer in answers if answer is not None), None)
        return None if answer is None else (answer, message)

    with open_udp(context, port) as connection:
        exchange: UdpExchange[IkeV1Message] = connection.request(
            lambda number: prefix + requests[number % len(requests)][0], parse, max_tries, variants=len(requests)
        )
        if exchange.answer is None:
            return unanswered_result(exchange)
        answer, raw = exchange.answer
        if answer is IkeV1Reply.ACCEPTED:
            for closing in deletion_messages(raw, 1 + secrets.randbelow(2**31)):
                connection.send(prefix + closing)
    if answer is IkeV1Reply.IKEV2:
        return GatewayResult(GatewayVerdict.OTHER, {**exchange.facts(), "gateway.other": DetectedProtocol.IKEV2.value})
    if answer is IkeV1Reply.IKEV2_ALONE:
        return GatewayResult(GatewayVerdict.CANNOT_TELL, exchange.facts())
    return GatewayResult(GatewayVerdict.ANSWERS, {**exchange.facts(), "gateway.answer": answer.value})

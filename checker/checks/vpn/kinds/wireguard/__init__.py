"""WireGuard: an initiation by a peer of the probe's own, and the response that only the right server can give.

It is silent to strangers on purpose. Without a probe peer only a refusal is evidence; silence is none.
"""

import secrets
from collections.abc import Callable
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from checker.checks.vpn.connection.udp import UdpConnection, open_udp, unanswered_result
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.keys import parse_curve_key
from checker.checks.vpn.gateways.tunnel import WireGuardGateway
from checker.checks.vpn.kinds.padding import PaddedRequest
from checker.checks.vpn.kinds.wireguard.initiation import Initiation, WireGuardReply
from checker.checks.vpn.kinds.wireguard.noise import KEY, public_bytes
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from checker.net.clock import monotonic_s

STRANGER_TRIES = 1
"""No answer is expected, and a refusal comes within one round trip."""
AGAIN_S = 1.0
"""How long after a cookie the next initiation is sent; servers stay under load for a second (wireguard-go)."""
VERDICTS = {
    WireGuardReply.SESSION: GatewayVerdict.ANSWERS,
    WireGuardReply.COOKIE: GatewayVerdict.ANSWERS,
    WireGuardReply.WRONG_PRESHARED_KEY: GatewayVerdict.WRONG_KEY,
}


def probe(gateway: WireGuardGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled."""
    has_probe_peer = bool(gateway.server_public_key and gateway.probe_private_key_secret)
    return _as_peer(gateway, context) if has_probe_peer else _as_stranger(gateway, context)


def _as_peer(gateway: WireGuardGateway, context: GatewayContext) -> GatewayResult:
    server = parse_curve_key(gateway.server_public_key)
    own = X25519PrivateKey.from_private_bytes(parse_curve_key(gateway.probe_private_key_secret))
    preshared = parse_curve_key(gateway.preshared_key_secret) if gateway.preshared_key_secret else bytes(KEY)
    initiations: list[Initiation] = []

    def packet(_try: int) -> bytes:
        initiations.append(Initiation(server, own, preshared))
        return initiations[-1].packet

    def parse(raw: bytes) -> WireGuardReply | None:
        return next((reply for initiation in initiations if (reply := initiation.parse_reply(raw)) is not None), None)

    with open_udp(context, gateway.port) as connection:
        return _result_of(connection, packet, parse, None)


def make_initiation(gateway: WireGuardGateway) -> PaddedRequest | None:
    """A new initiation of the probe's own peer, and whether bytes answer it; None where the profile has none."""
    if not (gateway.server_public_key and gateway.probe_private_key_secret):
        return None
    preshared = parse_curve_key(gateway.preshared_key_secret) if gateway.preshared_key_secret else bytes(KEY)
    own = X25519PrivateKey.from_private_bytes(parse_curve_key(gateway.probe_private_key_secret))
    initiation = Initiation(parse_curve_key(gateway.server_public_key), own, preshared)
    return PaddedRequest(gateway.port, initiation.packet, lambda raw: initiation.parse_reply(raw) is not None)


def _as_stranger(gateway: WireGuardGateway, context: GatewayContext) -> GatewayResult:
    server = (
        parse_curve_key(gateway.server_public_key)
        if gateway.server_public_key
        else public_bytes(X25519PrivateKey.generate())
    )
    own = X25519PrivateKey.from_private_bytes(secrets.token_bytes(KEY))
    initiations: list[Initiation] = []

    def packet(_try: int) -> bytes:
        initiations.append(Initiation(server, own))
        return initiations[-1].packet

    def parse(raw: bytes) -> WireGuardReply | None:
        return initiations[-1].parse_reply(raw)

    with open_udp(context, gateway.port) as connection:
        result = _result_of(connection, packet, parse, STRANGER_TRIES)
    return (
        GatewayResult(GatewayVerdict.CANNOT_TELL, result.facts) if result.verdict is GatewayVerdict.SILENT else result
    )


def _result_of(
    connection: UdpConnection,
    packet: Callable[[int], bytes],
    parse: Callable[[bytes], WireGuardReply | None],
    max_tries: int | None,
) -> GatewayResult:
    """A cookie is an answer. It comes under load (whitepaper, 5.3), which may last for a moment only: the server is
    loaded where the next initiation, a second later, gets a cookie again."""
    exchange = connection.request(packet, parse, max_tries)
    if exchange.answer is None:
        return unanswered_result(exchange)
    result = GatewayResult(VERDICTS[exchange.answer], {**exchange.facts(), "gateway.answer": exchange.answer.value})
    if exchange.answer is not WireGuardReply.COOKIE:
        return result
    connection.receive(monotonic_s() + AGAIN_S)
    again = connection.request(packet, parse, STRANGER_TRIES)
    if again.answer is WireGuardReply.COOKIE:
        return replace(result, facts={**result.facts, "gateway.loaded": True})
    if again.answer is None:
        return result
    return GatewayResult(VERDICTS[again.answer], {**result.facts, "gateway.answer": again.answer.value})

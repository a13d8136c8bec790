"""WireGuard: an initiation by a peer of the probe's own, and the response that only the right server can give.

It is silent to strangers on purpose. Without a probe peer only a refusal tells anything; silence tells nothing.
"""

import secrets

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from checker.checks.vpn.gateways_tunnel import WireGuard
from checker.checks.vpn.keys import curve_key
from checker.checks.vpn.kinds.wireguard_initiator import Initiation, Reply
from checker.checks.vpn.kinds.wireguard_noise import KEY, public
from checker.checks.vpn.udp import Asked, udp, unanswered
from checker.checks.vpn.verdict import Seen, Verdict
from checker.checks.vpn.way import Way

STRANGER_TRIES = 1
"""No answer is expected, and a refusal comes within one round trip."""
VERDICTS = {
    Reply.SESSION: Verdict.ANSWERS,
    Reply.COOKIE: Verdict.ANSWERS,
    Reply.WRONG_PRESHARED_KEY: Verdict.WRONG_KEY,
}


def probe(gateway: WireGuard, way: Way) -> Seen:
    """Raises Cancelled."""
    known = bool(gateway.server_public_key and gateway.probe_private_key_secret)
    return _as_peer(gateway, way) if known else _as_stranger(gateway, way)


def _as_peer(gateway: WireGuard, way: Way) -> Seen:
    server = curve_key(gateway.server_public_key)
    own = X25519PrivateKey.from_private_bytes(curve_key(gateway.probe_private_key_secret))
    preshared = curve_key(gateway.preshared_key_secret) if gateway.preshared_key_secret else bytes(KEY)
    said: list[Initiation] = []

    def packet(_try: int) -> bytes:
        said.append(Initiation(server, own, preshared))
        return said[-1].packet

    def read(raw: bytes) -> Reply | None:
        return next((reply for one in said if (reply := one.reply(raw)) is not None), None)

    with udp(way, gateway.port) as line:
        asked = line.ask(packet, read)
    if asked.answer is None:
        return unanswered(asked)
    return _told(asked, asked.answer)


def _as_stranger(gateway: WireGuard, way: Way) -> Seen:
    server = curve_key(gateway.server_public_key) if gateway.server_public_key else public(X25519PrivateKey.generate())
    said = Initiation(server, X25519PrivateKey.from_private_bytes(secrets.token_bytes(KEY)))
    with udp(way, gateway.port) as line:
        asked = line.ask(lambda _try: said.packet, said.reply, STRANGER_TRIES)
    if asked.answer is Reply.COOKIE:
        return _told(asked, asked.answer)
    seen = unanswered(asked)
    return Seen(Verdict.CANNOT_TELL, seen.facts) if seen.verdict is Verdict.SILENT else seen


def _told(asked: Asked[Reply], answer: Reply) -> Seen:
    facts = {**asked.facts(), "gateway.answer": answer.value}
    if answer is Reply.COOKIE:
        facts["gateway.loaded"] = True  # it sends cookies only under load (whitepaper, 5.3)
    return Seen(VERDICTS[answer], facts)

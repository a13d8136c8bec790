"""IKEv2: a proposal that the gateway must decline, so that it answers and keeps nothing; on both of its ports.

Only when nothing answers it, one usual request is sent: some gateways drop what they would decline.
"""

import secrets

from checker.checks.vpn.gateways_tunnel import Ikev2
from checker.checks.vpn.kinds.ikev2_packet import NON_ESP, SPI, UNACCEPTABLE, USUAL, Reply, Transform, reply, request
from checker.checks.vpn.udp import Asked, udp, unanswered
from checker.checks.vpn.verdict import Other, Seen, Verdict
from checker.checks.vpn.way import Way

NAT_PORT = 4500
NAT_TRIES = 2
USUAL_TRIES = 1
"""It may leave a half-open session, and gateways allow few of those (strongSwan: 5 an address)."""


def probe(gateway: Ikev2, way: Way) -> Seen:
    """Raises Cancelled."""
    front = NON_ESP if gateway.port == NAT_PORT else b""
    seen = _asked(way, gateway.port, front, UNACCEPTABLE)
    if seen.verdict is Verdict.SILENT:
        usual = _asked(way, gateway.port, front, USUAL, USUAL_TRIES)
        seen = usual if usual.verdict is not Verdict.SILENT else seen
    if not gateway.nat_port or seen.verdict not in (Verdict.ANSWERS, Verdict.SILENT):
        return seen
    nat = _asked(way, gateway.nat_port, NON_ESP, UNACCEPTABLE, NAT_TRIES)
    return Seen(seen.verdict, {**seen.facts, "ike.nat-port": nat.verdict.value})


def _asked(way: Way, port: int, front: bytes, transforms: tuple[Transform, ...], most: int | None = None) -> Seen:
    """The same bytes at every try (RFC 7296, 2.1)."""
    spi = secrets.token_bytes(SPI)
    said = front + request(spi, transforms)

    def read(raw: bytes) -> Reply | None:
        return reply(raw.removeprefix(front), spi)

    with udp(way, port) as line:
        asked: Asked[Reply] = line.ask(lambda _try: said, read, most)
    if asked.answer is None:
        return unanswered(asked)
    if asked.answer is Reply.IKEV1:
        return Seen(Verdict.OTHER, {**asked.facts(), "gateway.other": Other.IKEV1.value})
    return Seen(Verdict.ANSWERS, {**asked.facts(), "gateway.answer": asked.answer.value})

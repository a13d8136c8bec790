"""IKEv1 (RFC 2409), which L2TP within IPsec begins with too: whether it answers main mode's first message."""

import secrets

from checker.checks.vpn.gateways_tunnel import Ikev1, L2tp
from checker.checks.vpn.kinds.ike import USUAL_TRIES, on_both_ports
from checker.checks.vpn.kinds.ike_packet import NAT_PORT, NON_ESP, SPI
from checker.checks.vpn.kinds.ikev1_packet import UNACCEPTABLE, USUAL, Reply, reply, request, taken_back
from checker.checks.vpn.udp import Asked, udp, unanswered
from checker.checks.vpn.verdict import Other, Seen, Verdict
from checker.checks.vpn.way import Way

Answer = tuple[Reply, bytes]


def probe(gateway: Ikev1 | L2tp, way: Way) -> Seen:
    """Raises Cancelled."""

    def ask(port: int, usual: bool) -> Seen:
        front = NON_ESP if port in (NAT_PORT, gateway.nat_port) else b""
        return _asked(way, port, front, usual)

    return on_both_ports(gateway.port, gateway.nat_port, ask)


def _asked(way: Way, port: int, front: bytes, usual: bool) -> Seen:
    """The same bytes at every try: another cookie would be another session."""
    cookie = secrets.token_bytes(SPI)
    said = front + request(cookie, USUAL if usual else UNACCEPTABLE)

    def read(raw: bytes) -> Answer | None:
        bare = raw.removeprefix(front)
        answer = reply(bare, cookie)
        return None if answer is None else (answer, bare)

    with udp(way, port) as line:
        asked: Asked[Answer] = line.ask(lambda _try: said, read, USUAL_TRIES if usual else None)
        if asked.answer is None:
            return unanswered(asked)
        answer, raw = asked.answer
        if answer is Reply.ACCEPTED:
            for end in taken_back(raw, 1 + secrets.randbelow(2**31)):
                line.send(front + end)
    if answer is Reply.IKEV2:
        return Seen(Verdict.OTHER, {**asked.facts(), "gateway.other": Other.IKEV2.value})
    return Seen(Verdict.ANSWERS, {**asked.facts(), "gateway.answer": answer.value})

"""IKEv2 (RFC 7296): whether it answers an IKE_SA_INIT, whether it is loaded, and how it sees us."""

import secrets

from checker.checks.vpn.gateways_tunnel import Ikev2
from checker.checks.vpn.kinds.ike import USUAL_TRIES, on_both_ports
from checker.checks.vpn.kinds.ike_packet import NAT_PORT, NON_ESP, SPI
from checker.checks.vpn.kinds.ikev2_packet import UNACCEPTABLE, USUAL, Reply, behind_nat, reply, request
from checker.checks.vpn.udp import Asked, Udp, udp, unanswered
from checker.checks.vpn.verdict import Other, Seen, Verdict
from checker.checks.vpn.way import Way

Answer = tuple[Reply, bytes]


def probe(gateway: Ikev2, way: Way) -> Seen:
    """Raises Cancelled."""

    def ask(port: int, usual: bool) -> Seen:
        front = NON_ESP if port in (NAT_PORT, gateway.nat_port) else b""
        with udp(way, port) as line:
            return _told(_asked(line, front, usual), line)

    return on_both_ports(gateway.port, gateway.nat_port, ask)


def _asked(line: Udp, front: bytes, usual: bool) -> Asked[Answer]:
    """The same bytes at every try (RFC 7296, 2.1)."""
    spi = secrets.token_bytes(SPI)
    said = front + (request(spi, USUAL, line.ends()) if usual else request(spi, UNACCEPTABLE))

    def read(raw: bytes) -> Answer | None:
        bare = raw.removeprefix(front)
        answer = reply(bare, spi)
        return None if answer is None else (answer, bare)

    return line.ask(lambda _try: said, read, USUAL_TRIES if usual else None)


def _told(asked: Asked[Answer], line: Udp) -> Seen:
    if asked.answer is None:
        return unanswered(asked)
    answer, raw = asked.answer
    if answer is Reply.IKEV1:
        return Seen(Verdict.OTHER, {**asked.facts(), "gateway.other": Other.IKEV1.value})
    facts = {**asked.facts(), "gateway.answer": answer.value}
    if answer is Reply.COOKIE:
        facts["gateway.loaded"] = True  # it asks for cookies only under load (RFC 7296, 2.6)
    ends = line.ends()
    nat = behind_nat(raw, ends[0]) if ends else None
    if nat is not None:
        facts["gateway.behind-nat"] = nat
    return Seen(Verdict.ANSWERS, facts)

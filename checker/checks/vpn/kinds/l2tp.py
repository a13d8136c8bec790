"""L2TP (RFC 2661): within IPsec it is IKEv1 that answers; bare, the opening of a tunnel, which is ended at once."""

import secrets
import time

from checker.checks.vpn.gateways_tunnel import L2tp
from checker.checks.vpn.kinds import ikev1
from checker.checks.vpn.kinds.l2tp_packet import Answer, answer, goodbye, request
from checker.checks.vpn.udp import Asked, udp, unanswered
from checker.checks.vpn.verdict import Seen, Verdict
from checker.checks.vpn.way import Way

GOODBYE_S = 0.3
"""The gateway acknowledges the end; a port that is closed already would refuse that."""


def probe(gateway: L2tp, way: Way) -> Seen:
    """Raises Cancelled."""
    return ikev1.probe(gateway, way) if gateway.ipsec else _bare(gateway, way)


def _bare(gateway: L2tp, way: Way) -> Seen:
    ours = 1 + secrets.randbelow(65535)
    said = request(ours)
    with udp(way, gateway.port) as line:
        asked: Asked[Answer] = line.ask(lambda _try: said, lambda raw: answer(raw, ours))
        if asked.answer is None:
            return unanswered(asked)
        line.send(goodbye(asked.answer.tunnel, ours))
        line.receive(time.monotonic() + GOODBYE_S)
    return Seen(Verdict.ANSWERS, {**asked.facts(), "gateway.answer": asked.answer.reply.value})

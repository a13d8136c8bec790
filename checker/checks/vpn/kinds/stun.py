"""STUN for telephony: a binding request, by UDP or TCP; the address in its answer is not kept (RFC 8489)."""

from collections.abc import Set as AbstractSet

from checker.checks.vpn.gateways_web import Stun
from checker.checks.vpn.kinds.stun_message import BINDING, ERROR, MARK, read, whole
from checker.checks.vpn.kinds.talk import Talk, by_tcp
from checker.checks.vpn.udp import udp, unanswered
from checker.checks.vpn.verdict import Seen, Verdict
from checker.checks.vpn.way import Way
from checker.net.stun import answered_transaction, binding_request


def probe(gateway: Stun, way: Way) -> Seen:
    """Raises Cancelled."""
    return _by_tcp(gateway, way) if gateway.transport == "tcp" else _by_udp(gateway, way)


def answers(raw: bytes, sent: AbstractSet[bytes]) -> str:
    """The word for an answer to one of these transactions, or empty."""
    if answered_transaction(raw) in sent:
        return "address"
    message = read(raw)
    error = message is not None and message.kind == BINDING | ERROR and message.code and message.transaction in sent
    return "declined" if error else ""


def _by_udp(gateway: Stun, way: Way) -> Seen:
    sent: set[bytes] = set()

    def packet(_try: int) -> bytes:
        transaction, raw = binding_request()
        sent.add(transaction)
        return raw

    with udp(way, gateway.port) as line:
        asked = line.ask(packet, lambda raw: answers(raw, sent) or None)
    if asked.answer is None:
        return unanswered(asked)
    return Seen(Verdict.ANSWERS, {**asked.facts(), "gateway.answer": asked.answer})


def _by_tcp(gateway: Stun, way: Way) -> Seen:
    transaction, raw = binding_request()
    talk = Talk(raw, MARK, lambda heard, _: whole(heard), lambda heard: answers(heard, {transaction}))
    return by_tcp(way, gateway.port, talk)

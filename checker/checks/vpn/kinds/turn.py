"""TURN for telephony: an allocation without credentials, which it must refuse and name its realm (RFC 8656, 7)."""

import secrets

from checker.checks.vpn.gateways_web import Turn
from checker.checks.vpn.kinds.stun_message import (
    ALLOCATE,
    ERROR,
    MARK,
    NONCE,
    REALM,
    SUCCESS,
    allocate,
    read,
    release,
    whole,
)
from checker.checks.vpn.kinds.talk import Talk, by_tcp
from checker.checks.vpn.udp import udp, unanswered
from checker.checks.vpn.verdict import Seen, Verdict
from checker.checks.vpn.way import Way

TRANSACTION = 12
SIGN_IN, DECLINED, OPEN = "sign-in", "declined", "open"
_UNAUTHENTICATED = 401


def probe(gateway: Turn, way: Way) -> Seen:
    """Raises Cancelled."""
    transaction = secrets.token_bytes(TRANSACTION)
    if gateway.transport == "tcp":
        return by_tcp(way, gateway.port, _talk(transaction))
    with udp(way, gateway.port) as line:
        # the same transaction at every try, so that no more than one allocation can come of it (RFC 8489, 6.2.1)
        asked = line.ask(lambda _try: allocate(transaction), lambda raw: answers(raw, transaction) or None)
        if asked.answer is None:
            return unanswered(asked)
        if asked.answer == OPEN:
            line.send(release(secrets.token_bytes(TRANSACTION)))
        return Seen(Verdict.ANSWERS, {**asked.facts(), "gateway.answer": asked.answer})


def _talk(transaction: bytes) -> Talk:
    def bye(heard: bytes) -> bytes:
        return release(secrets.token_bytes(TRANSACTION)) if answers(heard, transaction) == OPEN else b""

    raw = allocate(transaction)
    return Talk(raw, MARK, lambda heard, _: whole(heard), lambda heard: answers(heard, transaction), bye)


def answers(raw: bytes, transaction: bytes) -> str:
    """`sign-in`, as it should; `declined` for another error; `open` where anybody may; empty for no answer to us."""
    message = read(raw)
    if message is None or message.transaction != transaction:
        return ""
    if message.kind == ALLOCATE | SUCCESS:
        return OPEN
    if message.kind != ALLOCATE | ERROR or not message.code:
        return ""
    named = REALM in message.attributes and NONCE in message.attributes
    return SIGN_IN if message.code == _UNAUTHENTICATED and named else DECLINED

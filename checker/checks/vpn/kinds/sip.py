"""SIP: OPTIONS, by UDP, TCP or TLS. Whatever the server says to it, it is a SIP server (RFC 3261, 11)."""

import secrets

from checker.checks.vpn.gateways_web import Https, Sip
from checker.checks.vpn.kinds.sip_message import MARK, Options, whole
from checker.checks.vpn.kinds.talk import Talk, by_tcp, by_tls
from checker.checks.vpn.udp import udp, unanswered
from checker.checks.vpn.verdict import Seen, Verdict
from checker.checks.vpn.way import Way

_COOKIE = "z9hG4bK"
"""How a branch begins (RFC 3261, 8.1.1.7)."""


def probe(gateway: Sip, way: Way) -> Seen:
    """Raises Cancelled, and OSError as `by_tls`."""
    options = Options(
        host=gateway.host,
        port=gateway.port,
        transport=gateway.transport,
        call=secrets.token_hex(16),
        branch=_COOKIE + secrets.token_hex(12),
        tag=secrets.token_hex(8),
    )
    if gateway.transport == "udp":
        return _by_udp(gateway, way, options)
    talk = Talk(options.written(), MARK, lambda heard, _: whole(heard), lambda heard: word(options.status(heard)))
    return by_tls(_certified(gateway), way, talk) if gateway.transport == "tls" else by_tcp(way, gateway.port, talk)


def word(status: int) -> str:
    """The class of an answer: `2xx`, `4xx` ...; empty for none."""
    return f"{status // 100}xx" if status else ""


def _by_udp(gateway: Sip, way: Way, options: Options) -> Seen:
    """The same bytes at every try: one transaction (RFC 3261, 17.1.2)."""
    with udp(way, gateway.port) as line:
        asked = line.ask(lambda _try: options.written(), lambda raw: word(options.status(raw)) or None)
    if asked.answer is None:
        return unanswered(asked)
    return Seen(Verdict.ANSWERS, {**asked.facts(), "gateway.answer": asked.answer})


def _certified(gateway: Sip) -> Https:
    return Https(
        id=gateway.id,
        name=gateway.name,
        host=gateway.host,
        port=gateway.port,
        server_name=gateway.server_name,
        ca=gateway.ca,
        fingerprint=gateway.fingerprint,
    )

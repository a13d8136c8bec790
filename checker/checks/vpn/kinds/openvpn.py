"""OpenVPN: the client's reset and the server's answer to it, then the certificate through the control channel."""

import secrets
import time
from collections.abc import Mapping

from checker.checks.vpn.certificate import chain_verdict
from checker.checks.vpn.gateways_tunnel import OpenVpn
from checker.checks.vpn.keys import static_key
from checker.checks.vpn.kinds.openvpn_framed import Framed, framed
from checker.checks.vpn.kinds.openvpn_packet import answers_reset, reset
from checker.checks.vpn.kinds.openvpn_session import Line, read_chain
from checker.checks.vpn.kinds.openvpn_wrap import SESSION, Packet, Plain, TlsAuth, TlsCrypt, Wrap
from checker.checks.vpn.tcp import dialled, milliseconds, not_connected
from checker.checks.vpn.udp import udp, unanswered
from checker.checks.vpn.verdict import Seen, Verdict, what_speaks
from checker.checks.vpn.way import Way
from checker.model.failure import Failure, Kind, Operation
from checker.model.observation import Value

ANSWER_S = 3.0


def probe(gateway: OpenVpn, way: Way) -> Seen:
    """Raises Cancelled."""
    if gateway.wrap != "none" and not gateway.key_secret:
        missing = Failure(operation=Operation.READ, kind=Kind.MISSING, detail="key")
        return Seen(Verdict.CANNOT_TELL, {"gateway.rtt": missing})
    return _by_tcp(gateway, way) if gateway.transport == "tcp" else _by_udp(gateway, way)


def wrapping(gateway: OpenVpn) -> Wrap:
    """A client's side of the gateway's wrapping."""
    if gateway.wrap == "tls-auth":
        return TlsAuth(static_key(gateway.key_secret), gateway.key_direction, gateway.auth)
    return TlsCrypt(static_key(gateway.key_secret)) if gateway.wrap == "tls-crypt" else Plain()


def _by_udp(gateway: OpenVpn, way: Way) -> Seen:
    ours, wrap = secrets.token_bytes(SESSION), wrapping(gateway)
    with udp(way, gateway.port) as line:
        asked = line.ask(lambda _try: wrap.put(reset(ours)), lambda raw: _answer(raw, wrap, ours))
        if asked.answer is None:
            return unanswered(asked)
        return _answered(gateway, asked.answer, asked.facts(), line, wrap, ours)


def _by_tcp(gateway: OpenVpn, way: Way) -> Seen:
    ours, wrap = secrets.token_bytes(SESSION), wrapping(gateway)
    with dialled(way, gateway.port) as (came, sock):
        if sock is None or came.connect_s is None:
            return not_connected(came)
        facts = {"gateway.tcp": milliseconds(came.connect_s)}
        line = Framed(sock, way)
        began, sent = time.monotonic(), wrap.put(reset(ours))
        line.send(sent)
        raw = line.receive(began + ANSWER_S)
        answer = _answer(raw, wrap, ours) if raw is not None else None
        if answer is not None:
            rtt_s = time.monotonic() - began
            return _answered(gateway, answer, {**facts, "gateway.rtt": milliseconds(rtt_s)}, line, wrap, ours)
        if line.heard:
            return Seen(Verdict.OTHER, {**facts, "gateway.other": what_speaks(line.heard, framed(sent)).value})
        return Seen(Verdict.HANGS_UP if line.ended else Verdict.STALLS, facts)


def _answer(raw: bytes, wrap: Wrap, ours: bytes) -> Packet | None:
    packet = wrap.take(raw)
    return packet if packet is not None and answers_reset(packet, ours) else None


def _answered(
    gateway: OpenVpn, answer: Packet, facts: Mapping[str, Value | Failure], line: Line, wrap: Wrap, ours: bytes
) -> Seen:
    chain = read_chain(line, wrap, ours, answer.session)
    bad, more = chain_verdict(chain, gateway.ca, gateway.server_name)
    return Seen(Verdict.CERTIFICATE if bad else Verdict.ANSWERS, {**facts, **more})

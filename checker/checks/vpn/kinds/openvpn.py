"""OpenVPN: the client's reset and the server's answer to it, then the certificate through the control channel."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from checker.checks.vpn.certificate import chain_verdict
from checker.checks.vpn.gateways_tunnel import OpenVpn
from checker.checks.vpn.keys import client_key, static_key
from checker.checks.vpn.kinds.openvpn_framed import Framed, framed
from checker.checks.vpn.kinds.openvpn_packet import answers_reset, reset, wants_key_again
from checker.checks.vpn.kinds.openvpn_session import Line, read_chain
from checker.checks.vpn.kinds.openvpn_wrap import SESSION, Packet, Plain, TlsAuth, TlsCrypt, TlsCryptV2, Wrap
from checker.checks.vpn.tcp import dialled, milliseconds, not_connected
from checker.checks.vpn.udp import udp, unanswered
from checker.checks.vpn.verdict import Seen, Verdict, what_speaks
from checker.checks.vpn.way import Way
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.observation import Value

ANSWER_S = 3.0


def probe(gateway: OpenVpn, way: Way) -> Seen:
    """Raises Cancelled."""
    if gateway.wrap != "none" and not gateway.key_secret:
        missing = Failure(operation=Operation.READ, kind=FailureKind.MISSING, detail="key")
        return Seen(Verdict.CANNOT_TELL, {"gateway.rtt": missing})
    return _by_tcp(gateway, way) if gateway.transport == "tcp" else _by_udp(gateway, way)


@dataclass(frozen=True)
class Asking:
    """A reset and what answers it. `ours`: our session."""

    wrap: Wrap
    ours: bytes = field(default_factory=lambda: secrets.token_bytes(SESSION))

    def packet(self, filling: int = 0) -> bytes:
        """The reset, the next time; `filling`: bytes more than it needs."""
        return self.wrap.put(reset(self.ours, self.wrap.reset, filling))

    def answer(self, raw: bytes) -> Packet | None:
        """The answer to it, or None."""
        packet = self.wrap.take(raw)
        return packet if packet is not None and answers_reset(packet, self.ours) else None


def asking(gateway: OpenVpn) -> Asking:
    """A client's side of the gateway's wrapping, before its first packet."""
    match gateway.wrap:
        case "tls-auth":
            return Asking(TlsAuth(static_key(gateway.key_secret), gateway.key_direction, gateway.auth))
        case "tls-crypt":
            return Asking(TlsCrypt(static_key(gateway.key_secret)))
        case "tls-crypt-v2":
            return Asking(TlsCryptV2(*client_key(gateway.key_secret)))
    return Asking(Plain())


def _by_udp(gateway: OpenVpn, way: Way) -> Seen:
    opening = asking(gateway)
    with udp(way, gateway.port) as line:
        asked = line.ask(lambda _try: opening.packet(), opening.answer)
        if asked.answer is None:
            return unanswered(asked)
        return _answered(gateway, opening, asked.answer, asked.facts(), line)


def _by_tcp(gateway: OpenVpn, way: Way) -> Seen:
    opening = asking(gateway)
    with dialled(way, gateway.port) as (came, sock):
        if sock is None or came.connect_s is None:
            return not_connected(came)
        facts = {"gateway.tcp": milliseconds(came.connect_s)}
        line = Framed(sock, way)
        began, sent = time.monotonic(), opening.packet()
        line.send(sent)
        raw = line.receive(began + ANSWER_S)
        answer = opening.answer(raw) if raw is not None else None
        if answer is not None:
            facts["gateway.rtt"] = milliseconds(time.monotonic() - began)
            return _answered(gateway, opening, answer, facts, line)
        if line.heard:
            return Seen(Verdict.OTHER, {**facts, "gateway.other": what_speaks(line.heard, framed(sent)).value})
        return Seen(Verdict.HANGS_UP if line.ended else Verdict.STALLS, facts)


def _answered(
    gateway: OpenVpn, asked: Asking, answer: Packet, facts: Mapping[str, Value | Failure], line: Line
) -> Seen:
    chain = read_chain(line, asked.wrap, asked.ours, answer.session, wants_key_again(answer))
    bad, more = chain_verdict(chain, gateway.ca, gateway.server_name)
    return Seen(Verdict.CERTIFICATE if bad else Verdict.ANSWERS, {**facts, **more})

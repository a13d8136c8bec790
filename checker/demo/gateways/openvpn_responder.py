"""OpenVPN's first packets in Python, for a demo where the program is not installed: reset, and TLS after it.

It shows its certificate and asks for one. Nobody gets further: it is no VPN.
"""

import secrets
import ssl
from contextlib import suppress
from dataclasses import dataclass, field

from checker.checks.vpn.kinds.openvpn.control_channel import MAX_TLS_PAYLOAD_B
from checker.checks.vpn.kinds.openvpn.control_packet import (
    ACK_V1,
    CONTROL_V1,
    RESET_SERVER_V2,
    ControlPacketBody,
    encode_body,
    parse_body,
)
from checker.checks.vpn.kinds.openvpn.wrapping import RESET_CLIENT_V2, SESSION, OpenVpnPacket, TlsCryptWrapper
from checker.demo.gateways.certificate_authority import CertificateAuthority

MAX_SESSIONS = 16


@dataclass
class _Session:
    """One client's: its number, TLS in memory, and where the two message counts stand."""

    client_session: bytes
    wrap: TlsCryptWrapper
    tls: ssl.SSLObject
    incoming: ssl.MemoryBIO
    outgoing: ssl.MemoryBIO
    server_session: bytes = field(default_factory=lambda: secrets.token_bytes(SESSION))
    next_incoming: int = 1
    last_outgoing: int = 0

    def make_packet(self, op: int, acked: tuple[int, ...], message: int | None, payload: bytes = b"") -> bytes:
        return self.wrap.wrap(
            OpenVpnPacket(
                op, self.server_session, encode_body(ControlPacketBody(acked, self.client_session, message, payload))
            )
        )


class OpenVpnResponder:
    """Behind tls-crypt: whoever does not have the key hears nothing."""

    def __init__(self, authority: CertificateAuthority, key: bytes) -> None:
        self._key = key
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(authority.certificate, authority.key)
        self._context.load_verify_locations(authority.ca)
        self._context.verify_mode = ssl.CERT_REQUIRED
        self._sessions: dict[tuple[str, int], _Session] = {}

    def answer(self, raw: bytes, client: tuple[str, int]) -> list[bytes]:
        """What goes back to this datagram."""
        packet = TlsCryptWrapper(self._key, server=True).unwrap(raw)
        body = parse_body(packet) if packet is not None else None
        if packet is None or body is None:
            return []
        if packet.op == RESET_CLIENT_V2:
            return self._reset(packet, client)
        session = self._sessions.get(client)
        if (
            session is None
            or session.client_session != packet.session
            or packet.op != CONTROL_V1
            or body.message is None
        ):
            return []
        return [session.make_packet(ACK_V1, (body.message,), None), *_handshake_replies(session, body)]

    def _reset(self, packet: OpenVpnPacket, client: tuple[str, int]) -> list[bytes]:
        while len(self._sessions) >= MAX_SESSIONS:
            self._sessions.pop(next(iter(self._sessions)))
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = self._context.wrap_bio(incoming, outgoing, server_side=True)
        session = _Session(packet.session, TlsCryptWrapper(self._key, server=True), tls, incoming, outgoing)
        self._sessions[client] = session
        return [session.make_packet(RESET_SERVER_V2, (0,), 0)]


def _handshake_replies(session: _Session, body: ControlPacketBody) -> list[bytes]:
    if body.message != session.next_incoming:
        return []
    session.next_incoming += 1
    session.incoming.write(body.payload)
    with suppress(ssl.SSLError):
        session.tls.do_handshake()
    output, packets = session.outgoing.read(), []
    for start in range(0, len(output), MAX_TLS_PAYLOAD_B):
        session.last_outgoing += 1
        packets.append(
            session.make_packet(CONTROL_V1, (), session.last_outgoing, output[start : start + MAX_TLS_PAYLOAD_B])
        )
    return packets

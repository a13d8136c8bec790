"""Reads an OpenVPN gateway's certificate through its control channel, without credentials: TLS in memory.

After the answer to the reset, TLS travels in numbered packets that each side acknowledges. We show no certificate of
our own, so the gateway ends the session by itself and keeps nothing.
"""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from checker.checks.vpn.connection.certificate_chain import presented_chain
from checker.checks.vpn.kinds.openvpn.control_packet import (
    ACK_V1,
    CONTROL_V1,
    OPCODE,
    ControlPacketBody,
    encode_body,
    parse_body,
)
from checker.checks.vpn.kinds.openvpn.wrapping import CONTROL_WITH_KEY_V1, OpenVpnPacket, PacketWrapper
from checker.net.clock import monotonic_s
from checker.net.tls.context import unverified_context

MAX_TLS_PAYLOAD_B = 1100
"""Bytes of TLS in one packet: with every wrapping still below 1280, which any path carries."""
SESSION_S = 4.0
RESEND_S = 1.0
MAX_PACKETS = 96
"""A certificate chain needs a dozen; more is no gateway."""
REORDER_WINDOW = 32


class PacketTransport(Protocol):
    """Where packets go and come from: UDP, or TCP with lengths in front."""

    def send(self, packet: bytes) -> None: ...

    def receive(self, deadline: float) -> bytes | None: ...


@dataclass(frozen=True)
class ChainReading:
    """`chain`: the certificates that the gateway shows, its own first, DER; empty where it shows none in time.

    `is_declined`: it ended TLS itself, by an alert; `unanswered`: our packet that it never acknowledged, as it
    travelled, empty for none.
    """

    chain: list[bytes]
    is_declined: bool = False
    unanswered: bytes = b""

    @property
    def is_broken_off(self) -> bool:
        """Whether the session was begun, and no end of it came."""
        return not self.chain and not self.is_declined


def read_chain(
    transport: PacketTransport, wrap: PacketWrapper, session: bytes, peer_session: bytes, resend_key: bool = False
) -> ChainReading:
    """The certificates that the gateway shows, or how far the session came.

    `session` and `peer_session`: of the reset and its answer; `resend_key`: the answer asks for the wrapped key
    (tls-crypt-v2). Raises Cancelled and OSError of the transport.
    """
    return _ControlChannel(transport, wrap, session, peer_session).read_chain(resend_key)


class _ControlChannel:
    def __init__(self, transport: PacketTransport, wrap: PacketWrapper, session: bytes, peer_session: bytes) -> None:
        self._transport, self._wrap, self._session, self._peer_session = transport, wrap, session, peer_session
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = unverified_context().wrap_bio(self._incoming, self._outgoing)
        self._reorder_buffer: dict[int, bytes] = {}
        self._expected = 1
        self._next_number = 1
        self._unacknowledged: dict[int, tuple[int, bytes]] = {}
        # what answers the server's reset goes with all that we send until it has acknowledged it: one may be lost
        self._pending_acks: tuple[int, ...] = (0,)
        self._is_declined = False

    def read_chain(self, resend_key: bool) -> ChainReading:
        if resend_key:
            # an empty message of its own: with TLS in it, it would be too long for some paths
            self._send_message(CONTROL_WITH_KEY_V1, b"")
        else:
            self._send_packet(ACK_V1, ControlPacketBody(self._pending_acks, self._peer_session, None, b""))
        deadline = monotonic_s() + SESSION_S
        self._step_handshake()
        for raw in self._datagrams(deadline):
            # what we send after its certificate is the end: that we have none of our own
            if self._handle_datagram(raw) and self._step_handshake() and presented_chain(self._tls):
                break
        unanswered = next(
            (
                self._wrapped(op, self._message_body(number, payload))
                for number, (op, payload) in self._unacknowledged.items()
            ),
            b"",
        )
        return ChainReading(presented_chain(self._tls), self._is_declined, unanswered)

    def _datagrams(self, deadline: float) -> Iterator[bytes]:
        """Datagrams; after a while of silence, what was not acknowledged is sent again."""
        for _ in range(MAX_PACKETS):
            until = min(deadline, monotonic_s() + RESEND_S)
            raw = self._transport.receive(until)
            now = monotonic_s()
            if raw is not None:
                yield raw
            elif now < until or now >= deadline:
                return  # the line broke, or time is over
            else:
                for message, (op, payload) in self._unacknowledged.items():
                    self._send_packet(op, self._message_body(message, payload))

    def _step_handshake(self) -> bool:
        """One step of the handshake; whether it sent anything."""
        try:
            self._tls.do_handshake()
        except ssl.SSLWantReadError:
            pass
        except ssl.SSLError:
            self._is_declined = True
        outgoing = self._outgoing.read()
        for start in range(0, len(outgoing), MAX_TLS_PAYLOAD_B):
            self._send_message(CONTROL_V1, outgoing[start : start + MAX_TLS_PAYLOAD_B])
        return bool(outgoing)

    def _send_message(self, op: int, payload: bytes) -> None:
        """The next message, resent until it is acknowledged."""
        self._unacknowledged[self._next_number] = op, payload
        self._send_packet(op, self._message_body(self._next_number, payload))
        self._next_number += 1

    def _handle_datagram(self, raw: bytes) -> bool:
        """Whether it brought new bytes of TLS."""
        packet = self._wrap.unwrap(raw)
        body = parse_body(packet) if packet is not None else None
        if packet is None or body is None or packet.session != self._peer_session:
            return False
        self._pending_acks = ()
        for message in body.acked if body.peer == self._session else ():
            self._unacknowledged.pop(message, None)
        if body.message is None or body.message >= self._expected + REORDER_WINDOW:
            return False
        self._send_packet(ACK_V1, ControlPacketBody((body.message,), self._peer_session, None, b""))
        if packet.op & OPCODE != CONTROL_V1:
            return False
        self._reorder_buffer.setdefault(body.message, body.payload)
        return self._deliver_in_order()

    def _deliver_in_order(self) -> bool:
        delivered = b""
        while (piece := self._reorder_buffer.pop(self._expected, None)) is not None:
            delivered += piece
            self._expected += 1
        self._incoming.write(delivered)
        return bool(delivered)

    def _message_body(self, number: int, payload: bytes) -> ControlPacketBody:
        return ControlPacketBody(self._pending_acks, self._peer_session, number, payload)

    def _send_packet(self, op: int, body: ControlPacketBody) -> None:
        self._transport.send(self._wrapped(op, body))

    def _wrapped(self, op: int, body: ControlPacketBody) -> bytes:
        return self._wrap.wrap(OpenVpnPacket(op, self._session, encode_body(body)))

"""A train of small packets, 20 ms apart and as large as a call's: what a call would meet on this line, now."""

import socket
import time
from typing import Protocol

from checker.checks.line.packets.metrics import ProbePacket
from checker.model.failure import Failure, Operation, OperationFailed, failure_of
from checker.model.record import Record
from checker.net import stamp
from checker.net.receive_time import enable_receive_timestamps, receive_datagram
from checker.net.stun import binding

PACKET_INTERVAL_S = 0.02
"""A packet of G.711 or Opus carries 20 ms of voice (RFC 3551, 4.5.14; RFC 7587, 4.2)."""
PAYLOAD_BYTES = 172
"""Octets above UDP: RTP's 12 and 160 of G.711."""
PACKET_BYTES = PAYLOAD_BYTES + 28
"""With UDP's and IPv4's headers."""


class ProbeReply(Record, frozen=True, kw_only=True):
    """What came back: which packet it answers, and what the far end tells of it."""

    sequence: int
    reflector_sequence: int | None = None
    reflector_received_at: float | None = None
    reflector_sent_at: float | None = None


class PacketCodec(Protocol):
    """How packets of one protocol are written and read. `name` is the protocol's."""

    name: str

    def encode(self, sequence: int) -> bytes:
        """The packet of this number."""
        ...

    def decode(self, data: bytes) -> ProbeReply | None:
        """What it answers, or None for what is no answer of ours."""
        ...


class StampCodec:
    """A session of the desk's reflector (RFC 8762)."""

    name = "STAMP"

    def __init__(self, session: int, key: bytes) -> None:
        self._session, self._key = session, key

    def encode(self, sequence: int) -> bytes:
        """A test packet, padded to a voice packet's size."""
        return stamp.pack_sender_packet(self._key, self._session, sequence, time.time(), PAYLOAD_BYTES)

    def decode(self, data: bytes) -> ProbeReply | None:
        """Authentic answers only."""
        reflected = stamp.parse_reflector_packet(data, self._key)
        if reflected is None or reflected.session != self._session:
            return None
        return ProbeReply(
            sequence=reflected.sender_sequence,
            reflector_sequence=reflected.sequence,
            reflector_received_at=reflected.receive_timestamp,
            reflector_sent_at=reflected.timestamp,
        )


class StunCodec:
    """Binding requests to any STUN server (RFC 8489): it counts nothing, so loss has no direction."""

    name = "STUN"

    def __init__(self) -> None:
        self._sequence_of: dict[bytes, int] = {}

    def encode(self, sequence: int) -> bytes:
        """A fresh transaction for each."""
        transaction, data = binding.binding_request()
        self._sequence_of[transaction] = sequence
        return data

    def decode(self, data: bytes) -> ProbeReply | None:
        """The first answer to each transaction."""
        sequence = self._sequence_of.pop(binding.answered_transaction(data) or b"", None)
        return None if sequence is None else ProbeReply(sequence=sequence)


class PacketProbe:
    """Sends and hears; never waits. Times are of the monotonic clock.

    Raises OperationFailed where no socket can be had.
    """

    def __init__(self, address: str, port: int, codec: PacketCodec) -> None:
        self.name = codec.name
        self._codec = codec
        self._packets: list[ProbePacket] = []
        self._next_at = time.monotonic()
        self.reply_count = 0
        self.failure: Failure | None = None
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.sock = socket.socket(family, socket.SOCK_DGRAM)
        try:
            enable_receive_timestamps(self.sock)
            self.sock.setblocking(False)
            self.sock.connect((address, port))
        except OSError as error:
            self.sock.close()
            raise OperationFailed.from_error(Operation.SEND, error) from error

    def due_s(self) -> float:
        """Seconds until the next packet, never below 0."""
        return max(0.0, self._next_at - time.monotonic())

    def send_due(self) -> None:
        """Sends the next packet where its time has come. One that the system does not take was never sent."""
        now = time.monotonic()
        if now < self._next_at:
            return
        self._next_at = max(self._next_at + PACKET_INTERVAL_S, now + PACKET_INTERVAL_S / 2)
        data = self._codec.encode(len(self._packets))
        try:
            self.sock.send(data)
        except BlockingIOError:
            return
        except OSError as error:
            self.failure = failure_of(Operation.SEND, error)
            return
        self._packets.append(ProbePacket(sent_at=now))

    def receive_replies(self) -> list[ProbePacket]:
        """Takes in all answers that are there, and returns the packets that they answer."""
        answered: list[ProbePacket] = []
        while True:
            try:
                datagram = receive_datagram(self.sock)
            except OSError as error:  # an ICMP message about an earlier packet
                self.failure = failure_of(Operation.RECEIVE, error)
                return answered
            if datagram is None:
                return answered
            reply = self._codec.decode(datagram.data)
            if reply is None or not 0 <= reply.sequence < len(self._packets):
                continue
            original = self._packets[reply.sequence]
            if original.received_at is not None:  # a copy
                continue
            received_at = time.monotonic() - max(0.0, time.time() - datagram.received_at_s)
            packet = ProbePacket(
                sent_at=original.sent_at,
                received_at=received_at,
                reflector_received_at=reply.reflector_received_at,
                reflector_sent_at=reply.reflector_sent_at,
                reflector_sequence=reply.reflector_sequence,
            )
            self._packets[reply.sequence] = packet
            self.reply_count += 1
            answered.append(packet)

    def packets(self, from_s: float = 0.0, to_s: float = float("inf")) -> list[ProbePacket]:
        """Those sent in this time of the monotonic clock, in order."""
        return [packet for packet in self._packets if from_s <= packet.sent_at < to_s]

    def close(self) -> None:
        """Ends the train."""
        self.sock.close()

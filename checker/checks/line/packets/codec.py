"""How a packet of the train is written and its reply read: STAMP at the desk's reflector, STUN at any server."""

from typing import Protocol

from checker.model.record import Record
from checker.net import stamp
from checker.net.clock import wall_s
from checker.net.stun import binding

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
        return stamp.pack_sender_packet(self._key, self._session, sequence, wall_s(), PAYLOAD_BYTES)

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

"""A train of small packets, 20 ms apart and as large as a call's: what a call would meet on this line, now."""

import socket
import time
from typing import Protocol

from checker.checks.line.packets import Packet
from checker.model.failure import Failure, Operation, OperationFailed, failure_of
from checker.model.record import Record
from checker.net import stamp, stun
from checker.net.arrival import receive, stamped

EVERY_S = 0.02
"""A packet of G.711 or Opus carries 20 ms of voice (RFC 3551, 4.5.14; RFC 7587, 4.2)."""
SIZE = 172
"""Octets above UDP: RTP's 12 and 160 of G.711."""
ON_THE_LINE = SIZE + 28
"""With UDP's and IPv4's headers."""


class Answer(Record, frozen=True, kw_only=True):
    """What came back: which packet it answers, and what the far end tells of it."""

    sequence: int
    count: int | None = None
    there: float | None = None
    left: float | None = None


class Letters(Protocol):
    """How packets of one protocol are written and read. `name` is the protocol's."""

    name: str

    def write(self, sequence: int) -> bytes:
        """The packet of this number."""
        ...

    def read(self, data: bytes) -> Answer | None:
        """What it answers, or None for what is no answer of ours."""
        ...


class Stamp:
    """A session of the desk's reflector (RFC 8762)."""

    name = "STAMP"

    def __init__(self, session: int, key: bytes) -> None:
        self._session, self._key = session, key

    def write(self, sequence: int) -> bytes:
        """A test packet, padded to a voice packet's size."""
        return stamp.test_packet(self._key, self._session, sequence, time.time(), SIZE)

    def read(self, data: bytes) -> Answer | None:
        """Authentic answers only."""
        seen = stamp.reflected_in(data, self._key)
        if seen is None or seen.session != self._session:
            return None
        return Answer(sequence=seen.sender_sequence, count=seen.sequence, there=seen.arrived, left=seen.left)


class Stun:
    """Binding requests to any STUN server (RFC 8489): it counts nothing, so loss has no direction."""

    name = "STUN"

    def __init__(self) -> None:
        self._sequence_of: dict[bytes, int] = {}

    def write(self, sequence: int) -> bytes:
        """A fresh transaction for each."""
        transaction, data = stun.request()
        self._sequence_of[transaction] = sequence
        return data

    def read(self, data: bytes) -> Answer | None:
        """The first answer to each transaction."""
        sequence = self._sequence_of.pop(stun.answer_to(data) or b"", None)
        return None if sequence is None else Answer(sequence=sequence)


class Voice:
    """Sends and hears; never waits. Times are of the monotonic clock.

    Raises OperationFailed where no socket can be had.
    """

    def __init__(self, address: str, port: int, letters: Letters) -> None:
        self.name = letters.name
        self._letters = letters
        self._sent: list[Packet] = []
        self._next = time.monotonic()
        self.answers = 0
        self.failure: Failure | None = None
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.sock = socket.socket(family, socket.SOCK_DGRAM)
        try:
            stamped(self.sock)
            self.sock.setblocking(False)
            self.sock.connect((address, port))
        except OSError as error:
            self.sock.close()
            failure = failure_of(Operation.SEND, error)
            raise OperationFailed(failure.operation, failure.kind, failure.detail) from error

    def due_s(self) -> float:
        """Seconds until the next packet, never below 0."""
        return max(0.0, self._next - time.monotonic())

    def speak(self) -> None:
        """Sends the next packet where its time has come. One that the system does not take was never sent."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = max(self._next + EVERY_S, now + EVERY_S / 2)
        data = self._letters.write(len(self._sent))
        try:
            self.sock.send(data)
        except BlockingIOError:
            return
        except OSError as error:
            self.failure = failure_of(Operation.SEND, error)
            return
        self._sent.append(Packet(sent=now))

    def listen(self) -> list[Packet]:
        """Takes in all answers that are there, and returns the packets that they answer."""
        came: list[Packet] = []
        while True:
            try:
                datagram = receive(self.sock)
            except OSError as error:  # an ICMP message about an earlier packet
                self.failure = failure_of(Operation.RECEIVE, error)
                return came
            if datagram is None:
                return came
            answer = self._letters.read(datagram.data)
            if answer is None or not 0 <= answer.sequence < len(self._sent):
                continue
            sent = self._sent[answer.sequence]
            if sent.back is not None:  # a copy
                continue
            back = time.monotonic() - max(0.0, time.time() - datagram.at)
            packet = Packet(sent=sent.sent, back=back, there=answer.there, left=answer.left, count=answer.count)
            self._sent[answer.sequence] = packet
            self.answers += 1
            came.append(packet)

    def packets(self, from_s: float = 0.0, to_s: float = float("inf")) -> list[Packet]:
        """Those sent in this time of the monotonic clock, in order."""
        return [one for one in self._sent if from_s <= one.sent < to_s]

    def close(self) -> None:
        """Ends the train."""
        self.sock.close()

"""A train of small packets, 20 ms apart and as large as a call's: what a call would meet on this line, now."""

import socket

from checker.checks.line.packets.codec import PacketCodec
from checker.checks.line.packets.metrics import ProbePacket
from checker.model.failure import Failure, Operation, OperationFailed, datagram_failure
from checker.net.clock import monotonic_s, wall_s
from checker.net.receive_time import HAS_KERNEL_STAMPS, TimestampedDatagram, enable_receive_timestamps, receive_datagram
from checker.net.receiver import ReceiverProcess

PACKET_INTERVAL_S = 0.02
"""A packet of G.711 or Opus carries 20 ms of voice (RFC 3551, 4.5.14; RFC 7587, 4.2)."""


class PacketProbe:
    """Sends and hears; never waits. Times are of the monotonic clock.

    Raises OperationFailed where no socket can be had.
    """

    def __init__(self, address: str, port: int, codec: PacketCodec) -> None:
        self.name = codec.name
        self._codec = codec
        self._packets: list[ProbePacket] = []
        self._next_at = monotonic_s()
        self.reply_count = 0
        self.failure: Failure | None = None
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self._receiver: ReceiverProcess | None = None
        self.sock = socket.socket(family, socket.SOCK_DGRAM)
        try:
            enable_receive_timestamps(self.sock)
            self.sock.setblocking(False)
            self.sock.connect((address, port))
        except OSError as error:
            self.sock.close()
            raise OperationFailed.from_error(Operation.SEND, error) from error

    def note_arrivals(self) -> None:
        """From now on a busy program does not read as a slow line: by the kernel, or else by a process of its own."""
        if not HAS_KERNEL_STAMPS and self._receiver is None:
            self._receiver = ReceiverProcess(self.sock)

    def readable(self) -> socket.socket:
        """The socket on which replies are to be waited for, until this is called again."""
        return self.sock if self._receiver is None else self._receiver.readable()

    def due_s(self) -> float:
        """Seconds until the next packet, never below 0."""
        return max(0.0, self._next_at - monotonic_s())

    def send_due(self) -> None:
        """Sends the next packet where its time has come. One that the system does not take was never sent."""
        now = monotonic_s()
        if now < self._next_at:
            return
        self._next_at = max(self._next_at + PACKET_INTERVAL_S, now + PACKET_INTERVAL_S / 2)
        data = self._codec.encode(len(self._packets))
        try:
            self.sock.send(data)
        except BlockingIOError:
            return
        except OSError as error:
            self.failure = datagram_failure(Operation.SEND, error)
            return
        self._packets.append(ProbePacket(sent_at=now))

    def receive_replies(self) -> list[ProbePacket]:
        """Takes in all answers that are there, and returns the packets that they answer."""
        answered: list[ProbePacket] = []
        while True:
            try:
                datagram = self._receive()
            except OSError as error:  # an ICMP message about an earlier packet
                self.failure = datagram_failure(Operation.RECEIVE, error)
                return answered
            if datagram is None:
                return answered
            reply = self._codec.decode(datagram.data)
            if reply is None or not 0 <= reply.sequence < len(self._packets):
                continue
            original = self._packets[reply.sequence]
            if original.received_at is not None:  # a copy
                continue
            received_at = monotonic_s() - max(0.0, wall_s() - datagram.received_at_s)
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

    def _receive(self) -> TimestampedDatagram | None:
        return receive_datagram(self.sock) if self._receiver is None else self._receiver.receive()

    def packets(self, from_s: float = 0.0, to_s: float = float("inf")) -> list[ProbePacket]:
        """Those sent in this time of the monotonic clock, in order."""
        return [packet for packet in self._packets if from_s <= packet.sent_at < to_s]

    def close(self) -> None:
        """Ends the train."""
        if self._receiver is not None:
            self._receiver.close()
        self.sock.close()

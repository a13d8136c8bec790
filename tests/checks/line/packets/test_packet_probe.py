"""The train of packets, answered by a reflector that counts, lies, copies or keeps silent."""

import contextlib
import os
import select
import socket
import struct
import time
from collections.abc import Callable, Iterator

import pytest

from checker.checks.line.packets import packet_probe as packet_probe_module
from checker.checks.line.packets.codec import PAYLOAD_BYTES, PacketCodec, StampCodec, StunCodec
from checker.checks.line.packets.packet_probe import PacketProbe
from checker.model.failure import FailureKind, Operation
from checker.net import stamp
from checker.net.clock import monotonic_s, wall_s
from tests.net.stun.test_binding import success

KEY = os.urandom(32)
SESSION = 4711


class Reflector:
    """The other end, step by step: what it heard, and what it says."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.sock.settimeout(2)
        self._count = 0
        self.sender: object = None
        self.received_at = 0.0

    @property
    def port(self) -> int:
        return int(self.sock.getsockname()[1])

    def receive(self) -> bytes:
        data, self.sender = self.sock.recvfrom(2048)
        self.received_at = wall_s()
        return data

    def send(self, *datagrams: bytes) -> None:
        for datagram in datagrams:
            self.sock.sendto(datagram, self.sender)  # type: ignore[arg-type]

    def reflection(self, test: bytes, key: bytes = KEY) -> bytes:
        time.sleep(0.002)
        self._count += 1
        return stamp.pack_reflector_packet(key, test, self._count - 1, self.received_at, wall_s())


@pytest.fixture
def reflector() -> Iterator[Reflector]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        yield Reflector(sock)


@contextlib.contextmanager
def open_probe(port: int, codec: PacketCodec | None = None) -> Iterator[PacketProbe]:
    packet_probe = PacketProbe("127.0.0.1", port, codec or StampCodec(SESSION, KEY))
    try:
        yield packet_probe
    finally:
        packet_probe.close()


def send_next(packet_probe: PacketProbe) -> None:
    """Its next packet."""
    time.sleep(packet_probe.due_s())
    packet_probe.send_due()


def receive_round_trips(packet_probe: PacketProbe) -> list[float | None]:
    """The round trips that came within a moment."""
    select.select([packet_probe.readable()], [], [], 1.0)
    return [packet.round_trip_s for packet in packet_probe.receive_replies()]


def test_packets_are_as_large_as_a_calls_and_answered_once(reflector: Reflector) -> None:
    with open_probe(reflector.port) as packet_probe:
        for n in range(3):
            send_next(packet_probe)
            test = reflector.receive()
            assert len(test) == PAYLOAD_BYTES
            sent = stamp.parse_sender_packet(test, KEY)
            assert sent is not None
            assert (sent.sequence, sent.session) == (n, SESSION)
            reflector.send(reflector.reflection(test))
            assert len(receive_round_trips(packet_probe)) == 1
    packets = packet_probe.packets()
    assert [packet.reflector_sequence for packet in packets] == [0, 1, 2]
    assert all(0 <= (packet.round_trip_s if packet.round_trip_s is not None else -1) < 5 for packet in packets)
    assert all(
        packet.reflector_sent_at
        and packet.reflector_received_at
        and packet.reflector_sent_at - packet.reflector_received_at >= 0.002
        for packet in packets
    )
    assert packet_probe.packets(packets[1].sent_at, packets[2].sent_at) == [packets[1]]


def test_copies_count_once(reflector: Reflector) -> None:
    with open_probe(reflector.port) as packet_probe:
        send_next(packet_probe)
        reply = reflector.reflection(reflector.receive())
        reflector.send(reply, reply, reply)
        time.sleep(0.05)
        assert len(receive_round_trips(packet_probe)) == 1
        assert packet_probe.reply_count == 1


def _unauthenticated(test: bytes, size: int) -> bytes:
    """What a reflector of TWAMP-Light answers (RFC 5357, 4.2.1): counts and times, and no proof of its sender."""
    now = stamp.unix_to_ntp(wall_s())
    reflected = struct.pack("!IQHHQIQHHB", 0, now, 1, 0, now, *struct.unpack_from("!I12xQ", test), 1, 0, 255)
    return reflected.ljust(size, b"\0")


@pytest.mark.parametrize(
    "forged",
    [
        lambda reflector, test: reflector.reflection(test, b"k" * 32),
        lambda reflector, test: reflector.reflection(test)[:-61],
        lambda reflector, test: b"\1" + reflector.reflection(test)[1:],
        lambda reflector, test: reflector.reflection(
            stamp.pack_sender_packet(KEY, SESSION + 1, 0, wall_s(), PAYLOAD_BYTES)
        ),
        lambda reflector, test: reflector.reflection(
            stamp.pack_sender_packet(KEY, SESSION, 9, wall_s(), PAYLOAD_BYTES)
        ),
        lambda reflector, test: test,
        lambda reflector, test: b"",
        lambda reflector, test: _unauthenticated(test, 41),
        lambda reflector, test: _unauthenticated(test, PAYLOAD_BYTES),
    ],
    ids=["key", "short", "changed", "session", "never sent", "echoed", "empty", "TWAMP-Light", "TWAMP-Light, padded"],
)
def test_what_is_not_authentic_is_no_answer(reflector: Reflector, forged: Callable[[Reflector, bytes], bytes]) -> None:
    with open_probe(reflector.port) as packet_probe:
        send_next(packet_probe)
        test = reflector.receive()
        reflector.send(forged(reflector, test), reflector.reflection(test))
        time.sleep(0.05)
        assert len(receive_round_trips(packet_probe)) == 1
        assert packet_probe.reply_count == 1


def test_what_others_send_does_not_arrive(reflector: Reflector) -> None:
    with open_probe(reflector.port) as packet_probe, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        send_next(packet_probe)
        reply = reflector.reflection(reflector.receive())
        stranger.sendto(reply, packet_probe.sock.getsockname())
        time.sleep(0.05)
        assert packet_probe.receive_replies() == []


@pytest.mark.parametrize("has_kernel_stamps", [True, False], ids=["kernel", "process"])
def test_a_busy_program_does_not_read_as_a_slow_line(
    reflector: Reflector, monkeypatch: pytest.MonkeyPatch, has_kernel_stamps: bool
) -> None:
    """The kernel, or on Windows a process that is not busy, has noted when the answer came; it is read much later."""
    monkeypatch.setattr(packet_probe_module, "HAS_KERNEL_STAMPS", has_kernel_stamps)
    with open_probe(reflector.port) as packet_probe:
        packet_probe.note_arrivals()
        if has_kernel_stamps:
            time.sleep(0.1)  # the first socket that asks has Linux switch its stamps on a little later (netstamp_work)
        deadline = monotonic_s() + 30
        while not has_kernel_stamps and packet_probe.readable() is packet_probe.sock:
            assert monotonic_s() < deadline, "the process has not started"
            time.sleep(0.01)
        send_next(packet_probe)
        reflector.send(reflector.reflection(reflector.receive()))
        time.sleep(0.4)
        (seconds,) = receive_round_trips(packet_probe)
        assert seconds is not None
        assert seconds < 0.3


def test_a_program_that_was_held_up_sends_no_volley(reflector: Reflector) -> None:
    with open_probe(reflector.port) as packet_probe:
        send_next(packet_probe)
        time.sleep(0.3)
        for _ in range(20):
            packet_probe.send_due()
        assert len(packet_probe.packets()) == 2


def test_nobody_listens_there(reflector: Reflector) -> None:
    port = reflector.port
    reflector.sock.close()
    with open_probe(port) as packet_probe:
        send_next(packet_probe)
        assert receive_round_trips(packet_probe) == []
        assert packet_probe.failure is not None
        assert (packet_probe.failure.operation, packet_probe.failure.kind) == (Operation.RECEIVE, FailureKind.REFUSED)
        send_next(packet_probe)
        send_next(packet_probe)
        assert packet_probe.packets(), "it goes on: a message about one packet ends no train"


def test_a_stun_server_tells_the_round_trip_only(reflector: Reflector) -> None:
    with open_probe(reflector.port, StunCodec()) as packet_probe:
        send_next(packet_probe)
        request = reflector.receive()
        reply = success(request[8:20], ("192.0.2.1", 9))
        reflector.send(
            success(b"x" * 12, ("192.0.2.1", 9)), reply, reply, struct.pack("!HHI", 0x0101, 0, 0) + request[8:20]
        )
        time.sleep(0.05)
        assert len(receive_round_trips(packet_probe)) == 1
        (packet,) = packet_probe.packets()
        assert packet.round_trip_s is not None
        assert (packet.reflector_received_at, packet.reflector_sent_at, packet.reflector_sequence) == (None, None, None)

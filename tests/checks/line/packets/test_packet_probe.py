"""The train of packets, answered by a reflector that counts, lies, copies or keeps silent."""

import contextlib
import os
import select
import socket
import struct
import time
from collections.abc import Callable, Iterator

import pytest

from checker.checks.line.packets.packet_probe import PAYLOAD_BYTES, PacketCodec, PacketProbe, StampCodec, StunCodec
from checker.model.failure import FailureKind, Operation
from checker.net import stamp
from tests.net.test_stun import success

KEY = os.urandom(32)
SESSION = 4711


class Far:
    """The other end, step by step: what it heard, and what it says."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.sock.settimeout(2)
        self._count = 0
        self.sender: object = None
        self.heard = 0.0

    @property
    def port(self) -> int:
        return int(self.sock.getsockname()[1])

    def hear(self) -> bytes:
        data, self.sender = self.sock.recvfrom(2048)
        self.heard = time.time()
        return data

    def say(self, *datagrams: bytes) -> None:
        for datagram in datagrams:
            self.sock.sendto(datagram, self.sender)  # type: ignore[arg-type]

    def reflection(self, test: bytes, key: bytes = KEY) -> bytes:
        time.sleep(0.002)
        self._count += 1
        return stamp.pack_reflector_packet(key, test, self._count - 1, self.heard, time.time())


@pytest.fixture
def far() -> Iterator[Far]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        yield Far(sock)


@contextlib.contextmanager
def speaking(port: int, letters: PacketCodec | None = None) -> Iterator[PacketProbe]:
    voice = PacketProbe("127.0.0.1", port, letters or StampCodec(SESSION, KEY))
    try:
        yield voice
    finally:
        voice.close()


def spoken(voice: PacketProbe) -> None:
    """Its next packet."""
    time.sleep(voice.due_s())
    voice.send_due()


def heard(voice: PacketProbe) -> list[float | None]:
    """The round trips that came within a moment."""
    select.select([voice.sock], [], [], 1.0)
    return [packet.round_trip_s for packet in voice.receive_replies()]


def test_packets_are_as_large_as_a_calls_and_answered_once(far: Far) -> None:
    with speaking(far.port) as voice:
        for n in range(3):
            spoken(voice)
            test = far.hear()
            assert len(test) == PAYLOAD_BYTES
            sent = stamp.parse_sender_packet(test, KEY)
            assert sent is not None
            assert (sent.sequence, sent.session) == (n, SESSION)
            far.say(far.reflection(test))
            assert len(heard(voice)) == 1
    packets = voice.packets()
    assert [one.reflector_sequence for one in packets] == [0, 1, 2]
    assert all((one.round_trip_s or -1) >= 0 for one in packets)
    assert all(
        one.reflector_sent_at
        and one.reflector_received_at
        and one.reflector_sent_at - one.reflector_received_at >= 0.002
        for one in packets
    )
    assert voice.packets(packets[1].sent_at, packets[2].sent_at) == [packets[1]]


def test_copies_count_once(far: Far) -> None:
    with speaking(far.port) as voice:
        spoken(voice)
        answer = far.reflection(far.hear())
        far.say(answer, answer, answer)
        time.sleep(0.05)
        assert len(heard(voice)) == 1
        assert voice.reply_count == 1


@pytest.mark.parametrize(
    "forged",
    [
        lambda far, test: far.reflection(test, b"k" * 32),
        lambda far, test: far.reflection(test)[:-61],
        lambda far, test: b"\1" + far.reflection(test)[1:],
        lambda far, test: far.reflection(stamp.pack_sender_packet(KEY, SESSION + 1, 0, time.time(), PAYLOAD_BYTES)),
        lambda far, test: far.reflection(stamp.pack_sender_packet(KEY, SESSION, 9, time.time(), PAYLOAD_BYTES)),
        lambda far, test: test,
        lambda far, test: b"",
    ],
    ids=["key", "short", "changed", "session", "never sent", "echoed", "empty"],
)
def test_what_is_not_authentic_is_no_answer(far: Far, forged: Callable[[Far, bytes], bytes]) -> None:
    with speaking(far.port) as voice:
        spoken(voice)
        test = far.hear()
        far.say(forged(far, test), far.reflection(test))
        time.sleep(0.05)
        assert len(heard(voice)) == 1
        assert voice.reply_count == 1


def test_what_others_send_does_not_arrive(far: Far) -> None:
    with speaking(far.port) as voice, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        spoken(voice)
        answer = far.reflection(far.hear())
        other.sendto(answer, voice.sock.getsockname())
        time.sleep(0.05)
        assert voice.receive_replies() == []


def test_a_busy_program_does_not_read_as_a_slow_line(far: Far) -> None:
    """The kernel has noted when the answer came; it is read much later."""
    with speaking(far.port) as voice:
        spoken(voice)
        far.say(far.reflection(far.hear()))
        time.sleep(0.4)
        (seconds,) = heard(voice)
        assert seconds is not None
        assert seconds < 0.3


def test_a_program_that_was_held_up_sends_no_volley(far: Far) -> None:
    with speaking(far.port) as voice:
        spoken(voice)
        time.sleep(0.3)
        for _ in range(20):
            voice.send_due()
        assert len(voice.packets()) == 2


def test_nobody_listens_there(far: Far) -> None:
    port = far.port
    far.sock.close()
    with speaking(port) as voice:
        spoken(voice)
        assert heard(voice) == []
        assert voice.failure is not None
        assert (voice.failure.operation, voice.failure.kind) == (Operation.RECEIVE, FailureKind.REFUSED)
        spoken(voice)
        spoken(voice)
        assert voice.packets(), "it goes on: a message about one packet ends no train"


def test_a_stun_server_tells_the_round_trip_only(far: Far) -> None:
    with speaking(far.port, StunCodec()) as voice:
        spoken(voice)
        request = far.hear()
        answer = success(request[8:20], ("192.0.2.1", 9))
        far.say(success(b"x" * 12, ("192.0.2.1", 9)), answer, answer, struct.pack("!HHI", 0x0101, 0, 0) + request[8:20])
        time.sleep(0.05)
        assert len(heard(voice)) == 1
        (packet,) = voice.packets()
        assert packet.round_trip_s is not None
        assert (packet.reflector_received_at, packet.reflector_sent_at, packet.reflector_sequence) == (None, None, None)

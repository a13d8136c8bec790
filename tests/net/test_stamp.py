"""The layout of RFC 8762 in authenticated mode, octet by octet, and what is not believed."""

import hashlib
import hmac
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as some

from checker.net import stamp

KEY = bytes(range(32))


def test_a_test_packet_is_laid_out_as_figure_4_says() -> None:
    data = stamp.pack_sender_packet(KEY, 0x1234, 7, 1_700_000_000.5, 172)
    assert len(data) == 172
    assert data[:4] == b"\0\0\0\x07"
    assert data[4:16] == bytes(12)
    assert struct.unpack("!II", data[16:24]) == (1_700_000_000 + 2_208_988_800, 1 << 31)
    assert data[24:28] == b"\x16\x01\x12\x34"
    assert data[28:96] == bytes(68)
    assert data[96:112] == hmac.digest(KEY, data[:96], hashlib.sha256)[:16]
    assert data[112:116] == b"\x80\x01\0\x38"


def test_an_answer_is_laid_out_as_figure_6_says_and_as_long_as_the_question() -> None:
    test = stamp.pack_sender_packet(KEY, 9, 7, 1_700_000_000.25, 172)
    data = stamp.pack_reflector_packet(KEY, test, 5, 1_700_000_001.5, 1_700_000_001.75)
    assert len(data) == len(test)
    assert data[:4] == b"\0\0\0\x05"
    assert data[32:40] == struct.pack("!II", 1_700_000_001 + 2_208_988_800, 1 << 31)
    assert data[48:52] == b"\0\0\0\x07"
    assert data[64:72] == test[16:24]
    assert data[72:74] == test[24:26]
    assert data[80] == 255
    assert data[112:116] == b"\0\x01\0\x38", "the padding was understood"
    packet = stamp.parse_reflector_packet(data, KEY)
    assert packet is not None
    assert (packet.sequence, packet.sender_sequence, packet.session) == (5, 7, 9)
    assert (packet.receive_timestamp, packet.timestamp) == (1_700_000_001.5, 1_700_000_001.75)


@given(some.floats(0, 4e9), some.integers(0, 2**32 - 1), some.integers(0, 65535))
def test_what_was_sent_is_read(now: float, sequence: int, session: int) -> None:
    packet = stamp.parse_sender_packet(stamp.pack_sender_packet(KEY, session, sequence, now), KEY)
    assert packet is not None
    assert (packet.sequence, packet.session) == (sequence, session)
    assert packet.timestamp == pytest.approx(now, abs=1e-6)


@given(some.integers(0, 111), some.integers(1, 255))
def test_one_changed_octet_is_not_believed(at: int, by: int) -> None:
    data = bytearray(stamp.pack_sender_packet(KEY, 9, 7, 1e9, 172))
    data[at] ^= by
    assert stamp.parse_sender_packet(bytes(data), KEY) is None
    assert stamp.parse_reflector_packet(bytes(data), KEY) is None


@given(some.binary(max_size=200))
def test_nonsense_is_none(data: bytes) -> None:
    assert stamp.parse_sender_packet(data, KEY) is None
    assert stamp.parse_reflector_packet(data, KEY) is None
    assert stamp.session_in(data) is None or len(data) >= stamp.BASE_BYTES


@pytest.mark.parametrize("size", [111, 113, 115, 9000])
def test_a_size_without_room_for_padding_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match=str(size - stamp.BASE_BYTES)):
        stamp.pack_sender_packet(KEY, 1, 1, 1.0, size)

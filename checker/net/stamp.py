"""Packets of STAMP in authenticated mode: RFC 8762, 4.2.2 and 4.3.2; session and padding: RFC 8972, 3 and 4.1.

Sender and reflector share this page. Pure: no clock, no socket.
"""

import hmac
import os
import struct

from checker.model.record import Record

PORT = 862
"""UDP, registered for TWAMP-Test and STAMP."""
BASE_BYTES = 112
"""Octets of a packet without padding, in both directions."""
_SIGNED_BYTES = 96
_SENDER = struct.Struct("!I12xQHH68x")
_REFLECTED = struct.Struct("!I12xQHH4xQ8xI12xQH6xB15x")
_TLV = struct.Struct("!BBH")
_UNRECOGNISED, _EXTRA_PADDING = 0x80, 1
ERROR_ESTIMATE = 22 << 8 | 1
"""A millisecond, not synchronised: multiplier 1, scale 22, of 2^-32 s (RFC 4656, 4.1.2)."""
_EPOCH_S = 2_208_988_800
"""From 1900, where NTP's seconds begin, to 1970."""
_PADDING = os.urandom(2048)


class StampSenderPacket(Record, frozen=True, kw_only=True):
    """What a reflector reads of a test packet; `timestamp` in seconds since 1970."""

    sequence: int
    timestamp: float
    error_estimate: int
    session: int


class StampReflectorPacket(Record, frozen=True, kw_only=True):
    """What a sender reads of an answer; times in seconds since 1970 by the reflector's clock, or its own.

    `sequence` is the reflector's own count of this session's packets, from 0.
    """

    sequence: int
    timestamp: float
    receive_timestamp: float
    sender_sequence: int
    session: int


def pack_sender_packet(key: bytes, session: int, sequence: int, now: float, size: int = BASE_BYTES) -> bytes:
    """A test packet of `size` octets: BASE, or at least 4 more. Raises ValueError for what has no room."""
    signed = _SENDER.pack(sequence & 0xFFFFFFFF, unix_to_ntp(now), ERROR_ESTIMATE, session)
    return signed + _hmac(key, signed) + _padding(size - BASE_BYTES)


def session_in(data: bytes) -> int | None:
    """The session that a packet says it belongs to, before anything of it is believed; None where it is too short."""
    return struct.unpack_from("!H", data, 26)[0] if len(data) >= BASE_BYTES else None


def parse_sender_packet(data: bytes, key: bytes) -> StampSenderPacket | None:
    """A test packet, or None where it is too short or its HMAC is not that of `key`."""
    if len(data) < BASE_BYTES or not hmac.compare_digest(
        _hmac(key, data[:_SIGNED_BYTES]), data[_SIGNED_BYTES:BASE_BYTES]
    ):
        return None
    sequence, timestamp, estimate, session = _SENDER.unpack_from(data)
    return StampSenderPacket(
        sequence=sequence, timestamp=ntp_to_unix(timestamp), error_estimate=estimate, session=session
    )


def pack_reflector_packet(
    key: bytes, sender_packet: bytes, sequence: int, receive_timestamp: float, now: float, ttl: int = 255
) -> bytes:
    """The answer to an authentic test packet, as long as that: its padding comes back, understood (RFC 8972, 4)."""
    sender_sequence, timestamp, estimate, session = _SENDER.unpack_from(sender_packet)
    signed = _REFLECTED.pack(
        *(sequence & 0xFFFFFFFF, unix_to_ntp(now), ERROR_ESTIMATE, session, unix_to_ntp(receive_timestamp)),
        *(sender_sequence, timestamp, estimate, ttl),
    )
    return signed + _hmac(key, signed) + _recognised_padding(sender_packet[BASE_BYTES:])


def parse_reflector_packet(data: bytes, key: bytes) -> StampReflectorPacket | None:
    """An answer, or None where it is too short or its HMAC is not that of `key`."""
    if len(data) < BASE_BYTES or not hmac.compare_digest(
        _hmac(key, data[:_SIGNED_BYTES]), data[_SIGNED_BYTES:BASE_BYTES]
    ):
        return None
    sequence, timestamp, _, session, receive_timestamp, sender_sequence, _, _, _ = _REFLECTED.unpack_from(data)
    return StampReflectorPacket(
        sequence=sequence,
        timestamp=ntp_to_unix(timestamp),
        receive_timestamp=ntp_to_unix(receive_timestamp),
        sender_sequence=sender_sequence,
        session=session,
    )


def unix_to_ntp(seconds: float) -> int:
    """Seconds since 1970 as a 64-bit NTP timestamp (RFC 5905, 6)."""
    whole = int(seconds // 1)
    return ((whole + _EPOCH_S) & 0xFFFFFFFF) << 32 | int((seconds - whole) * 2**32) & 0xFFFFFFFF


def ntp_to_unix(timestamp: int) -> float:
    """A 64-bit NTP timestamp as seconds since 1970, good until 2104: era 1 begins in 2036."""
    seconds = timestamp >> 32
    era = 2**32 if seconds < 2**31 else 0
    return seconds + era - _EPOCH_S + (timestamp & 0xFFFFFFFF) / 2**32


def _hmac(key: bytes, signed: bytes) -> bytes:
    return hmac.digest(key, signed, "sha256")[:16]


def _padding(octets: int) -> bytes:
    if octets == 0:
        return b""
    if not _TLV.size <= octets <= len(_PADDING):
        raise ValueError(octets)
    length = octets - _TLV.size
    return _TLV.pack(_UNRECOGNISED, _EXTRA_PADDING, length) + _PADDING[:length]


def _recognised_padding(tlvs: bytes) -> bytes:
    """The padding with its flag for the unrecognised cleared; of anything else, what came."""
    if len(tlvs) < _TLV.size or tlvs[1] != _EXTRA_PADDING:
        return tlvs
    return bytes((tlvs[0] & ~_UNRECOGNISED & 0xFF,)) + tlvs[1:]

"""L2TP's control messages (RFC 2661, 3.1, 4 and 6): the first one, what comes back, and the end of it."""

import struct
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

HEADER = 12
FLAGS = 0xC802
"""A control message with length and sequence numbers, version 2."""
_KIND_MASK = 0xCB0F
"""Type, length, sequence and offset bits, and the version; the rest is reserved."""
SCCRQ, SCCRP, STOPCCN = 1, 2, 4
MESSAGE, RESULT, VERSION, FRAMING, HOST_NAME, VENDOR_NAME, TUNNEL = 0, 1, 2, 3, 7, 8, 9
_MANDATORY = 0x8000
_HIDDEN = 0x4000
_LENGTH = 0x03FF
AVP_HEADER = 6
MAX_AVP_B = _LENGTH
GENERAL_CLEAR = 1


class L2tpReply(Enum):
    """What a gateway replied to the first message."""

    OPENS = "opens"
    DECLINES = "declines"


class L2tpTunnelReply(NamedTuple):
    """`tunnel`: the gateway's number for the tunnel, to be named in its end."""

    reply: L2tpReply
    tunnel: int


def start_request(tunnel: int, size: int = 0) -> bytes:
    """Start-Control-Connection-Request; `tunnel` is our number for it, 1 to 65535; `size`: bytes to fill up to.

    It is filled by vendor names: one holds at most 1017 bytes, so that one of several is what a gateway may ignore.
    """
    avps = _number(MESSAGE, SCCRQ) + _avp(VERSION, b"\x01\x00") + _avp(FRAMING, struct.pack(">I", 3))
    avps += _avp(HOST_NAME, b"probe") + _number(TUNNEL, tunnel)
    lacking = size - HEADER - len(avps)
    while lacking >= AVP_HEADER + 1:
        avp_length = min(lacking, MAX_AVP_B)
        if 0 < lacking - avp_length <= AVP_HEADER:
            avp_length -= AVP_HEADER + 1
        avps += _avp(VENDOR_NAME, b"x" * (avp_length - AVP_HEADER), 0)
        lacking -= avp_length
    return _message(0, 0, 0, avps)


def parse_reply(raw: bytes, tunnel: int) -> L2tpTunnelReply | None:
    """What these bytes reply to the request with this `tunnel`, or None where they are no answer to it."""
    if len(raw) < HEADER:
        return None
    flags, size, reply_tunnel = struct.unpack(">HHH", raw[:6])
    if flags & _KIND_MASK != FLAGS or size != len(raw) or reply_tunnel != tunnel:
        return None
    values: dict[int, bytes] = {}
    for kind, value in _parse_avps(raw[HEADER:]):
        values.setdefault(kind, value)
    peer_tunnel = int.from_bytes(values.get(TUNNEL, b"")[:2])
    match int.from_bytes(values.get(MESSAGE, b"")[:2]):
        case 2 if peer_tunnel:
            return L2tpTunnelReply(L2tpReply.OPENS, peer_tunnel)
        case 4:
            return L2tpTunnelReply(L2tpReply.DECLINES, peer_tunnel)
    return None


def stop_notification(peer_tunnel: int, own_tunnel: int) -> bytes:
    """Stop-Control-Connection-Notification, which acknowledges the answer too."""
    avps = _number(MESSAGE, STOPCCN) + _number(TUNNEL, own_tunnel) + _number(RESULT, GENERAL_CLEAR)
    return _message(peer_tunnel, 1, 1, avps)


def _message(tunnel: int, sent: int, expected: int, avps: bytes) -> bytes:
    return struct.pack(">HHHHHH", FLAGS, HEADER + len(avps), tunnel, 0, sent, expected) + avps


def _number(kind: int, value: int) -> bytes:
    return _avp(kind, struct.pack(">H", value))


def _avp(kind: int, value: bytes, flags: int = _MANDATORY) -> bytes:
    return struct.pack(">HHH", flags | (AVP_HEADER + len(value)), 0, kind) + value


def _parse_avps(rest: bytes) -> Iterator[tuple[int, bytes]]:
    """Those of the standard that are not hidden, up to one that is cut off."""
    while len(rest) >= AVP_HEADER:
        flags, vendor, kind = struct.unpack(">HHH", rest[:AVP_HEADER])
        size = flags & _LENGTH
        if not AVP_HEADER <= size <= len(rest):
            return
        if not vendor and not flags & _HIDDEN:
            yield kind, rest[AVP_HEADER:size]
        rest = rest[size:]

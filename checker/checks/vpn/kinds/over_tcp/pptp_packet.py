"""PPTP's control messages (RFC 2637, 2.1 to 2.4): the first one, what comes back, and the end of it."""

import struct
from enum import Enum

MAGIC = 0x1A2B3C4D
START_REQUEST, START_REPLY, STOP_REQUEST = 1, 2, 3
START_LENGTH = 156
_HEAD = struct.Struct(">HHIHH")
"""Length, message type (1 for control), magic cookie, control message type, reserved."""
REPLY_PREFIX = _HEAD.pack(START_LENGTH, 1, MAGIC, START_REPLY, 0)[:-2]
"""How every answer to the first message begins."""
_VERSION = 0x0100
_ANY = 3
"""Framing and bearer: either kind."""
_LOCAL_SHUTDOWN = 3
_WORKS = 1
_RESULTS = range(1, 6)
"""Of 2.2: it works, or why not."""


class PptpReply(Enum):
    """What a gateway replied to the first message."""

    OPENS = "opens"
    DECLINES = "declines"


def start_request() -> bytes:
    """Start-Control-Connection-Request. It names neither this PC nor a maker."""
    body = struct.pack(">HHIIHH", _VERSION, 0, _ANY, _ANY, 0, 0)
    return _HEAD.pack(START_LENGTH, 1, MAGIC, START_REQUEST, 0) + body + bytes(64 + 64)


def stop_request() -> bytes:
    """Stop-Control-Connection-Request."""
    return _HEAD.pack(16, 1, MAGIC, STOP_REQUEST, 0) + struct.pack(">BBH", _LOCAL_SHUTDOWN, 0, 0)


def parse_reply(received: bytes) -> PptpReply | None:
    """The reply in these first bytes, or None where they are none, or not whole."""
    if len(received) < START_LENGTH or not received.startswith(REPLY_PREFIX) or received[14] not in _RESULTS:
        return None
    return PptpReply.OPENS if received[14] == _WORKS else PptpReply.DECLINES

"""SSTP (MS-SSTP, 2.2): the question by HTTP, the request for a call, what comes back, and the end of it."""

import struct
import uuid
from enum import Enum

from checker.checks.vpn.kinds import http_reply

PATH = "/sra_{BA195980-CD49-458b-9E23-C84EE0ADCD75}/"
ENDLESS = str(2**64 - 1)
"""The length of the body, both ways (3.2.4.1)."""
CONNECT_REQUEST, CONNECT_ACK, CONNECT_NAK, DISCONNECT, DISCONNECT_ACK = 1, 2, 3, 6, 7
_VERSION = 0x10
_CONTROL = 0x01
_HEAD = 8
"""Version, control bit, length, message type, number of attributes."""
_LENGTH = 0x0FFF
_PROTOCOL, _STATUS = 1, 2
_PPP = 1


class Reply(Enum):
    """What a gateway said to the request for a call."""

    OPENS = "opens"
    DECLINES = "declines"


_REPLIES = {CONNECT_ACK: Reply.OPENS, CONNECT_NAK: Reply.DECLINES}


def question(host: str) -> bytes:
    """What opens an SSTP connection within TLS; `host`: as HTTP's header of that name has it."""
    number = f"{{{str(uuid.uuid4()).upper()}}}"
    lines = (f"SSTP_DUPLEX_POST {PATH} HTTP/1.1", f"Host: {host}", f"SSTPCORRELATIONID: {number}")
    return "\r\n".join((*lines, f"Content-Length: {ENDLESS}", "", "")).encode("ascii", "replace")


def call() -> bytes:
    """Call Connect Request for PPP."""
    return _message(CONNECT_REQUEST, _PROTOCOL, struct.pack(">H", _PPP))


def goodbye() -> bytes:
    """Call Disconnect, without an error."""
    return _message(DISCONNECT, _STATUS, bytes(8))


def _message(kind: int, attribute: int, value: bytes) -> bytes:
    told = struct.pack(">BBH", 0, attribute, 4 + len(value)) + value
    return struct.pack(">BBHHH", _VERSION, _CONTROL, _HEAD + len(told), kind, 1) + told


def opened(heard: bytes) -> bool:
    """Whether this begins the endless answer that only SSTP gives."""
    reply = http_reply.read(heard)
    return reply is not None and reply.status == 200 and reply.header("content-length") == ENDLESS


def replies(heard: bytes) -> list[int]:
    """The types of the whole control messages behind the endless answer, up to what is none."""
    reply = http_reply.read(heard)
    rest, found = reply.body if reply is not None else b"", []
    while len(rest) >= _HEAD and rest[0] == _VERSION and rest[1] & _CONTROL:
        size = int.from_bytes(rest[2:4]) & _LENGTH
        if not _HEAD <= size <= len(rest):
            break
        found.append(int.from_bytes(rest[4:6]))
        rest = rest[size:]
    return found


def reply(heard: bytes) -> Reply | None:
    """What was said to the request for a call, or None while nothing was."""
    return next((_REPLIES[kind] for kind in replies(heard) if kind in _REPLIES), None)

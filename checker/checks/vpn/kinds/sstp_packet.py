"""SSTP (MS-SSTP, 2.2): the question by HTTP, the request for a call, what comes back, and the end of it."""

import struct
import uuid
from enum import Enum

from checker.checks.vpn.kinds import http_reply

PATH = "/sra_{BA195980-CD49-458b-9E23-C84EE0ADCD75}/"
ENDLESS = str(2**64 - 1)
"""The length of the body, both ways (3.2.4.1)."""
CONNECT_REQUEST, CONNECT_ACK, CONNECT_NAK, DISCONNECT = 1, 2, 3, 6
_VERSION = 0x10
_CONTROL = 0x01
MARK = bytes((_VERSION, _CONTROL))
"""How every control message begins."""
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


def opens(heard: bytes) -> bool:
    """Whether this begins the endless answer that only SSTP gives."""
    answer = http_reply.read(heard)
    return answer is not None and answer.status == 200 and answer.header("content-length") == ENDLESS


def whole(heard: bytes) -> bool:
    """Whether a control message is complete, or has a length that none can have."""
    return len(heard) >= _HEAD and len(heard) >= int.from_bytes(heard[2:4]) & _LENGTH


def reply(heard: bytes) -> Reply | None:
    """What was said to the request for a call, or None where these bytes are no such message, or not whole."""
    if not heard.startswith(MARK) or not whole(heard) or int.from_bytes(heard[2:4]) & _LENGTH < _HEAD:
        return None
    return _REPLIES.get(int.from_bytes(heard[4:6]))

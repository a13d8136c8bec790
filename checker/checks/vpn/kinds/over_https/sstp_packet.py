"""SSTP (MS-SSTP, 2.2): the request by HTTP, the request for a call, what comes back, and the end of it."""

import struct
import uuid
from enum import Enum

from checker.checks.vpn.kinds.over_https import http_reply
from checker.net.http1.head import request_head

PATH = "/sra_{BA195980-CD49-458b-9E23-C84EE0ADCD75}/"
ENDLESS_LENGTH = str(2**64 - 1)
"""The length of the body, both ways (3.2.4.1)."""
CONNECT_REQUEST, CONNECT_ACK, CONNECT_NAK, DISCONNECT = 1, 2, 3, 6
_VERSION = 0x10
_CONTROL = 0x01
CONTROL_PREFIX = bytes((_VERSION, _CONTROL))
"""How every control message begins."""
_HEAD = 8
"""Version, control bit, length, message type, number of attributes."""
_LENGTH = 0x0FFF
_PROTOCOL, _STATUS = 1, 2
_PPP = 1


class SstpReply(Enum):
    """What a gateway replied to the request for a call."""

    OPENS = "opens"
    DECLINES = "declines"


_REPLIES = {CONNECT_ACK: SstpReply.OPENS, CONNECT_NAK: SstpReply.DECLINES}


def opening_request(host: str) -> bytes:
    """What opens an SSTP connection within TLS; `host`: as HTTP's header of that name has it."""
    number = f"{{{str(uuid.uuid4()).upper()}}}"
    headers = {"Host": host, "SSTPCORRELATIONID": number, "Content-Length": ENDLESS_LENGTH}
    return request_head("SSTP_DUPLEX_POST", PATH, headers)


def call_request() -> bytes:
    """Call Connect Request for PPP."""
    return _message(CONNECT_REQUEST, _PROTOCOL, struct.pack(">H", _PPP))


def disconnect_message() -> bytes:
    """Call Disconnect, without an error."""
    return _message(DISCONNECT, _STATUS, bytes(8))


def _message(kind: int, attribute: int, value: bytes) -> bytes:
    encoded = struct.pack(">BBH", 0, attribute, 4 + len(value)) + value
    return struct.pack(">BBHHH", _VERSION, _CONTROL, _HEAD + len(encoded), kind, 1) + encoded


def is_opening_reply(received: bytes) -> bool:
    """Whether this begins the endless answer that only SSTP gives."""
    answer = http_reply.parse_http_reply(received)
    return answer is not None and answer.status == 200 and answer.first_value_of("content-length") == ENDLESS_LENGTH


def is_complete(received: bytes) -> bool:
    """Whether a control message is complete, or has a length that none can have."""
    return len(received) >= _HEAD and len(received) >= int.from_bytes(received[2:4]) & _LENGTH


def parse_reply(received: bytes) -> SstpReply | None:
    """What was replied to the request for a call, or None where these bytes are no such message, or not whole."""
    if (
        not received.startswith(CONTROL_PREFIX)
        or not is_complete(received)
        or int.from_bytes(received[2:4]) & _LENGTH < _HEAD
    ):
        return None
    return _REPLIES.get(int.from_bytes(received[4:6]))

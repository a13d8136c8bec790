"""STUN and TURN servers in the shapes that real ones do not take on their own: open, declining, mistaken."""

import struct
from collections.abc import Callable

from checker.net.stun.message import COOKIE

REALM = b"\0\x14\0\x0fcompany.example\0"
NONCE = b"\0\x15\0\x0428cf"
UNAUTHENTICATED = b"\0\x09\0\x10\0\0\x04\x01Unauthorized"
MAPPED = b"\0\x20\0\x08\0\x01\xa8\x90^\x12\xa4C"


def message(kind: int, transaction: bytes, attributes: bytes = b"") -> bytes:
    return struct.pack("!HHI", kind, len(attributes), COOKIE) + transaction + attributes


def error(code: int) -> bytes:
    """ERROR-CODE with this number and no reason."""
    return struct.pack("!HHHBB", 9, 4, 0, code // 100, code % 100)


Server = Callable[[bytes], list[bytes]]
"""Datagrams for a datagram."""


def replying(kind: int, attributes: bytes) -> Server:
    """Answers every request with the same."""
    return lambda raw: [message(kind, raw[8:20], attributes)] if len(raw) >= 20 else []


def to_another(kind: int, attributes: bytes) -> Server:
    """The right answer to somebody else's question."""
    return lambda raw: [message(kind, bytes(12), attributes)]

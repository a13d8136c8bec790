"""SoftEther VPN by its own protocol over HTTPS: the first request of its client, and the greeting in what comes back.

Source: Cedar/Protocol.c of SoftEtherVPN (ClientUploadSignature, ServerDownloadSignature), Mayaqua/Pack.c.
"""

from checker.checks.vpn.gateways_tunnel import SoftEther
from checker.checks.vpn.kinds.http_ask import Question, asked
from checker.checks.vpn.kinds.http_reply import Reply
from checker.checks.vpn.verdict import Seen
from checker.checks.vpn.way import Way

_QUESTION = Question(
    "POST", "/vpnsvc/connect.cgi", {"Content-Type": "application/octet-stream"}, b"VPNCONNECT", last=False
)
_GREETING = b"hello"
_ELEMENTS = 64
"""A greeting has a handful."""


def probe(gateway: SoftEther, way: Way) -> Seen:
    """Raises as `asked`."""
    return asked(gateway, way, _QUESTION, _known)


def _known(reply: Reply) -> str:
    return "hello" if reply.status == 200 and greets(reply.body) else ""


def greets(pack: bytes) -> bool:
    """Whether these bytes begin a PACK with an element of the name "hello". A length counts the closing zero."""
    if len(pack) < 4 or not 1 <= int.from_bytes(pack[:4]) <= _ELEMENTS:
        return False
    left, rest = int.from_bytes(pack[:4]), pack[4:]
    while left and len(rest) >= 4:
        size = int.from_bytes(rest[:4]) - 1
        name, rest = rest[4 : 4 + max(size, 0)], rest[4 + max(size, 0) :]
        if name == _GREETING:
            return True
        passed = _value_length(rest)
        if size < 1 or passed is None:
            return False
        left, rest = left - 1, rest[passed:]
    return False


def _value_length(rest: bytes) -> int | None:
    """How long the type, the count and the values of an element are; None where that cannot be told."""
    if len(rest) < 8:
        return None
    kind, count = int.from_bytes(rest[:4]), int.from_bytes(rest[4:8])
    if kind in _FIXED:
        return 8 + count * _FIXED[kind]
    at = 8
    for _ in range(min(count, _ELEMENTS)):
        if kind not in _SIZED or len(rest) < at + 4:
            return None
        at += 4 + int.from_bytes(rest[at : at + 4])
    return at


_FIXED = {0: 4, 4: 8}
"""Whole numbers of 32 and 64 bits."""
_SIZED = {1, 2, 3}
"""Bytes, and two kinds of text: each with its length in front."""

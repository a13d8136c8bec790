"""SoftEther VPN by its own protocol over HTTPS: the first request of its client, and the greeting in what comes back.

Source: Cedar/Protocol.c of SoftEtherVPN (ClientUploadSignature, ServerDownloadSignature), Mayaqua/Pack.c.
"""

from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.tunnel import SoftEtherGateway
from checker.checks.vpn.kinds.over_https.http_reply import HttpReply
from checker.checks.vpn.kinds.over_https.http_request import HttpRequest, request_by_https
from checker.checks.vpn.verdict import GatewayResult

_REQUEST = HttpRequest(
    "POST", "/vpnsvc/connect.cgi", {"Content-Type": "application/octet-stream"}, b"VPNCONNECT", is_last=False
)
_GREETING = b"hello"
_ELEMENTS = 64
"""A greeting has a handful."""


def probe(gateway: SoftEtherGateway, context: GatewayContext) -> GatewayResult:
    """Raises as `request_by_https`."""
    return request_by_https(gateway, context, _REQUEST, _classify_reply)


def _classify_reply(reply: HttpReply) -> str:
    return "hello" if reply.status == 200 and has_greeting(reply.body) else ""


def has_greeting(pack: bytes) -> bool:
    """Whether these bytes begin a PACK with an element of the name "hello". A length counts the closing zero."""
    if len(pack) < 4 or not 1 <= int.from_bytes(pack[:4]) <= _ELEMENTS:
        return False
    remaining, rest = int.from_bytes(pack[:4]), pack[4:]
    while remaining and len(rest) >= 4:
        size = int.from_bytes(rest[:4]) - 1
        name, rest = rest[4 : 4 + max(size, 0)], rest[4 + max(size, 0) :]
        if name == _GREETING:
            return True
        value_length = _value_length(rest)
        if size < 1 or value_length is None:
            return False
        remaining, rest = remaining - 1, rest[value_length:]
    return False


def _value_length(rest: bytes) -> int | None:
    """How long the type, the count and the values of an element are; None where it is not known."""
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

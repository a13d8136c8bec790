"""RDP's first two packets: the X.224 connection request and its confirm (MS-RDPBCGR, 2.2.1.1 and 2.2.1.2). Pure."""

import struct

_TPKT = 3
_REQUEST, _CONFIRM, _DISCONNECT = 0xE0, 0xD0, 0x80
_NEGOTIATION_REQUEST, _NEGOTIATION_RESPONSE, _NEGOTIATION_FAILURE = 1, 2, 3
_NEGOTIATION = struct.Struct("<BBHI")
_HEAD = 11
"""TPKT header and X.224 header together."""
_TLS, _NLA, _NLA_EX = 1, 2, 8
TPKT_PREFIX = b"\x03\x00\x00"
PLAIN, DECLINED = "plain", "declined"
_BY_PROTOCOL = {0: PLAIN, _TLS: "tls", _NLA: "nla", _NLA_EX: "nla"}
SECURED = ("tls", "nla")
"""Words after which TLS begins at once."""


def connection_request() -> bytes:
    """Asks for TLS, with network level authentication or without. No cookie: it would name a user."""
    negotiation = _NEGOTIATION.pack(_NEGOTIATION_REQUEST, 0, _NEGOTIATION.size, _TLS | _NLA | _NLA_EX)
    return _packet(_REQUEST, negotiation)


def disconnect_request() -> bytes:
    """The end of an X.224 connection without TLS (X.224, 13.5)."""
    return _packet(_DISCONNECT, b"")


def _packet(code: int, content: bytes) -> bytes:
    length = _HEAD + len(content)
    return struct.pack("!BBHBBHHB", _TPKT, 0, length, length - 5, code, 0, 0, 0) + content


def is_complete(raw: bytes) -> bool:
    """Whether a stream has brought a whole packet, or what can never become one."""
    if not TPKT_PREFIX.startswith(raw[:3]):
        return True
    return len(raw) >= 4 and len(raw) >= raw[3]


def parse_security(raw: bytes) -> str:
    """`tls`, `nla`, `plain` (neither) or `declined` (RDP, but not so); empty for what is no confirm."""
    if len(raw) < _HEAD or not raw.startswith(TPKT_PREFIX) or raw[3] != len(raw) or raw[4] != len(raw) - 5:
        return ""
    if raw[5] & 0xF0 != _CONFIRM:
        return ""
    if len(raw) == _HEAD:
        return PLAIN  # a server from before the negotiation
    if len(raw) != _HEAD + _NEGOTIATION.size:
        return ""
    kind, _, length, value = _NEGOTIATION.unpack_from(raw, _HEAD)
    if length != _NEGOTIATION.size or kind not in (_NEGOTIATION_RESPONSE, _NEGOTIATION_FAILURE):
        return ""
    return DECLINED if kind == _NEGOTIATION_FAILURE else _BY_PROTOCOL.get(value, "")

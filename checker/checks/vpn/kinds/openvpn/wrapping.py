"""How OpenVPN's control packets travel: bare, with an HMAC in front (tls-auth), or encrypted (tls-crypt, -v2).

Layouts: "OpenVPN wire protocol" (openvpn-rfc) and doc/tls-crypt-v2.txt of OpenVPN; measured against 2.6.
"""

import hashlib
import hmac
import struct
from typing import NamedTuple, Protocol

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from checker.net.clock import wall_s

SESSION = 8
KEY_QUARTER_B = 64
"""A static key is four of these: cipher and HMAC key of direction 0, then of direction 1."""
_HEAD = 1 + SESSION
_PACKET_ID = 8
_TAG = 32
RESET_CLIENT_V2 = 7 << 3
RESET_CLIENT_V3 = 10 << 3
CONTROL_WITH_KEY_V1 = 11 << 3
"""The last two are of tls-crypt-v2 alone: the wrapped client key stands behind them."""
_EARLY = 0x0F000000
"""A first packet id so high announces that we would send the wrapped key again (doc/tls-crypt-v2.txt, cookies)."""


class OpenVpnPacket(NamedTuple):
    """The opcode with its key id, the sender's session, and all that follows once the wrapping is off."""

    op: int
    session: bytes
    body: bytes


class PacketWrapper(Protocol):
    """One side of a session: it counts the packets that it sends.

    `reset_opcode`: the opcode of a client's first one.
    """

    reset_opcode: int

    def wrap(self, packet: OpenVpnPacket) -> bytes:
        """The bytes to send."""

    def unwrap(self, raw: bytes) -> OpenVpnPacket | None:
        """The packet, or None where it is none, or not wrapped with this key."""


class PlainWrapper:
    """No wrapping."""

    reset_opcode = RESET_CLIENT_V2

    def wrap(self, packet: OpenVpnPacket) -> bytes:
        return bytes([packet.op]) + packet.session + packet.body

    def unwrap(self, raw: bytes) -> OpenVpnPacket | None:
        if len(raw) < _HEAD:
            return None
        return OpenVpnPacket(raw[0], raw[1:_HEAD], raw[_HEAD:])


class TlsAuthWrapper:
    """HMAC over packet id, head and body. `direction` of this side as in its file: 1, 0, or None for none."""

    reset_opcode = RESET_CLIENT_V2

    def __init__(self, key: bytes, direction: int | None, digest: str) -> None:
        size = hashlib.new(digest).digest_size
        own_direction, peer_direction = (0, 0) if direction is None else (direction, 1 - direction)
        self._digest = digest
        self._size = size
        self._out = _hmac_key(key, own_direction)[:size]
        self._in = _hmac_key(key, peer_direction)[:size]
        self._ids = _PacketIds()

    def wrap(self, packet: OpenVpnPacket) -> bytes:
        head, number = bytes([packet.op]) + packet.session, self._ids.next()
        return head + self._hmac_of(self._out, number + head + packet.body) + number + packet.body

    def unwrap(self, raw: bytes) -> OpenVpnPacket | None:
        header_length = _HEAD + self._size
        if len(raw) < header_length + _PACKET_ID:
            return None
        head, received_hmac, rest = raw[:_HEAD], raw[_HEAD:header_length], raw[header_length:]
        number, body = rest[:_PACKET_ID], rest[_PACKET_ID:]
        if not hmac.compare_digest(received_hmac, self._hmac_of(self._in, number + head + body)):
            return None
        return OpenVpnPacket(head[0], head[1:], body)

    def _hmac_of(self, key: bytes, data: bytes) -> bytes:
        return hmac.digest(key, data, self._digest)


class TlsCryptWrapper:
    """HMAC-SHA256 and AES-256-CTR with fixed directions: the client always sends by the second half of the key."""

    reset_opcode = RESET_CLIENT_V2

    def __init__(self, key: bytes, *, server: bool = False, first: int = 0) -> None:
        own_direction = 0 if server else 1
        self._out = _cipher_key(key, own_direction), _hmac_key(key, own_direction)[:32]
        self._in = _cipher_key(key, 1 - own_direction), _hmac_key(key, 1 - own_direction)[:32]
        self._ids = _PacketIds(first)

    def wrap(self, packet: OpenVpnPacket) -> bytes:
        cipher, authentic = self._out
        head = bytes([packet.op]) + packet.session + self._ids.next()
        tag = hmac.digest(authentic, head + packet.body, "sha256")
        return head + tag + _apply_ctr(cipher, tag, packet.body)

    def unwrap(self, raw: bytes) -> OpenVpnPacket | None:
        header_length = _HEAD + _PACKET_ID
        if len(raw) < header_length + _TAG:
            return None
        cipher, authentic = self._in
        head, tag = raw[:header_length], raw[header_length : header_length + _TAG]
        body = _apply_ctr(cipher, tag, raw[header_length + _TAG :])
        if not hmac.compare_digest(tag, hmac.digest(authentic, head + body, "sha256")):
            return None
        return OpenVpnPacket(head[0], head[1:_HEAD], body)


class TlsCryptV2Wrapper(TlsCryptWrapper):
    """tls-crypt by a client's own key, which the server learns from the first packets: there it is `wrapped`."""

    reset_opcode = RESET_CLIENT_V3

    def __init__(self, key: bytes, wrapped: bytes) -> None:
        super().__init__(key, first=_EARLY)
        self._wrapped = wrapped

    def wrap(self, packet: OpenVpnPacket) -> bytes:
        raw = super().wrap(packet)
        return raw + self._wrapped if packet.op in (RESET_CLIENT_V3, CONTROL_WITH_KEY_V1) else raw


class _PacketIds:
    """Packet ids against replay: a number that rises, and the time."""

    def __init__(self, last: int = 0) -> None:
        self._last = last

    def next(self) -> bytes:
        self._last += 1
        return struct.pack(">II", self._last, int(wall_s()) & 0xFFFFFFFF)


def _cipher_key(key: bytes, direction: int) -> bytes:
    return key[direction * 2 * KEY_QUARTER_B :][:32]


def _hmac_key(key: bytes, direction: int) -> bytes:
    return key[(direction * 2 + 1) * KEY_QUARTER_B :][:KEY_QUARTER_B]


def _apply_ctr(key: bytes, tag: bytes, body: bytes) -> bytes:
    return Cipher(algorithms.AES256(key), modes.CTR(tag[:16])).encryptor().update(body)

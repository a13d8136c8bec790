"""The inside of OpenVPN's control packets: acknowledgements, message numbers, and what a reset's answer must hold."""

import struct
from typing import NamedTuple

from checker.checks.vpn.kinds.openvpn.wrapping import RESET_CLIENT_V2, SESSION, OpenVpnPacket

CONTROL_V1 = 4 << 3
ACK_V1 = 5 << 3
RESET_SERVER_V2 = 8 << 3
EARLY_FLAGS = 1
RESEND_KEY = 1
"""Of doc/tls-crypt-v2.txt: what a server without state adds to the answer to a reset."""
OPCODE = 0xF8
"""The upper five bits are the opcode, the lower three the key id, 0 for a first one."""


class ControlPacketBody(NamedTuple):
    """`acked`: message numbers of `peer` that the sender has; `message`: its own number, None in a mere ACK."""

    acked: tuple[int, ...]
    peer: bytes
    message: int | None
    payload: bytes


def encode_body(body: ControlPacketBody) -> bytes:
    """The bytes of a body."""
    raw = bytes([len(body.acked)]) + struct.pack(f">{len(body.acked)}I", *body.acked)
    if body.acked:
        raw += body.peer
    return raw + (b"" if body.message is None else struct.pack(">I", body.message)) + body.payload


def parse_body(packet: OpenVpnPacket) -> ControlPacketBody | None:
    """The body of a control packet, or None where it is cut off."""
    count, rest = (packet.body[0], packet.body[1:]) if packet.body else (0, b"")
    ack_length = count * 4 + (SESSION if count else 0)
    number_length = 0 if packet.op & OPCODE == ACK_V1 else 4
    if not packet.body or len(rest) < ack_length + number_length:
        return None
    acked = struct.unpack(f">{count}I", rest[: count * 4])
    peer, tail = rest[count * 4 : ack_length], rest[ack_length:]
    message = int.from_bytes(tail[:4]) if number_length else None
    return ControlPacketBody(acked, peer, message, tail[number_length:])


def reset_packet(session: bytes, op: int = RESET_CLIENT_V2, padding: int = 0) -> OpenVpnPacket:
    """A client's first packet. `padding`: so many bytes more, which a server passes over."""
    return OpenVpnPacket(op, session, encode_body(ControlPacketBody((), b"", 0, bytes(padding))))


def is_reset_answer(packet: OpenVpnPacket, session: bytes) -> bool:
    """Whether this answers our reset: its own opcode, and our session and message acknowledged."""
    body = parse_body(packet) if packet.op == RESET_SERVER_V2 else None
    return body is not None and body.peer == session and 0 in body.acked and packet.session != session


def requests_wrapped_key(packet: OpenVpnPacket) -> bool:
    """Whether an answered reset asks for the wrapped client key once more, because the server has no state."""
    body = parse_body(packet)
    rest = body.payload if body is not None else b""
    while len(rest) >= 4:
        kind, size = struct.unpack(">HH", rest[:4])
        value, rest = rest[4 : 4 + size], rest[4 + size :]
        if kind == EARLY_FLAGS and size == 2 and len(value) == 2:
            return bool(value[1] & RESEND_KEY)
    return False

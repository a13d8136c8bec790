"""Old kinds of tunnels as their standards write them, for what a real server does not do on demand."""

import socket
import struct
from collections.abc import Callable

Answer = Callable[[bytes], list[bytes]]
COOKIE = b"responde"


def ikev1_message(
    request: bytes, exchange: int, *payloads: tuple[int, bytes], spi: bytes = COOKIE, version: int = 0x10
) -> bytes:
    """An answer to this message of IKEv1, or of another version."""
    kinds = [kind for kind, _ in payloads] + [0]
    body = b"".join(
        struct.pack(">BBH", follows, 0, 4 + len(content)) + content
        for follows, (_, content) in zip(kinds[1:], payloads, strict=True)
    )
    head = struct.pack(">BBBBII", kinds[0], version, exchange, 0, 0, 28 + len(body))
    return request[:8] + spi + head + body


def decline_ikev1(request: bytes) -> list[bytes]:
    """As strongSwan: a notify of its own exchange, NO-PROPOSAL-CHOSEN."""
    return [ikev1_message(request, 5, (11, struct.pack(">IBBH", 1, 1, 0, 14)))]


def accept_ikev1(request: bytes) -> list[bytes]:
    """Takes the first proposal; what ends a session is not answered."""
    return [ikev1_message(request, 2, (1, request[32:]))] if request[18] == 2 else []


def pptp(result: int = 1) -> bytes:
    """Start-Control-Connection-Reply (RFC 2637, 2.2)."""
    head = struct.pack(">HHIHH", 156, 1, 0x1A2B3C4D, 2, 0)
    return head + struct.pack(">HBBIIHH", 0x0100, result, 0, 3, 3, 1, 1) + b"gateway".ljust(64, b"\0") + bytes(64)


def sccrp(request: bytes, kind: int = 2) -> bytes:
    """The answer to this Start-Control-Connection-Request of L2TP: SCCRP, or StopCCN (4)."""
    avps = {}
    rest = request[12:]
    while rest:
        size = int.from_bytes(rest[:2]) & 0x3FF
        avps[int.from_bytes(rest[4:6])] = rest[6:size]
        rest = rest[size:]
    attributes = ((0, struct.pack(">H", kind)), (2, b"\x01\x00"), (7, b"lns"), (9, struct.pack(">H", 4711)))
    written = b"".join(struct.pack(">HHH", 0x8000 | (6 + len(value)), 0, name) + value for name, value in attributes)
    tunnel = int.from_bytes(avps[9])
    return struct.pack(">HHHHHH", 0xC802, 12 + len(written), tunnel, 0, 0, 1) + written


ENDLESS = b"HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\nServer: Microsoft-HTTPAPI/2.0\r\n\r\n"
CALL_ACK = struct.pack(">BBHHH", 0x10, 1, 48, 2, 1) + struct.pack(">BBH", 0, 4, 40) + bytes(3) + b"\x03" + bytes(32)
CALL_NAK = struct.pack(">BBHHH", 0x10, 1, 20, 3, 1) + struct.pack(">BBHII", 0, 2, 12, 1, 4)


class Sstp:
    """MS-SSTP's server; what it was told stands in `received`."""

    def __init__(self, answer: bytes = CALL_ACK, head: bytes = ENDLESS) -> None:
        self.answer, self.head = answer, head
        self.received: list[bytes] = []

    def __call__(self, sock: socket.socket) -> None:
        sock.settimeout(5)
        for reply in (self.head, self.answer, struct.pack(">BBHHH", 0x10, 1, 8, 7, 0)):
            self.received.append(sock.recv(4096))
            sock.sendall(reply)

"""Whether the router gives the same door of this PC another number for every target (RFC 5780, 4.3).

Two mapped addresses are compared here and forgotten: neither leaves this file.
"""

import contextlib
import ipaddress
import select
import socket
import struct
import time

from checker.model.record import Record
from checker.net.stun import COOKIE, HEADER_LENGTH, answer_to, request

_MAPPED, _XOR_MAPPED, _OTHER = 0x0001, 0x0020, 0x802C
WAIT_S = 0.4
TRIES = 3
Place = tuple[str, int]


class _Told(Record, frozen=True, kw_only=True):
    """What a STUN server says: where it sees us, and at which other address and port it listens as well."""

    mapped: Place
    other: Place | None = None


def differs(servers: list[Place], wait_s: float = WAIT_S) -> bool | None:
    """True where two targets see this PC at different doors. None where fewer than two answered. IPv4 only.

    `servers`: address and port of up to two STUN servers. One that speaks RFC 5780 is asked at its other port as well,
    so that it serves alone.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.setblocking(False)
        seen: list[Place] = []
        for server in servers:
            first = _asked(sock, server, wait_s)
            if first is None:
                continue
            seen.append(first.mapped)
            if len(servers) == 1 and first.other and first.other[1] != server[1]:
                second = _asked(sock, (server[0], first.other[1]), wait_s)
                seen += [second.mapped] if second else []
    return None if len(seen) < 2 else len(set(seen)) > 1


def _asked(sock: socket.socket, server: Place, wait_s: float) -> _Told | None:
    asked: set[bytes] = set()
    for _ in range(TRIES):
        transaction, data = request()
        asked.add(transaction)
        with contextlib.suppress(OSError):
            sock.sendto(data, server)
        ends = time.monotonic() + wait_s
        while (left := ends - time.monotonic()) > 0 and select.select([sock], [], [], left)[0]:
            try:
                answer, sender = sock.recvfrom(2048)
            except OSError:
                continue
            if sender == server and answer_to(answer) in asked and (told := _told(answer)):
                return told
    return None


def _told(answer: bytes) -> _Told | None:
    """Of an answer that `answer_to` has found sound: the masked address outweighs the plain one (RFC 8489, 14.1)."""
    found: dict[int, Place] = {}
    at = HEADER_LENGTH
    while at + 4 <= len(answer):
        kind, length = struct.unpack_from("!HH", answer, at)
        if kind in (_MAPPED, _XOR_MAPPED, _OTHER) and (place := _place(answer[at + 4 : at + 4 + length], kind)):
            found.setdefault(kind, place)
        at += 4 + (length + 3) // 4 * 4
    mapped = found.get(_XOR_MAPPED) or found.get(_MAPPED)
    return _Told(mapped=mapped, other=found.get(_OTHER)) if mapped else None


def _place(value: bytes, kind: int) -> Place | None:
    if len(value) != 8 or value[1] != 1:
        return None
    _, _, port, address = struct.unpack("!BBHI", value)
    if kind == _XOR_MAPPED:
        port, address = port ^ COOKIE >> 16, address ^ COOKIE
    return str(ipaddress.IPv4Address(address)), int(port)

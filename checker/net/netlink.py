"""Questions to the Linux kernel by netlink (RFC 3549, netlink(7)): messages, their attributes, and one exchange."""

import socket
import struct
import sys
from collections.abc import Iterator

from checker.model.failure import FailureKind, Operation, OperationFailed, failure_of

ROUTE, GENERIC = 0, 16
"""NETLINK_ROUTE, NETLINK_GENERIC of linux/netlink.h."""
_AF_NETLINK = 16
_REQUEST, _DUMP = 0x1, 0x300
_ERROR, _DONE = 2, 3
_HEADER = struct.Struct("=IHHII")
_ATTRIBUTE = struct.Struct("=HH")
_KIND = 0x3FFF
"""Without NLA_F_NESTED and NLA_F_NET_BYTEORDER."""
ANSWER_S = 1.0
_ROOM = 65_536
_MOST = 200
"""Datagrams of one answer: more than any PC has adapters or stations."""

Message = tuple[int, bytes]
"""The type of a message and what follows its header."""


def ask(protocol: int, kind: int, payload: bytes, *, dump: bool = False) -> list[Message]:
    """What the kernel answers; with `dump` everything it has. Raises OperationFailed."""
    request = _HEADER.pack(_HEADER.size + len(payload), kind, _REQUEST | (_DUMP if dump else 0), 1, 0) + payload
    try:
        with socket.socket(_AF_NETLINK, socket.SOCK_RAW, protocol) as sock:
            sock.settimeout(ANSWER_S)
            sock.sendto(request, (0, 0))
            return _answers(sock, dump)
    except OSError as error:
        failure = failure_of(Operation.READ, error)
        raise OperationFailed(Operation.READ, failure.kind, failure.detail) from error


def _answers(sock: socket.socket, dump: bool) -> list[Message]:
    found: list[Message] = []
    for _ in range(_MOST):
        for kind, payload in messages(sock.recv(_ROOM)):
            if kind == _ERROR:
                _raise(payload)
            if kind in (_ERROR, _DONE):
                return found
            found.append((kind, payload))
        if found and not dump:
            return found
    raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "netlink")


def _raise(payload: bytes) -> None:
    """NLMSG_ERROR: a negative errno, or 0 for a mere acknowledgement."""
    code = -int.from_bytes(payload[:4], sys.byteorder, signed=True)
    if code:
        raise OSError(code, "netlink")


def messages(data: bytes) -> Iterator[Message]:
    """The messages of a datagram; ends at one that is cut off."""
    while len(data) >= _HEADER.size:
        length, kind, *_ = _HEADER.unpack_from(data)
        if not _HEADER.size <= length <= len(data):
            return
        yield kind, data[_HEADER.size : length]
        data = data[_aligned(length) :]


def attributes(data: bytes) -> dict[int, bytes]:
    """Attributes by their type, the last of each; ends at one that is cut off."""
    found: dict[int, bytes] = {}
    while len(data) >= _ATTRIBUTE.size:
        length, kind = _ATTRIBUTE.unpack_from(data)
        if not _ATTRIBUTE.size <= length <= len(data):
            break
        found[kind & _KIND] = data[_ATTRIBUTE.size : length]
        data = data[_aligned(length) :]
    return found


def attribute(kind: int, value: bytes) -> bytes:
    """One attribute, filled up to four bytes."""
    length = _ATTRIBUTE.size + len(value)
    return _ATTRIBUTE.pack(length, kind) + value + bytes(_aligned(length) - length)


def number(value: bytes | None) -> int | None:
    """An unsigned number of one, two, four or eight bytes in the machine's own order; None for any other length."""
    if value is None or len(value) not in (1, 2, 4, 8):
        return None
    return int.from_bytes(value, sys.byteorder)


def _aligned(length: int) -> int:
    return (length + 3) & ~3

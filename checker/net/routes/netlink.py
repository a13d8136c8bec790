"""Questions to the Linux kernel by netlink (RFC 3549, netlink(7)): messages, their attributes, and one exchange."""

import socket
import struct
import sys
from collections.abc import Iterator

from checker.model.failure import FailureKind, Operation, OperationFailed

NETLINK_ROUTE, NETLINK_GENERIC = 0, 16
"""NETLINK_ROUTE, NETLINK_GENERIC of linux/netlink.h."""
_AF_NETLINK = 16
_REQUEST, _DUMP = 0x1, 0x300
_ERROR, _DONE = 2, 3
_HEADER = struct.Struct("=IHHII")
_ATTRIBUTE = struct.Struct("=HH")
_TYPE_MASK = 0x3FFF
"""Without NLA_F_NESTED and NLA_F_NET_BYTEORDER."""
RESPONSE_S = 1.0
_BUFFER_BYTES = 65_536
_MAX_DATAGRAMS = 200
"""Datagrams of one answer: more than any PC has adapters or stations."""

NetlinkMessage = tuple[int, bytes]
"""The type of a message and what follows its header."""


def query_netlink(protocol: int, message_type: int, payload: bytes, *, dump: bool = False) -> list[NetlinkMessage]:
    """What the kernel answers; with `dump` everything it has. Raises OperationFailed."""
    request = _HEADER.pack(_HEADER.size + len(payload), message_type, _REQUEST | (_DUMP if dump else 0), 1, 0) + payload
    try:
        with socket.socket(_AF_NETLINK, socket.SOCK_RAW, protocol) as sock:
            sock.settimeout(RESPONSE_S)
            sock.sendto(request, (0, 0))
            return _receive_messages(sock, dump)
    except OSError as error:
        raise OperationFailed.from_error(Operation.READ, error) from error


def _receive_messages(sock: socket.socket, dump: bool) -> list[NetlinkMessage]:
    result: list[NetlinkMessage] = []
    for _ in range(_MAX_DATAGRAMS):
        for message_type, payload in parse_messages(sock.recv(_BUFFER_BYTES)):
            if message_type == _ERROR:
                _raise_if_error(payload)
            if message_type in (_ERROR, _DONE):
                return result
            result.append((message_type, payload))
        if result and not dump:
            return result
    raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "netlink")


def _raise_if_error(payload: bytes) -> None:
    """NLMSG_ERROR: a negative errno, or 0 for a mere acknowledgement."""
    code = -int.from_bytes(payload[:4], sys.byteorder, signed=True)
    if code:
        raise OSError(code, "netlink")


def parse_messages(data: bytes) -> Iterator[NetlinkMessage]:
    """The messages of a datagram; ends at one that is cut off."""
    while len(data) >= _HEADER.size:
        length, message_type, *_ = _HEADER.unpack_from(data)
        if not _HEADER.size <= length <= len(data):
            return
        yield message_type, data[_HEADER.size : length]
        data = data[_aligned(length) :]


def parse_attributes(data: bytes) -> dict[int, bytes]:
    """Attributes by their type, the last of each; ends at one that is cut off."""
    result: dict[int, bytes] = {}
    while len(data) >= _ATTRIBUTE.size:
        length, attribute_type = _ATTRIBUTE.unpack_from(data)
        if not _ATTRIBUTE.size <= length <= len(data):
            break
        result[attribute_type & _TYPE_MASK] = data[_ATTRIBUTE.size : length]
        data = data[_aligned(length) :]
    return result


def pack_attribute(attribute_type: int, value: bytes) -> bytes:
    """One attribute, filled up to four bytes."""
    length = _ATTRIBUTE.size + len(value)
    return _ATTRIBUTE.pack(length, attribute_type) + value + bytes(_aligned(length) - length)


def parse_unsigned(value: bytes | None) -> int | None:
    """An unsigned number of one, two, four or eight bytes in the machine's own order; None for any other length."""
    if value is None or len(value) not in (1, 2, 4, 8):
        return None
    return int.from_bytes(value, sys.byteorder)


def _aligned(length: int) -> int:
    return (length + 3) & ~3

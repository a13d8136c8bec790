"""STUN binding requests (RFC 8489): any STUN server answers them by UDP, so they tell round trip and loss.

The public address that an answer carries only shows that it is an answer. It is neither kept nor handed out.
"""

import secrets
import select
import socket
import struct
import time
import zlib

from checker.model.failure import FailureKind, Operation, OperationFailed

PORT = 3478
HEADER_LENGTH = 20
COOKIE = 0x2112A442
_REQUEST, _SUCCESS = 0x0001, 0x0101
_MAPPED, _XOR_MAPPED, _FINGERPRINT = 0x0001, 0x0020, 0x8028
_ADDRESS_LENGTHS = {1: 8, 2: 20}
"""Length of an address attribute by its family (RFC 8489, 14.1)."""
_FINGERPRINT_XOR = 0x5354554E
_RETRY_WAITS_S = (0.5, 1.0, 1.5)
"""How long each try is waited for: the first two of RFC 8489, 6.2.1, then no longer than people wait."""


def binding_request() -> tuple[bytes, bytes]:
    """A fresh transaction id, and the binding request that carries it: the header alone, so nothing is told."""
    transaction = secrets.token_bytes(12)
    return transaction, struct.pack("!HHI", _REQUEST, 0, COOKIE) + transaction


def answered_transaction(data: bytes) -> bytes | None:
    """The transaction id that this datagram answers with success, or None for anything else."""
    if len(data) < HEADER_LENGTH:
        return None
    kind, length, cookie = struct.unpack_from("!HHI", data)
    if kind != _SUCCESS or cookie != COOKIE or length % 4 or HEADER_LENGTH + length != len(data):
        return None
    return data[8:HEADER_LENGTH] if _has_mapped_address(data) else None


def measure_round_trip(address: str, port: int = PORT, waits_s: tuple[float, ...] = _RETRY_WAITS_S) -> float:
    """Seconds until a STUN server at this IP address answers. Raises OperationFailed; silence is `timeout`.

    Each try is a transaction of its own, so that a late answer is never taken for a fast one.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as sock:
            sock.connect((address, port))
            sent_at_s: dict[bytes, float] = {}
            for wait_s in waits_s:
                transaction, data = binding_request()
                sent_at_s[transaction] = time.monotonic()
                sock.send(data)
                if (seconds := _await_response(sock, sent_at_s, wait_s)) is not None:
                    return seconds
    except OSError as error:
        raise OperationFailed.from_error(Operation.RECEIVE, error) from error
    raise OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT, "STUN")


def _await_response(sock: socket.socket, sent_at_s: dict[bytes, float], wait_s: float) -> float | None:
    deadline = time.monotonic() + wait_s
    while (remaining_s := deadline - time.monotonic()) > 0:
        if not select.select([sock], [], [], remaining_s)[0]:
            return None
        start_s = sent_at_s.get(answered_transaction(sock.recv(2048)) or b"")
        if start_s is not None:
            return time.monotonic() - start_s
    return None


def _has_mapped_address(data: bytes) -> bool:
    """Whether its attributes are sound, a fingerprint among them is right, and one is a mapped address."""
    offset, has_address = HEADER_LENGTH, False
    while offset < len(data):
        attribute_type, length = struct.unpack_from("!HH", data, offset)
        value = data[offset + 4 : offset + 4 + length]
        if len(value) != length:
            return False
        if attribute_type in (_XOR_MAPPED, _MAPPED):
            has_address |= length >= 2 and _ADDRESS_LENGTHS.get(value[1]) == length
        if attribute_type == _FINGERPRINT:
            fingerprint = (zlib.crc32(data[:offset]) ^ _FINGERPRINT_XOR).to_bytes(4, "big")
            return has_address and value == fingerprint and offset + 8 == len(data)
        offset += 4 + (length + 3) // 4 * 4
    return has_address

"""STUN binding requests (RFC 8489): any STUN server answers them by UDP, so they tell round trip and loss.

The public address that an answer carries only shows that it is an answer. It is neither kept nor handed out.
"""

import secrets
import select
import socket

from checker.model.failure import FailureKind, Operation, OperationFailed, datagram_failure
from checker.net.clock import monotonic_s
from checker.net.phase_log import logged_phase
from checker.net.stun.message import (
    BINDING,
    MAPPED_ADDRESS,
    SUCCESS,
    XOR_MAPPED_ADDRESS,
    StunMessage,
    binding_message,
    has_valid_fingerprint,
    parse_message,
)

PORT = 3478
_RETRY_WAITS_S = (0.5, 1.0, 1.5)
"""How long each try is waited for: the first two of RFC 8489, 6.2.1, then no longer than people wait."""


def binding_request() -> tuple[bytes, bytes]:
    """A fresh transaction id, and the binding request that carries it: the header alone, so nothing is told."""
    transaction = secrets.token_bytes(12)
    return transaction, binding_message(transaction)


def answered_transaction(data: bytes) -> bytes | None:
    """The transaction id that this datagram answers with success, or None for anything else."""
    message = parse_binding_response(data)
    return message.transaction if message else None


def parse_binding_response(data: bytes) -> StunMessage | None:
    """A success with a mapped address in it and no wrong fingerprint, or None for anything else."""
    message = parse_message(data)
    if message is None or message.kind != BINDING | SUCCESS or not has_valid_fingerprint(data, message):
        return None
    has_address = any(any(message.addresses(kind)) for kind in (XOR_MAPPED_ADDRESS, MAPPED_ADDRESS))
    return message if has_address else None


@logged_phase("STUN binding", seconds=float)
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
                sent_at_s[transaction] = monotonic_s()
                sock.send(data)
                if (seconds := _await_response(sock, sent_at_s, wait_s)) is not None:
                    return seconds
    except OSError as error:
        raise OperationFailed.from_failure(datagram_failure(Operation.RECEIVE, error)) from error
    raise OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT, "STUN")


def _await_response(sock: socket.socket, sent_at_s: dict[bytes, float], wait_s: float) -> float | None:
    deadline = monotonic_s() + wait_s
    while (remaining_s := deadline - monotonic_s()) > 0:
        if not select.select([sock], [], [], remaining_s)[0]:
            return None
        start_s = sent_at_s.get(answered_transaction(sock.recv(2048)) or b"")
        if start_s is not None:
            return monotonic_s() - start_s
    return None

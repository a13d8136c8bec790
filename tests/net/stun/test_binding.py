"""STUN: the published vectors of RFC 5769, damaged answers, and a server that speaks from its own page of the RFC."""

import contextlib
import ipaddress
import socket
import struct
import threading
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.failure import FailureKind, OperationFailed
from checker.net.stun.binding import answered_transaction, binding_request, measure_round_trip

ID = bytes.fromhex("b7e7a701bc34d686fa87dfae")
V4 = bytes.fromhex(
    "0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000080001a147e112a643"
    "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96"
)
V6 = bytes.fromhex(
    "010100482112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000140002a1470113a9faa5d3f179bc25f4b5"
    "bed2b9d900080014a382954e4be67bf11784c97c8292c275bfe3ed4180280004c8fb0b4c"
)
"""RFC 5769, 2.2 and 2.3."""


def success(transaction: bytes, address: tuple[str, int], kind: int = 0x0101) -> bytes:
    """RFC 8489, 14.2, written apart from the code under test."""
    host, port = ipaddress.ip_address(address[0]), address[1]
    mask = (b"\x21\x12\xa4\x42" + transaction)[: len(host.packed)]
    xored = bytes(a ^ b for a, b in zip(host.packed, mask, strict=True))
    value = struct.pack("!BBH", 0, 1 if host.version == 4 else 2, port ^ 0x2112) + xored
    attribute = struct.pack("!HH", 0x0020, len(value)) + value
    return struct.pack("!HHI", kind, len(attribute), 0x2112A442) + transaction + attribute


Answering = Callable[[bytes, tuple[str, int]], list[bytes]]


@contextlib.contextmanager
def server(answering: Answering, host: str = "127.0.0.1") -> Iterator[int]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as sock:
        sock.bind((host, 0))

        def serve() -> None:
            while (got := sock.recvfrom(2048)) and got[0] != b"end":
                for answer in answering(got[0], got[1][:2]):
                    sock.sendto(answer, got[1])

        thread = threading.Thread(target=serve)
        thread.start()
        yield sock.getsockname()[1]
        with socket.socket(family, socket.SOCK_DGRAM) as ending:
            ending.sendto(b"end", sock.getsockname()[:2])
        thread.join()


def test_a_request_is_a_bare_header_with_a_fresh_id() -> None:
    transaction, data = binding_request()
    assert data == bytes.fromhex("000100002112a442") + transaction
    assert len(transaction) == 12
    assert transaction != binding_request()[0]


@pytest.mark.parametrize("vector", [V4, V6])
def test_the_vectors_of_the_rfc(vector: bytes) -> None:
    assert answered_transaction(vector) == ID


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        V4[:19],
        V4[:-1],
        V4 + b"\0\0\0\0",
        b"\x00\x01" + V4[2:],
        b"\x01\x11" + V4[2:],
        V4[:4] + b"\x21\x12\xa4\x43" + V4[8:],
        V4[:-1] + b"\x97",
        V4[:30] + b"\xff" + V4[31:],
        success(ID, ("192.0.2.1", 9))[:20].replace(b"\x00\x0c", b"\x00\x00", 1),
        struct.pack("!HHI", 0x0101, 4, 0x2112A442) + ID + struct.pack("!HH", 0x0020, 400),
        struct.pack("!HHI", 0x0101, 4, 0x2112A442) + ID + struct.pack("!HH", 0x0020, 0),
        struct.pack("!HHI", 0x0101, 8, 0x2112A442) + ID + struct.pack("!HHI", 0x8022, 4, 0),
    ],
)
def test_what_is_no_answer(damaged: bytes) -> None:
    assert answered_transaction(damaged) is None


@given(st.binary(max_size=200))
def test_no_datagram_breaks_it(data: bytes) -> None:
    answered_transaction(data)
    answered_transaction(V4[:8] + data)
    answered_transaction(struct.pack("!HHI", 0x0101, len(data) // 4 * 4, 0x2112A442) + ID + data[: len(data) // 4 * 4])


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_server_answers(host: str) -> None:
    with server(lambda data, sender: [success(data[8:20], sender)], host) as port:
        assert measure_round_trip(host, port) > 0


def test_answers_to_others_do_not_count() -> None:
    def answers(data: bytes, sender: tuple[str, int]) -> list[bytes]:
        return [success(ID, sender), data, b"noise", success(data[8:20], sender, kind=0x0111)]

    with server(answers) as port, pytest.raises(OperationFailed) as failed:
        measure_round_trip("127.0.0.1", port, (0.05, 0.05))
    assert failed.value.failure.kind is FailureKind.TIMEOUT


def test_a_lost_request_is_asked_again() -> None:
    received: list[bytes] = []

    def second_time(data: bytes, sender: tuple[str, int]) -> list[bytes]:
        received.append(data[8:20])
        return [success(data[8:20], sender)] if len(received) > 1 else []

    with server(second_time) as port:
        measure_round_trip("127.0.0.1", port, (0.05, 5.0))
    assert len(set(received)) == 2


def test_nobody_listens() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    with pytest.raises(OperationFailed) as failed:
        measure_round_trip("127.0.0.1", port, (0.2,))
    assert failed.value.failure.kind is FailureKind.REFUSED

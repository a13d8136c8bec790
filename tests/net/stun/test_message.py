"""Attributes of STUN: the vectors of RFC 5769, addresses in both forms, what comes twice."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.net.stun.binding import parse_binding_response
from checker.net.stun.message import (
    MAPPED_ADDRESS,
    OTHER_ADDRESS,
    XOR_MAPPED_ADDRESS,
    allocate_request,
    binding_message,
    has_valid_fingerprint,
    parse_message,
)
from tests.net.stun.test_binding import ID, V4, V6, success

PLAIN = bytes.fromhex("00018055c0000201")
"""192.0.2.1:32853, not masked."""


def attribute(kind: int, value: bytes) -> bytes:
    return struct.pack("!HH", kind, len(value)) + value + bytes(-len(value) % 4)


def message(*attributes: bytes, kind: int = 0x0101) -> bytes:
    body = b"".join(attributes)
    return struct.pack("!HHI", kind, len(body), 0x2112A442) + ID + body


@pytest.mark.parametrize(
    ("vector", "address"), [(V4, ("192.0.2.1", 32853)), (V6, ("2001:db8:1234:5678:11:2233:4455:6677", 32853))]
)
def test_the_addresses_in_the_vectors_of_the_rfc(vector: bytes, address: tuple[str, int]) -> None:
    read = parse_message(vector)
    assert read is not None
    assert (read.kind, read.transaction) == (0x0101, ID)
    assert list(read.addresses(XOR_MAPPED_ADDRESS)) == [address]
    assert has_valid_fingerprint(vector, read)
    assert parse_binding_response(vector) == read


def test_plain_addresses_and_malformed_ones() -> None:
    third_family = attribute(0x802C, b"\0\x03" + bytes(6))
    read = parse_message(message(attribute(1, PLAIN[:-1]), attribute(1, PLAIN), third_family))
    assert read is not None
    assert list(read.addresses(MAPPED_ADDRESS)) == [("192.0.2.1", 32853)]
    assert not list(read.addresses(OTHER_ADDRESS))


def test_of_an_attribute_that_comes_twice_the_first_counts() -> None:
    read = parse_message(message(attribute(9, b"\0\0\x04\x01"), attribute(9, b"\0\0\x05\0"), kind=0x0111))
    assert read is not None
    assert read.code == 401
    assert [kind for kind, _ in read.attribute_list] == [9, 9]


@pytest.mark.parametrize("spoiled", [V4[:-1] + b"\x97", V4[:30] + b"\xff" + V4[31:]])
def test_a_fingerprint_that_is_wrong(spoiled: bytes) -> None:
    read = parse_message(spoiled)
    assert read is not None
    assert not has_valid_fingerprint(spoiled, read)
    assert parse_binding_response(spoiled) is None


def test_nothing_stands_behind_a_fingerprint() -> None:
    body = V4[20:] + attribute(0x8022, b"more")
    message = struct.pack("!HHI", 0x0101, len(body), 0x2112A442) + ID + body
    read = parse_message(message)
    assert read is not None
    assert not has_valid_fingerprint(message, read)
    assert parse_binding_response(message) is None


def test_requests() -> None:
    assert binding_message(ID) == bytes.fromhex("000100002112a442") + ID
    assert allocate_request(ID) == bytes.fromhex("000300082112a442") + ID + bytes.fromhex("0019000411000000")
    assert parse_binding_response(success(ID, ("192.0.2.1", 9), kind=0x0111)) is None


@given(st.binary(max_size=120))
def test_any_attributes(data: bytes) -> None:
    read = parse_message(message(data[: len(data) // 4 * 4]))
    for kind, _ in read.attribute_list if read else ():
        list(read.addresses(kind))

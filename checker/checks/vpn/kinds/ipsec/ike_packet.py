"""What the messages of IKEv1 (RFC 2408, 3.1 and 3.2) and IKEv2 (RFC 7296, 3.1 and 3.2) share: header and payloads."""

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

SPI = 8
"""Bytes; in IKEv1 it is called cookie."""
HEADER = 28
PAYLOAD_HEADER = 4
MAJOR_2 = 0x20
MAJOR_1 = 0x10
NON_ESP = bytes(4)
"""In front of IKE on the port for NAT (RFC 3948, 2.2)."""
NAT_PORT = 4500


class IkeHeader(NamedTuple):
    """What stands before the payloads. `spis`: the initiator's and the responder's; `exchange`: its type."""

    spis: bytes
    version: int
    exchange: int
    flags: int = 0
    message_id: int = 0


def encode_message(header: IkeHeader, payloads: Sequence[tuple[int, bytes]]) -> bytes:
    """A whole message. `payloads`: type and content of each."""
    next_types = [kind for kind, _ in payloads[1:]] + [0]
    body = b"".join(
        struct.pack(">BBH", next_type, 0, PAYLOAD_HEADER + len(content)) + content
        for next_type, (_, content) in zip(next_types, payloads, strict=True)
    )
    spis, version, exchange, flags, message_id = header
    return (
        spis + struct.pack(">BBBBII", payloads[0][0], version, exchange, flags, message_id, HEADER + len(body)) + body
    )


def encode_padded_message(header: IkeHeader, payloads: Sequence[tuple[int, bytes]], vendor: int, size: int) -> bytes:
    """As `encode_message`, made at least `size` bytes long by a payload of zeros of type `vendor`."""
    unpadded = encode_message(header, payloads)
    lacking = size - len(unpadded) - PAYLOAD_HEADER
    if lacking < 1:
        return unpadded
    return encode_message(header, [*payloads, (vendor, bytes(lacking))])


def is_complete(raw: bytes, spi: bytes) -> bool:
    """Whether these bytes are one message under this initiator's SPI, as long as it says itself."""
    return len(raw) >= HEADER and raw[:SPI] == spi and int.from_bytes(raw[24:28]) == len(raw)


def parse_payloads(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Type and content of each payload, up to one that is cut off."""
    rest, kind = raw[HEADER:], raw[16]
    while kind and len(rest) >= PAYLOAD_HEADER:
        next_type, size = rest[0], int.from_bytes(rest[2:4])
        if not PAYLOAD_HEADER <= size <= len(rest):
            return
        yield kind, rest[PAYLOAD_HEADER:size]
        kind, rest = next_type, rest[size:]

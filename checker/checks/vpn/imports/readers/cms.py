"""What a signature is wrapped around: the content of a CMS SignedData (RFC 5652, 5.1 and 5.2), in DER or BER (X.690).

The signature is not checked: whoever imports the file vouches for it.
"""

from typing import NamedTuple

SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
DATA = bytes.fromhex("06092a864886f70d010701")
_SEQUENCE, _OCTETS, _CHUNKS, _EXPLICIT = 0x30, 0x04, 0x24, 0xA0
_END = b"\0\0"
MAX_DEPTH = 6
"""Chunks within chunks; real signers use one level."""


class _Element(NamedTuple):
    """Tag and content of one element; `next_start`: where the next one begins."""

    tag: int
    start: int
    end: int
    next_start: int


def signed_content(raw: bytes) -> bytes | None:
    """The signed content; None for what is no SignedData, or holds none of its own."""
    try:
        return _parse_signed_data(raw)
    except (IndexError, ValueError):
        return None


def _parse_signed_data(raw: bytes) -> bytes:
    outer = _parse_element(raw, 0, len(raw))
    kind = _parse_element(raw, _start_of(outer, _SEQUENCE), outer.end)
    if raw[outer.start : kind.next_start] != SIGNED_DATA:
        raise ValueError("no SignedData")
    wrapped = _parse_element(raw, kind.next_start, outer.end)
    signed = _parse_element(raw, _start_of(wrapped, _EXPLICIT), wrapped.end)
    version = _parse_element(raw, _start_of(signed, _SEQUENCE), signed.end)
    digests = _parse_element(raw, version.next_start, signed.end)
    encapsulated = _parse_element(raw, digests.next_start, signed.end)
    content_type = _parse_element(raw, _start_of(encapsulated, _SEQUENCE), encapsulated.end)
    if raw[encapsulated.start : content_type.next_start] != DATA:
        raise ValueError("not plain data")
    explicit = _parse_element(raw, content_type.next_start, encapsulated.end)
    return _parse_octets(raw, _start_of(explicit, _EXPLICIT), explicit.end, MAX_DEPTH)


def _start_of(element: _Element, tag: int) -> int:
    if element.tag != tag:
        raise ValueError("another structure")
    return element.start


def _parse_octets(raw: bytes, at: int, end: int, depth: int) -> bytes:
    """An OCTET STRING in one piece, or in chunks, as signers write that do not know its length before."""
    element = _parse_element(raw, at, end)
    if element.tag == _OCTETS:
        return raw[element.start : element.end]
    if element.tag != _CHUNKS or not depth:
        raise ValueError("no octets")
    pieces, at = [], element.start
    while at < element.end:
        chunk = _parse_element(raw, at, element.end)
        pieces.append(_parse_octets(raw, at, element.end, depth - 1))
        at = chunk.next_start
    return b"".join(pieces)


def _parse_element(raw: bytes, at: int, end: int) -> _Element:
    """The element at `at`. Raises ValueError, IndexError."""
    tag, length, start = raw[at], raw[at + 1], at + 2
    if tag & 0x1F == 0x1F:
        raise ValueError("long tags are not used here")
    if length == 0x80:
        return _parse_indefinite_length(raw, tag, start, end)
    if length > 0x80:
        size = length - 0x80
        if size > 4:
            raise ValueError("too long")
        length, start = int.from_bytes(raw[start : start + size]), start + size
    if start + length > end:
        raise ValueError("cut off")
    return _Element(tag, start, start + length, start + length)


def _parse_indefinite_length(raw: bytes, tag: int, start: int, end: int) -> _Element:
    """One whose length is not written: it ends with two zero bytes after its last element (X.690, 8.1.3.6)."""
    at, level = start, 1
    while level:
        if raw[at : at + 2] == _END:
            level -= 1
            at += 2
            continue
        if raw[at + 1] == 0x80:
            level += 1
            at += 2
        else:
            at = _parse_element(raw, at, end).next_start
    return _Element(tag, start, at - 2, at)

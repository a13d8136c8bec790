"""What a signature is wrapped around: the content of a CMS SignedData (RFC 5652, 5.1 and 5.2), in DER or BER (X.690).

The signature is not checked: whoever imports the file vouches for it.
"""

from typing import NamedTuple

SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
DATA = bytes.fromhex("06092a864886f70d010701")
_SEQUENCE, _OCTETS, _CHUNKS, _EXPLICIT = 0x30, 0x04, 0x24, 0xA0
_END = b"\0\0"
DEEPEST = 6
"""Chunks within chunks; real signers use one level."""


class _Part(NamedTuple):
    """Tag and content of one element; `after`: where the next one begins."""

    tag: int
    start: int
    end: int
    after: int


def content_of(raw: bytes) -> bytes | None:
    """The signed content; None for what is no SignedData, or holds none of its own."""
    try:
        return _content(raw)
    except (IndexError, ValueError):
        return None


def _content(raw: bytes) -> bytes:
    outer = _part(raw, 0, len(raw))
    kind = _part(raw, _expected(outer, _SEQUENCE), outer.end)
    if raw[outer.start : kind.after] != SIGNED_DATA:
        raise ValueError("no SignedData")
    wrapped = _part(raw, kind.after, outer.end)
    signed = _part(raw, _expected(wrapped, _EXPLICIT), wrapped.end)
    version = _part(raw, _expected(signed, _SEQUENCE), signed.end)
    digests = _part(raw, version.after, signed.end)
    inside = _part(raw, digests.after, signed.end)
    what = _part(raw, _expected(inside, _SEQUENCE), inside.end)
    if raw[inside.start : what.after] != DATA:
        raise ValueError("not plain data")
    explicit = _part(raw, what.after, inside.end)
    return _octets(raw, _expected(explicit, _EXPLICIT), explicit.end, DEEPEST)


def _expected(part: _Part, tag: int) -> int:
    if part.tag != tag:
        raise ValueError("another structure")
    return part.start


def _octets(raw: bytes, at: int, end: int, deep: int) -> bytes:
    """An OCTET STRING in one piece, or in chunks, as signers write that do not know its length before."""
    part = _part(raw, at, end)
    if part.tag == _OCTETS:
        return raw[part.start : part.end]
    if part.tag != _CHUNKS or not deep:
        raise ValueError("no octets")
    found, at = [], part.start
    while at < part.end:
        chunk = _part(raw, at, part.end)
        found.append(_octets(raw, at, part.end, deep - 1))
        at = chunk.after
    return b"".join(found)


def _part(raw: bytes, at: int, end: int) -> _Part:
    """The element at `at`. Raises ValueError, IndexError."""
    tag, length, start = raw[at], raw[at + 1], at + 2
    if tag & 0x1F == 0x1F:
        raise ValueError("long tags are not used here")
    if length == 0x80:
        return _open_ended(raw, tag, start, end)
    if length > 0x80:
        size = length - 0x80
        if size > 4:
            raise ValueError("too long")
        length, start = int.from_bytes(raw[start : start + size]), start + size
    if start + length > end:
        raise ValueError("cut off")
    return _Part(tag, start, start + length, start + length)


def _open_ended(raw: bytes, tag: int, start: int, end: int) -> _Part:
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
            at = _part(raw, at, end).after
    return _Part(tag, start, at - 2, at)

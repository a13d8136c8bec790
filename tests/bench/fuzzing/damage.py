"""Valid inputs made worse, by a seed.

An input is cut, doubled, spliced or has bytes changed, or gets one of the shapes that cost parsers their time: nesting,
repetition, long numbers.
"""

import random

MAX_BYTES = 200_000


def damaged(source: random.Random, seeds: tuple[bytes, ...]) -> bytes:
    """One of the seeds, made worse once to four times."""
    data = source.choice(seeds)
    for _ in range(source.randint(1, 4)):
        data = source.choice(_DAMAGES)(source, data, seeds)
    return data[:MAX_BYTES]


def _flip(source: random.Random, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    changed = bytearray(data)
    for _ in range(source.randint(1, 8) if changed else 0):
        changed[source.randrange(len(changed))] = source.randrange(256)
    return bytes(changed)


def _cut(source: random.Random, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    start = source.randint(0, len(data))
    return data[:start] + data[source.randint(start, len(data)) :]


def _repeat(source: random.Random, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    start = source.randint(0, len(data))
    piece = data[start : start + source.randint(1, 12)]
    return data[:start] + piece * source.choice((2, 50, 2_000, 20_000)) + data[start:]


def _splice(source: random.Random, data: bytes, seeds: tuple[bytes, ...]) -> bytes:
    other = source.choice(seeds)
    return data[: source.randint(0, len(data))] + other[source.randint(0, len(other)) :]


def _costly(source: random.Random, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    at = source.randint(0, len(data))
    piece = source.choice(_COSTLY) * source.choice((1, 30, 3_000, 40_000))
    return data[:at] + piece + data[at:]


_DAMAGES = (_flip, _cut, _repeat, _splice, _costly)
_COSTLY = (
    b"[", b"{", b'{"a":', b"a.", b'"a".', b"9", b"<a>", b"&amp;", b"\0", b"\r\n", b"0" * 9, b"f" * 9, b";a=b",
    b"1;x\r\n", b"\xff", b"(", b"\\", b"'", b'"', b"=", b"::", b"-", b"a@", b"\xe2\x80\x8b", b"\xd0\xb0", b"PROXY a:1;",
)  # fmt: skip

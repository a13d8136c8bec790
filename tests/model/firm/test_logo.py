"""A logo is a small, whole PNG, or it is none: pictures by Qt's own encoder, and others that were tampered with."""

import struct
import zlib

import pytest

from checker.model.firm.logo import MAX_SIDE, InvalidLogo, clean_logo

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def header(width: int = 3, height: int = 2, depth: int = 8, colour: int = 6, interlace: int = 0) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace))


def picture(*between: bytes, head: bytes = b"", rows: bytes = (b"\0" + b"\x20" * 12) * 2) -> bytes:
    return (
        SIGNATURE + (head or header()) + b"".join(between) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


def test_a_whole_picture_stays_as_it_is() -> None:
    assert clean_logo(picture()) == picture()


def test_what_draws_no_pixel_is_taken_out() -> None:
    text, time, animation = (
        chunk(b"tEXt", b"Author\0Erika"),
        chunk(b"tIME", b"\x07\xea\1\1\1\1\1"),
        chunk(b"acTL", b"\0" * 8),
    )
    assert clean_logo(picture(text, time, animation) + b"<script>") == picture()


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (header(depth=1, colour=0), (b"\0\xe0") * 2),
        (header(depth=16, colour=2), (b"\4" + b"\1" * 18) * 2),
        (header(width=1, height=1, interlace=1), b"\0" + b"\1" * 4),
        (header(width=8, height=8, depth=8, colour=0, interlace=1), b""),
    ],
)
def test_every_kind_of_row_is_counted(head: bytes, rows: bytes) -> None:
    if not rows:  # 8 x 8 in Adam7 (W3C PNG, 8.1): the seven passes
        rows = b"".join((b"\0" + b"\1" * width) * lines for width, lines in PASSES)
    assert clean_logo(picture(head=head, rows=rows)) == picture(head=head, rows=rows)


PASSES = ((1, 1), (1, 1), (2, 1), (2, 2), (4, 2), (4, 4), (8, 4))


def damaged() -> bytes:
    whole = bytearray(picture())
    whole[-20] ^= 1
    return bytes(whole)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xd8\xff\xe0",
        SIGNATURE,
        SIGNATURE + b"\0" * 50,
        picture()[:-5],
        damaged(),
        picture(header()),
        picture(chunk(b"ABCD", b"")),
        picture(head=header(depth=3)),
        picture(head=header(colour=3, depth=8)),
        picture(head=header(width=0)),
        picture(head=header(interlace=2)),
        picture(rows=b"\0" * 10),
        picture(rows=b"\0" * 10_000_000),
        picture(rows=(b"\5" + b"\x20" * 12) * 2),
        SIGNATURE + chunk(b"IDAT", zlib.compress(b"\0")) + header() + chunk(b"IEND", b""),
        SIGNATURE + header() + chunk(b"IDAT", b"no zlib") + chunk(b"IEND", b""),
    ],
)
def test_what_is_no_whole_picture_is_none(raw: bytes) -> None:
    with pytest.raises(InvalidLogo) as refused:
        clean_logo(raw)
    assert not refused.value.is_too_large


@pytest.mark.parametrize("head", [header(width=MAX_SIDE + 1), header(width=1000, height=1000)])
def test_one_with_too_many_pixels_is_told_from_a_damaged_one(head: bytes) -> None:
    with pytest.raises(InvalidLogo) as refused:
        clean_logo(picture(head=head))
    assert refused.value.is_too_large


def test_one_with_too_many_bytes_is_not_read() -> None:
    with pytest.raises(InvalidLogo) as refused:
        clean_logo(picture(chunk(b"tEXt", b"x" * 200_000)))
    assert refused.value.is_too_large

"""What a firm's logo may be where a program decodes it: a PNG, bounded, without anything that draws no pixel. Pure.

Source: W3C, Portable Network Graphics, third edition: 5 (datastream), 11 (chunks), 8.1 (interlacing), 13.2 (errors).
"""

import struct
import zlib
from collections.abc import Iterator

MAX_LOGO_BYTES = 200_000
MAX_SIDE = 2000
MAX_PIXELS = 600_000
"""1200 x 500: at most 5 MB once decoded, and far more than the head of a window at 300 % shows."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""Bits a sample, by the type of colour (11.2.1)."""
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Adam7 (8.1): first column and row, and the steps between columns and rows."""
_MAX_PALETTE_BYTES = 3 * 256


class InvalidLogo(ValueError):  # noqa: N818 - a state of the file, as InvalidToml
    """No PNG, a damaged one, or one that is larger than a logo needs; `is_too_large` tells the last from the others."""

    def __init__(self, reason: str, *, is_too_large: bool = False) -> None:
        super().__init__(reason)
        self.is_too_large = is_too_large


def clean_logo(raw: bytes) -> bytes:
    """The same picture of the chunks alone that it is drawn from: no texts, times, colour profiles, animations.

    Every checksum, the size of the decompressed rows and their filters were checked. Raises InvalidLogo.
    """
    if len(raw) > MAX_LOGO_BYTES:
        raise InvalidLogo("more bytes than a logo has", is_too_large=True)
    if not raw.startswith(_SIGNATURE):
        raise InvalidLogo("no PNG")
    header, palette, transparency = b"", b"", b""
    data: list[bytes] = []
    for kind, content in _chunks(raw):
        match kind:
            case b"IHDR" if not header:
                header = content
            case b"PLTE" if not palette and not data:
                palette = content
            case b"tRNS" if not data:
                transparency = content
            case b"IDAT":
                data.append(content)
            case b"IEND":
                break
            case _ if not kind[0] & 0x20:
                raise InvalidLogo("a critical chunk that is not known, or comes twice")
    rows = b"".join(data)
    _check_header(header, palette)
    _check_rows(rows, header)
    chunks = [(b"IHDR", header), (b"PLTE", palette), (b"tRNS", transparency), (b"IDAT", rows)]
    return _SIGNATURE + b"".join(_chunk(*chunk) for chunk in chunks if chunk[1]) + _chunk(b"IEND", b"")


def _chunks(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of each, up to the end's. Raises InvalidLogo."""
    at, kind = len(_SIGNATURE), b""
    while kind != b"IEND":
        if len(raw) < at + 12:
            raise InvalidLogo("cut off")
        length = int.from_bytes(raw[at : at + 4])
        kind, content, sum_ = (
            raw[at + 4 : at + 8],
            raw[at + 8 : at + 8 + length],
            raw[at + 8 + length : at + 12 + length],
        )
        if len(sum_) < 4 or zlib.crc32(kind + content) != int.from_bytes(sum_):
            raise InvalidLogo("a chunk that is damaged")
        if at == len(_SIGNATURE) and kind != b"IHDR":
            raise InvalidLogo("no header")
        yield kind, content
        at += 12 + length


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _check_header(header: bytes, palette: bytes) -> None:
    if len(header) != 13:
        raise InvalidLogo("no header")
    width, height, depth, colour, compression, filter_method, interlace = struct.unpack(">IIBBBBB", header)
    if depth not in _DEPTHS.get(colour, ()) or compression or filter_method or interlace > 1:
        raise InvalidLogo("a header that no PNG has")
    if not width or not height:
        raise InvalidLogo("a picture without pixels")
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise InvalidLogo("more pixels than a logo has", is_too_large=True)
    if len(palette) % 3 or len(palette) > _MAX_PALETTE_BYTES or (colour == 3 and not palette):
        raise InvalidLogo("a palette that no PNG has")


def _check_rows(compressed: bytes, header: bytes) -> None:
    """The rows are as many and as long as the header says, each with a filter that there is (9.2)."""
    width, height, depth, colour, *_, interlace = struct.unpack(">IIBBBBB", header)
    pixel_bits = depth * _CHANNELS[colour]
    lengths: list[int] = []
    for left, top, across, down in _PASSES if interlace else ((0, 0, 1, 1),):
        columns, lines = -(-(width - left) // across), -(-(height - top) // down)
        lengths += [1 + -(-columns * pixel_bits // 8)] * lines if columns > 0 else []
    size = sum(lengths)
    decoder = zlib.decompressobj()
    try:
        rows = decoder.decompress(compressed, size + 1)
    except zlib.error as error:
        raise InvalidLogo("pixels that are damaged") from error
    if len(rows) != size or not decoder.eof:
        raise InvalidLogo("more or fewer pixels than the header says")
    at = 0
    for length in lengths:
        if rows[at] > 4:
            raise InvalidLogo("a filter that no PNG has")
        at += length

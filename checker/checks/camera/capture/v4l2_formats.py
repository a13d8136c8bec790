"""Which picture formats a camera of Video4Linux offers: VIDIOC_ENUM_FMT, _FRAMESIZES and _FRAMEINTERVALS.

Structures and numbers as in linux/videodev2.h ("Enumerate frame sizes" and its neighbours in the kernel's manual).
Asking disturbs nobody, also while another program streams.
"""

import os
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from checker.checks.camera.capture.formats import PictureFormat

_ENUM_FMT, _FORMAT = 0xC0405602, struct.Struct("=III32s4sI12x")
_ENUM_SIZES, _SIZE = 0xC02C564A, struct.Struct("=I4sI6I8x")
_ENUM_RATES, _RATE = 0xC034564B, struct.Struct("=I4sIII6I8x")
_CAPTURE = 1
_DISCRETE = 1
_AT_MOST = 64
"""Entries of one list: a driver that never says that it is at an end must not keep us."""

Ioctl = Callable[[int, bytes], bytes]
"""ioctl: a request and its structure to the structure as filled in. Raises OSError at the end of a list."""


def list_formats(number: int, devices: Path = Path("/dev")) -> list[PictureFormat]:
    """Every format, size and highest rate of /dev/videoN. Raises OSError; empty elsewhere than on Linux."""
    if sys.platform == "win32":
        return []
    from fcntl import ioctl  # noqa: PLC0415 - does not exist on Windows

    handle = os.open(devices / f"video{number}", os.O_RDWR | os.O_NONBLOCK)
    try:
        return list(enumerate_formats(lambda request, argument: ioctl(handle, request, argument)))
    finally:
        os.close(handle)


def enumerate_formats(ioctl: Ioctl) -> Iterator[PictureFormat]:
    """The same, by any ioctl."""
    for entry in range(_AT_MOST):
        try:
            reply = ioctl(_ENUM_FMT, _FORMAT.pack(entry, _CAPTURE, 0, b"", b"", 0))
        except OSError:
            return
        code = _FORMAT.unpack(reply)[4]
        name = code.decode("ascii", "replace").strip()
        if len(code.strip(b"\0 ")) < 3 or not name.isalnum():
            continue
        for width, height in _sizes(ioctl, code):
            yield PictureFormat(fourcc=name, width=width, height=height, rate=_highest_rate(ioctl, code, width, height))


def _sizes(ioctl: Ioctl, code: bytes) -> Iterator[tuple[int, int]]:
    for entry in range(_AT_MOST):
        try:
            reply = ioctl(_ENUM_SIZES, _SIZE.pack(entry, code, 0, *[0] * 6))
        except OSError:
            return
        _, _, kind, first, second, _, _, highest, _ = _SIZE.unpack(reply)
        if kind != _DISCRETE:  # a range in steps: least and most width, step, least and most height, step
            yield second, highest
            return
        yield first, second


def _highest_rate(ioctl: Ioctl, code: bytes, width: int, height: int) -> float:
    best = 0.0
    for entry in range(_AT_MOST):
        try:
            reply = ioctl(_ENUM_RATES, _RATE.pack(entry, code, width, height, 0, *[0] * 6))
        except OSError:
            break
        # One interval, or the shortest of a range: seconds as numerator and denominator.
        _, _, _, _, kind, numerator, denominator, *_ = _RATE.unpack(reply)
        if numerator:
            best = max(best, round(denominator / numerator, 1))
        if kind != _DISCRETE:
            break
    return best

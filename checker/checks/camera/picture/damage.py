"""Places where a picture is cut: what lies on both sides of one line of points does not belong together. Pure.

A lens spreads every outline over two points and more; data that was lost, or that belongs to another picture, begins
from one point to the next. Lost blocks lie anywhere; a picture torn in two has one cut from side to side.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from checker.checks.camera.capture.opencv import Picture

_SEGMENT = 16
"""px along a cut: a macroblock of MPEG and two blocks of JPEG."""
_STEP = 30.0
"""Mean difference of brightness along a segment; codecs' own blocks stay far below."""
_SHARP = 4.0
"""Times the difference of the lines before and behind: an outline has slopes."""
_MOST_COLUMNS = 640
_MIXED, _EDGE_SHARE = 0.15, 0.4
_FLAT = 2.0
"""Deviation along a row that is of one colour."""


class Cuts(NamedTuple):
    """Shares of 0 to 1: `segments` of all that are cut, `longest` of one line that is."""

    segments: float
    longest: float


def find_cuts(picture: Picture) -> Cuts:
    """Along rows and along columns. Edges of bars above and below, or at the sides, count as none."""
    luma = picture[:, :, 1].astype(np.int16)
    across = _cut_lines(luma[:, :: max(1, luma.shape[1] // _MOST_COLUMNS)])
    down = _cut_lines(luma[:: max(1, luma.shape[0] // _MOST_COLUMNS)].T)
    shares = [_share(lines) for lines in (across, down) if lines.size]
    longest = max((_longest(lines) for lines in (across, down) if lines.size), default=0.0)
    return Cuts(float(np.mean(shares)) if shares else 0.0, longest)


def _share(lines: npt.NDArray[np.int8]) -> float:
    """Slats and boards that reach far across the picture are cut the same way all along."""
    is_edge = np.maximum((lines > 0).mean(axis=1), (lines < 0).mean(axis=1)) >= _EDGE_SHARE
    return float((lines[~is_edge] != 0).sum()) / lines.size


def _longest(lines: npt.NDArray[np.int8]) -> float:
    """Of the lines that are brighter here and darker there on their far side: an edge of furniture is one of both."""
    up, down = (lines > 0).mean(axis=1), (lines < 0).mean(axis=1)
    is_mixed = np.minimum(up, down) >= _MIXED
    return float((up + down)[is_mixed].max(initial=0.0))


def _cut_lines(luma: npt.NDArray[np.int16]) -> npt.NDArray[np.int8]:
    """Lines between rows x segments: 1 or -1 where they are cut, by the side that is brighter."""
    height, width = luma.shape
    count = width // _SEGMENT
    if height < 4 or not count:
        return np.zeros((0, 0), dtype=np.int8)
    differences = np.diff(luma[:, : count * _SEGMENT], axis=0).reshape(height - 1, count, _SEGMENT)
    steps = np.abs(differences).mean(axis=2)
    inner, before, after = steps[1:-1], steps[:-2], steps[2:]
    is_cut: npt.NDArray[np.bool_] = (inner > _STEP) & (inner > _SHARP * np.maximum(np.maximum(before, after), 1.0))
    level = luma[:, : count * _SEGMENT].std(axis=1) <= _FLAT
    is_cut[level[1:-2] | level[2:-1]] = False  # a bar, or a row that is lost as a whole, ends here
    signs: npt.NDArray[np.int8] = (np.sign(differences[1:-1].sum(axis=2)) * is_cut).astype(np.int8)
    return signs

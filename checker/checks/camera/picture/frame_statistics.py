"""Statistics of a series of pictures, and of one in detail: light in its parts, sharpness, stripes.

Pure; says nothing of good and bad, and keeps no picture but the last.
"""

import itertools
from collections import deque
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from checker.checks.camera.capture.opencv import Picture, load, shrink
from checker.checks.camera.picture.damage import find_cuts
from checker.checks.camera.picture.face_detector import Face, FaceDetector
from checker.checks.camera.picture.metrics import PictureMetrics
from checker.checks.camera.thresholds import CLIPPED_BRIGHTNESS

_WIDTH = 320
"""px. Sharpness depends on the size, so every picture is brought to this one."""
_SQUARE = 16
"""px of that width: small enough that an outline fills one, large enough for a variance."""
_PARTS = 8
"""A stripe must be there in each of so many parts of the width."""
_STEP = 30.0
"""Brightness between two rows, in each part: noise and shading stay far below it."""
_FLAT = 3
"""Brightness that a row of one colour may differ by from side to side: rounding, not a sensor."""
_GREY, _WHITE = 20, 235
"""Flat rows darker or brighter than these are borders and blown-out light, unless they are coloured."""
_COLOURED = 60
_EMPTY_GREENS, _EMPTY_WITHIN = (77, 84, 135, 154), 2
"""What a decoder makes of a buffer of zeros in YUV, without any red or blue (ITU-R BT.709 and BT.601, limited and full
range). A wall painted green reflects some of both, and light falls off over it."""
_EMPTY_SQUARE = 8
"""px: a block of JPEG. Down to its last point it is empty; codecs smooth a wall's grain away, though not so far."""
_FEWEST_SLATS, _MOST_SLATS, _SLAT_SPREAD, _SAME_EDGE = 10, 40, 0.15, 3
"""Rows within three belong to one edge, which a lens spreads. Edges at least,
and slats at most: lines of a few pixels are lost lines."""
_THIN = 8
"""A stripe is thinner than the picture's height divided by this."""

_SHUT, _SOFT_EDGE, _STRAIGHT, _HARD_EDGE = 14.0, 0.04, 0.08, 0.5
"""Brightness behind a slide; how wide its edge is at least, and how far it may be from straight, as shares of the
height; and the share of the rise that no single row makes."""
_LIGHT = 200.0
"""Brightness of a window or a wall in the sun that is not blown out yet."""
_SHADE, _SHADE_SHARE, _LIT, _MOST_GAIN = 70.0, 0.1, 130.0, 16.0
"""A face in so dark a part is looked for with that part brought to so much light."""
_FACE_STRUCTURE = 8.0
_TURNED_SCORE, _TURNED_MORE, _TURNED_EVERY = 0.85, 0.08, 3
"""People who sit upright: 0.90 and more, hardly less than the same picture turned; turned ones mostly 0.08 less.
Things reach 0.73 in any of the four directions."""
_INNER = (0.0, 0.0, 1.0, 1.0)
_COLOUR_FROM, _MOST_TINT, _COLOURLESS = 40.0, 1.15, 0.12
"""A grey picture has the tint of its light and no other: its blue over red (as a logarithm) is the same everywhere."""

Floats = npt.NDArray[np.float32]


class FrameDetail(NamedTuple):
    """See PictureMetrics."""

    bright_share: float
    centre: float
    highlight: float
    sharpness: float
    structure: float
    stripes: float
    flatness: float
    light_share: float = 0.0
    cut_share: float = 0.0
    tear: float = 0.0
    shut_share: float = 0.0
    empty_share: float = 0.0
    face: float = 0.0
    face_focus: float | None = None
    face_colour: float | None = None


def analyse_frame(picture: Picture, detector: FaceDetector | None = None) -> FrameDetail:
    """The numbers of one picture; without a detector nobody's face is looked for."""
    cv2 = load()
    small = shrink(picture, _WIDTH, _WIDTH)
    luma = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).astype(np.float32)
    height, width = luma.shape
    middle = luma[height // 4 : height * 3 // 5, width * 2 // 5 : width * 3 // 5]
    eyes = luma[height * 7 // 25 : height * 13 // 25, width * 9 // 20 : width * 11 // 20]
    face = _find_face(detector, small, luma) if detector is not None else None
    if face is not None:
        middle = _part(luma, face, (0.15, 0.1, 0.85, 0.9))
        eyes = _part(luma, face, (0.1, 0.1, 0.9, 0.6))
    # Smoothed a little first, so that it is shapes that count, and not the noise of the sensor.
    edges = cv2.Laplacian(cv2.GaussianBlur(luma, (0, 0), 1.0), cv2.CV_32F)
    squares = _squares(edges).var(axis=(1, 3))
    cuts = find_cuts(picture)
    return FrameDetail(
        bright_share=float((luma >= CLIPPED_BRIGHTNESS).mean()),
        centre=float(np.median(middle)) if middle.size else float(luma.mean()),
        highlight=float(np.percentile(eyes, 99)) if eyes.size else float(luma.max()),
        sharpness=float(np.percentile(squares, 95) - np.percentile(squares, 10)),
        structure=_structure(_squares(luma).mean(axis=(1, 3))),
        stripes=_stripes(picture),
        empty_share=_empty_share(picture),
        flatness=_flatness(luma),
        light_share=float((luma >= _LIGHT).mean()),
        cut_share=cuts.segments,
        tear=cuts.longest,
        shut_share=_shut_share(luma),
        face=float(face is not None),
        face_focus=_focus(luma, edges, face) if face is not None else None,
        face_colour=_colour(small, face) if face is not None else None,
    )


def _shut_share(luma: Floats) -> float:
    """Share of the picture that a slide hides: black from one side up to a straight, soft edge; 0.0 for none."""
    shares = []
    for rows in (luma, luma[::-1], luma.T, luma.T[::-1]):
        height, parts = rows.shape[0], rows.shape[1] // _PARTS
        if not parts or height < 4 * _PARTS:
            continue
        means = rows[:, : parts * _PARTS].reshape(height, _PARTS, parts).mean(axis=2)
        is_open = means > _SHUT
        if not is_open.any(axis=0).all():
            continue
        edges = is_open.argmax(axis=0)
        begin, soft = int(edges.min()), max(2, round(_SOFT_EDGE * height))
        opposite = int(is_open[::-1].any(axis=1).argmax())
        if np.ptp(edges) > _STRAIGHT * height or begin + 3 * soft >= height or abs(begin - opposite) <= _FLAT:
            continue
        if float(means[begin + 3 * soft :].mean()) < 3 * _SHUT or float(means[: max(1, begin - soft)].max()) > _SHUT:
            continue
        steps = np.abs(np.diff(means[max(0, begin - soft) : begin + 3 * soft].mean(axis=1)))
        if steps.max() < _HARD_EDGE * steps.sum():  # a bar ends from one row to the next
            shares.append(begin / height)
    return max(shares, default=0.0)


def _find_face(detector: FaceDetector, small: Picture, luma: Floats) -> Face | None:
    """Of a picture that is partly dark once more with that part in better light."""
    face = detector.find(small)
    is_dark = luma < _SHADE
    if face is not None or is_dark.mean() < _SHADE_SHARE:
        return face
    gain = min(_MOST_GAIN, _LIT / max(4.0, float(np.percentile(luma[is_dark], 90))))
    return detector.find(np.clip(small * gain, 0, 255).astype(np.uint8)) if gain > 1.0 else None


def _is_turned(detector: FaceDetector, small: Picture) -> bool:
    """Whether a face is one more certainly when the picture is turned by a quarter or a half."""
    faces = [detector.find(np.ascontiguousarray(np.rot90(small, quarters)), 0.0) for quarters in range(4)]
    as_it_is, *turned = [face.score if face is not None else 0.0 for face in faces]
    return max(turned) >= max(_TURNED_SCORE, as_it_is + _TURNED_MORE)


def _part(values: Floats, face: Face, share: tuple[float, float, float, float]) -> Floats:
    """Left, top, right and bottom of it as shares of the face."""
    wide, high = face.right - face.left, face.bottom - face.top
    left, right = (max(0, round(face.left + side * wide)) for side in share[::2])
    top, bottom = (max(0, round(face.top + side * high)) for side in share[1::2])
    return values[top : max(top + 1, bottom), left : max(left + 1, right)]


def _focus(luma: Floats, edges: Floats, face: Face) -> float | None:
    """How sharp the strongest outlines of the face are, whatever their height; None where it has none."""
    box = _part(luma, face, _INNER), _part(edges, face, _INNER)
    if min(box[0].shape) < 3 * _SQUARE:
        return None
    structure = _structure(_squares(box[0]).mean(axis=(1, 3)))
    if structure < _FACE_STRUCTURE:
        return None
    noise = float(np.percentile(_squares(edges).var(axis=(1, 3)), 10))
    return max(0.0, float(np.percentile(_squares(box[1]).var(axis=(1, 3)), 90)) - noise) / structure**2


def _colour(small: Picture, face: Face) -> float | None:
    """Blue over red in the face, in comparison with all of the picture: light tints both."""
    skin = _part(small.astype(np.float32), face, (0.2, 0.2, 0.8, 0.8)).reshape(-1, 3)
    blue, _green, red = np.median(skin, axis=0)
    all_blue, _all_green, all_red = small.reshape(-1, 3).mean(axis=0)
    points = small.reshape(-1, 3).astype(np.float32)
    tints = np.log((points[:, 0] + 1) / (points[:, 2] + 1))[points.max(axis=1) >= _COLOUR_FROM]
    if max(blue, red) < _COLOUR_FROM or min(all_blue, all_red) < 1 or tints.std() < _COLOURLESS:
        return None
    return float((blue / max(1.0, red)) / min(max(1.0, all_blue / all_red), _MOST_TINT))


def _squares(luma: Floats) -> npt.NDArray[np.float32]:
    """Rows of squares, points, columns of squares, points; what is left over at the edges is cut."""
    side = min(_SQUARE, *luma.shape)
    down, across = luma.shape[0] // side, luma.shape[1] // side
    return luma[: down * side, : across * side].reshape(down, side, across, side)


def _structure(means: Floats) -> float:
    steps = np.concatenate([abs(np.diff(means, axis=0)).ravel(), abs(np.diff(means, axis=1)).ravel()])
    return float(np.percentile(steps, 95)) if steps.size else 0.0


def _stripes(picture: Picture) -> float:
    """Share of rows of one colour, or in a thin stripe between two edges that run from side to side."""
    rows = picture[:, :: max(1, picture.shape[1] // _WIDTH)].astype(np.int16)
    height, width = rows.shape[:2]
    if width < _PARTS or height < _THIN:
        return 0.0
    lowest, highest = rows.min(axis=1), rows.max(axis=1)
    mean = rows.mean(axis=1)
    coloured = mean.max(axis=1) - mean.min(axis=1) > _COLOURED
    grey = (mean.min(axis=1) > _GREY) & (mean.max(axis=1) < _WHITE)
    is_flat = (highest - lowest).max(axis=1) <= _FLAT
    is_striped = is_flat & (coloured | grey)
    is_striped &= ~_bars(is_flat, mean)
    part = width // _PARTS
    steps = abs(np.diff(rows[:, : part * _PARTS], axis=0)).reshape(height - 1, _PARTS, part, 3).mean(axis=2)
    edges = np.flatnonzero((steps.max(axis=2) > _STEP).all(axis=1)) + 1
    if _is_regular(edges, height) or _is_regular(_soft_edges(mean.mean(axis=1)), height):  # blinds, slats, bricks
        return float((is_flat & coloured & is_striped).mean())
    for top, bottom in itertools.pairwise(edges):
        if (bottom - top) * _THIN < height:
            is_striped[top:bottom] = True
    return float(is_striped.mean())


def _bars(is_flat: npt.NDArray[np.bool_], mean: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Rows of the bars above and below a picture of another shape: both there, of one colour, and alike."""
    bars = np.zeros_like(is_flat)
    above, below = (int(np.argmin(np.append(rows, False))) for rows in (is_flat, is_flat[::-1]))
    is_pair = above and below and abs(above - below) <= _FLAT and above + below < len(is_flat)
    if is_pair and np.abs(mean[0] - mean[-1]).max() <= _FLAT:
        bars[:above] = bars[len(bars) - below :] = True
    return bars


def _soft_edges(levels: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Rows at which the brightness of whole rows rises or falls most, within three of them."""
    steps = np.abs(levels[3:] - levels[:-3])
    is_peak = (steps[1:-1] >= steps[:-2]) & (steps[1:-1] > steps[2:]) & (steps[1:-1] > _STEP / 2)
    return np.flatnonzero(is_peak) + 2


def _is_regular(edges: npt.NDArray[np.int64], height: int) -> bool:
    """Whether edges follow each other as those of slats do: after each second one at the same distance."""
    edges = edges[np.diff(edges, prepend=-_SAME_EDGE) > _SAME_EDGE - 1]
    if len(edges) < _FEWEST_SLATS:
        return False
    periods = edges[2:] - edges[:-2]
    mean = float(periods.mean())
    return mean * _MOST_SLATS >= height and float(periods.std()) <= _SLAT_SPREAD * mean


def _empty_share(picture: Picture) -> float:
    """Share of squares that are exactly what an empty buffer is decoded to, wherever they lie.

    Upright stripes of any other colour say nothing: walls, door frames and curtains do reach from top to bottom.
    """
    side = _EMPTY_SQUARE
    down, across = picture.shape[0] // side, picture.shape[1] // side
    squares = picture[: down * side, : across * side].reshape(down, side, across, side, 3)
    if not squares.size:
        return 0.0
    first = squares[:, :1, :, :1]
    is_exact = (squares == first).all(axis=(1, 3, 4))
    blue, green, red = (first[:, 0, :, 0, channel].astype(np.int16) for channel in range(3))
    is_empty = np.maximum(blue, red) <= _EMPTY_WITHIN
    is_empty &= np.any([np.abs(green - empty) <= _EMPTY_WITHIN for empty in _EMPTY_GREENS], axis=0)
    return float((is_exact & is_empty).mean())


def _flatness(luma: Floats) -> float:
    """Blown-out light is left out: that is flat in photographs too."""
    steps = np.bincount(np.round(luma).astype(np.int64).ravel(), minlength=256)[: int(CLIPPED_BRIGHTNESS)]
    return float(np.convolve(steps, np.ones(3)).max() / luma.size)


_LUMA = np.array([0.114, 0.587, 0.299], dtype=np.float32)
"""Weights of blue, green and red (ITU-R BT.601)."""
_SIDE = 160
"""Brightness is measured on about so many points a side: enough for means, and cheap on a slow PC."""
_LOOP = 8
"""A picture that equals one of so many before it is none of a live sensor."""
_EVERY = 4
"""Every n-th picture is looked at in detail: what it tells does not change thirty times a second."""


class PictureStatistics:
    """Takes pictures one by one."""

    def __init__(self) -> None:
        self._means: list[float] = []
        self._spreads: list[float] = []
        self._colours: list[npt.NDArray[np.float32]] = []
        self._brightest = 0.0
        self._repeated = 0
        self._details: list[FrameDetail] = []
        self._detector = FaceDetector()
        self._turned: list[bool] = []
        self._lowest: npt.NDArray[np.float32] | None = None
        self._highest: npt.NDArray[np.float32] | None = None
        self._recent: deque[int] = deque(maxlen=_LOOP)
        self._still_since_s: float | None = None
        self._longest_still_s = 0.0

    def add(self, picture: Picture, captured_at_s: float | None = None) -> None:
        """One more picture, and when it was captured, in seconds of any clock."""
        step = max(1, min(picture.shape[:2]) // _SIDE)
        colours = picture[::step, ::step].astype(np.float32)
        luma = colours @ _LUMA
        self._track_changes(luma)
        if len(self._means) % _EVERY == 0:
            self._details.append(analyse_frame(picture, self._detector))
            if len(self._details) % _TURNED_EVERY == 1:
                self._turned.append(_is_turned(self._detector, shrink(picture, _WIDTH, _WIDTH)))
        self._means.append(float(luma.mean()))
        self._spreads.append(float(luma.std()))
        self._colours.append(colours.mean(axis=(0, 1)))
        self._brightest = max(self._brightest, float(picture.max()))
        self._count_repeated(picture, captured_at_s)

    def _track_changes(self, luma: npt.NDArray[np.float32]) -> None:
        """The darkest and the brightest that each point was; from the beginning when the size changes."""
        if self._lowest is None or self._highest is None or self._lowest.shape != luma.shape:
            self._lowest, self._highest = luma, luma
        else:
            self._lowest, self._highest = np.minimum(self._lowest, luma), np.maximum(self._highest, luma)

    def _count_repeated(self, picture: Picture, captured_at_s: float | None) -> None:
        """A driver that hangs gives the last picture again, or the last few in turn."""
        fingerprint = hash(picture.tobytes())
        if fingerprint in self._recent:
            self._repeated += 1
            if captured_at_s is not None and self._still_since_s is not None:
                self._longest_still_s = max(self._longest_still_s, captured_at_s - self._still_since_s)
        else:
            self._still_since_s = captured_at_s
        self._recent.append(fingerprint)

    def metrics(self) -> PictureMetrics | None:
        """The numbers so far, means over all pictures; None before the first."""
        if not self._means:
            return None
        colours = np.mean(self._colours, axis=0)
        pairs = len(self._means) - 1
        # Whoever moves, and a lens that looks for its focus, blur some pictures: the sharpest tells what it can do.
        sharpest = max(self._details, key=lambda frame: frame.sharpness)
        return PictureMetrics(
            brightness=float(np.mean(self._means)),
            brightest=self._brightest,
            contrast=float(np.mean(self._spreads)),
            colour_cast=float(colours.max() - colours.min()),
            repeated=self._repeated / pairs if pairs else None,
            bright_share=self._median("bright_share"),
            centre=self._median("centre"),
            highlight=self._median("highlight"),
            sharpness=sharpest.sharpness,
            structure=sharpest.structure,
            stripes=self._median("stripes"),
            flatness=self._median("flatness"),
            still_s=self._longest_still_s,
            greenness=float(colours[1] / max(1.0, min(colours[0], colours[2]))),
            green_excess=float(colours[1] / max(1.0, colours[0], colours[2])),
            light_share=self._median("light_share"),
            cut_share=self._median("cut_share"),
            tear=self._median("tear"),
            shut_share=self._median("shut_share"),
            empty_share=self._median("empty_share"),
            unchanged=self._unchanged(),
            face=float(np.mean([frame.face for frame in self._details])),
            turned=float(np.mean(self._turned)) if self._turned else 0.0,
            face_focus=self._face_median("face_focus"),
            face_colour=self._face_median("face_colour"),
        )

    def _unchanged(self) -> float:
        """Share of points that were the same in all pictures, give or take rounding."""
        if self._lowest is None or self._highest is None:
            return 0.0
        return float((self._highest - self._lowest <= 1.0).mean())

    def _face_median(self, name: str) -> float | None:
        """Where most of the pictures have it: one that flashes up is no face."""
        values = [value for frame in self._details if (value := getattr(frame, name)) is not None]
        return float(np.median(values)) if 2 * len(values) > len(self._details) else None

    def _median(self, name: str) -> float:
        return float(np.median([getattr(frame, name) for frame in self._details]))

"""Statistics of a series of pictures. Pure; says nothing of good and bad, and keeps no picture but the last."""

import numpy as np
import numpy.typing as npt

from checker.checks.camera.capture.opencv import Picture
from checker.checks.camera.picture.frame_detail import FrameDetail, analyse_frame
from checker.checks.camera.picture.metrics import PictureMetrics

_LUMA = np.array([0.114, 0.587, 0.299], dtype=np.float32)
"""Weights of blue, green and red (ITU-R BT.601)."""
_SIDE = 160
"""Brightness is measured on about so many points a side: enough for means, and cheap on a slow PC."""
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
        self._last: Picture | None = None

    def add(self, picture: Picture) -> None:
        """One more picture, of the same size as those before."""
        step = max(1, min(picture.shape[:2]) // _SIDE)
        colours = picture[::step, ::step].astype(np.float32)
        luma = colours @ _LUMA
        if len(self._means) % _EVERY == 0:
            self._details.append(analyse_frame(picture))
        self._means.append(float(luma.mean()))
        self._spreads.append(float(luma.std()))
        self._colours.append(colours.mean(axis=(0, 1)))
        self._brightest = max(self._brightest, float(picture.max()))
        if self._last is not None:
            self._repeated += bool(np.array_equal(self._last, picture))
        self._last = picture

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
        )

    def _median(self, name: str) -> float:
        return float(np.median([getattr(frame, name) for frame in self._details]))

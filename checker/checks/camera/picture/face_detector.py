"""Where somebody's face is in a picture: BlazeFace of MediaPipe (Google, Apache 2.0), evaluated by OpenCV.

Bazarevsky et al., BlazeFace (2019), arXiv 1907.05047; its short-range network for 128 px. It tells where a face is, and
nothing of whose. `python3 -m build.face_model` brings its weights.
"""

from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from checker.checks.camera.capture.opencv import Picture, load

MODEL = Path(__file__).with_name("face_model.tflite")

_SIDE = 128
_CELLS = ((16, 2), (8, 6))
"""Cells a side, and guesses in each: the network's anchors, all square and in the middle of their cell."""
_PROBABLE = 0.55
"""Faces reach 0.77 and more, 0.5 and more where they are blurred; of 26 photographs without one two reach 0.58."""
_BOX = 4
"""Of the sixteen numbers of a guess the first are its box; the eyes, nose, mouth and ears follow."""


class Face(NamedTuple):
    """px of the picture; `score` 0 to 1."""

    left: int
    top: int
    right: int
    bottom: int
    score: float


class FaceDetector:
    """Finds the face that is most certainly one. Not to be shared by threads."""

    def find(self, picture: Picture, at_least: float = _PROBABLE) -> Face | None:
        """The face, or None; None as well where OpenCV cannot evaluate the network. `at_least`: its score."""
        cv2, network = load(), self._network
        if network is None or not picture.size:
            return None
        height, width = picture.shape[:2]
        side = max(height, width)
        scale = _SIDE / side
        small = cv2.resize(
            picture, (max(1, round(width * scale)), max(1, round(height * scale))), interpolation=cv2.INTER_AREA
        )
        square = np.full((_SIDE, _SIDE, 3), 127, dtype=np.uint8)
        top, left = (_SIDE - small.shape[0]) // 2, (_SIDE - small.shape[1]) // 2
        square[top : top + small.shape[0], left : left + small.shape[1]] = small
        network.setInput(cv2.dnn.blobFromImage(square, 1 / 127.5, (_SIDE, _SIDE), (127.5,) * 3, swapRB=True))
        boxes, scores = network.forward(["regressors", "classificators"])
        guesses, logits = boxes.reshape(-1, 16), scores.reshape(-1)
        best = int(logits.argmax())
        score = float(1 / (1 + np.exp(-np.clip(logits[best], -80, 80))))
        if not np.isfinite(score) or score < at_least:
            return None
        anchor = _ANCHORS[best] * _SIDE
        x, y = guesses[best][:2] + anchor
        wide, high = guesses[best][2:_BOX]
        return Face(
            left=max(0, round((x - wide / 2 - left) / scale)),
            top=max(0, round((y - high / 2 - top) / scale)),
            right=min(width, round((x + wide / 2 - left) / scale)),
            bottom=min(height, round((y + high / 2 - top) / scale)),
            score=score,
        )

    @cached_property
    def _network(self) -> Any:
        cv2 = load()
        try:
            return cv2.dnn.readNetFromTFLite(str(MODEL), cv2.dnn.ENGINE_CLASSIC)  # the new one gives one result of two
        except (cv2.error, AttributeError, OSError):
            return None


def _anchors() -> npt.NDArray[np.float32]:
    """Their middles, as shares of the side."""
    rows = []
    for cells, count in _CELLS:
        middles = (np.arange(cells) + 0.5) / cells
        grid = np.stack(np.meshgrid(middles, middles), axis=-1).reshape(-1, 2)
        rows.append(np.repeat(grid, count, axis=0))
    return np.concatenate(rows).astype(np.float32)


_ANCHORS = _anchors()

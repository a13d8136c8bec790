"""Films of a webcam, made of a photograph: the lens, a head that nods, the sensor's noise, and JPEG.

Healthy ones. Each is a function of a photograph, its face and chance; it returns pictures with their times.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

import cv2
import numpy as np

from tests.lab.recorded.photographs import Box

Picture = np.ndarray
Film = list[tuple[float, Picture]]
"""Seconds, and height x width x blue, green, red in 8 bits."""

RATE = 20.0
SECONDS = 2.1
WARM_UP_S = 1.0


class Shot(NamedTuple):
    """`picture`: 4 to 3, 0 to 255 and beyond, in 32-bit floats."""

    picture: Picture
    face: Box | None


@dataclass(frozen=True)
class Webcam:
    """`blur` in px of a picture 640 wide; `noise` the deviation in mid-grey; `nod` in degrees; `rate` in 1/s."""

    width: int = 640
    height: int = 480
    gain: float = 1.0
    tint: tuple[float, float, float] = (1.0, 1.0, 1.0)
    blur: float = 0.0
    noise: float = 2.0
    quality: int = 75
    nod: float = 0.4
    rate: float = RATE


MakeFilm = Callable[[Shot, np.random.Generator], Film]
Lens = Callable[[Picture], Picture]
Damage = Callable[[Picture, int], Picture]


def webcam_of(chance: np.random.Generator, **changes: object) -> Webcam:
    """An ordinary one, a little different each time."""
    usual = Webcam(
        gain=chance.uniform(0.85, 1.15),
        noise=chance.uniform(1, 3),
        blur=chance.uniform(0, 0.6),
        quality=int(chance.integers(65, 90)),
    )
    return replace(usual, **changes)


def film(
    shot: Shot,
    chance: np.random.Generator,
    webcam: Webcam | None = None,
    lens: Lens | None = None,
    damage: Damage | None = None,
) -> Film:
    """`lens` lies between the scene and the sensor (floats); `damage` on the way of the finished picture."""
    webcam = webcam or webcam_of(chance)
    scene = cv2.resize(
        shot.picture, (round(webcam.width * 1.06), round(webcam.height * 1.06)), interpolation=cv2.INTER_AREA
    )
    scene = scene * np.array(webcam.tint, dtype=np.float32) * np.float32(webcam.gain)
    grain = chance.normal(0, 1, (webcam.height, webcam.width, 3)).astype(np.float32)
    phase, pictures = chance.uniform(0, 6.28), []
    for number in range(round((WARM_UP_S * 0.1 + SECONDS) * webcam.rate)):
        seconds = WARM_UP_S * 0.9 + number / webcam.rate
        picture = _nodded(scene, webcam, webcam.nod * float(np.sin(2.5 * seconds + phase)))
        if webcam.blur:
            picture = cv2.GaussianBlur(picture, (0, 0), max(0.2, webcam.blur * webcam.width / 640))
        if lens is not None:
            picture = lens(picture)
        rolled = np.roll(grain, chance.integers(0, webcam.height, 2), axis=(0, 1))
        picture = picture + rolled * (webcam.noise * np.sqrt(0.2 + np.clip(picture, 0, 255) / 160))
        picture = np.clip(picture, 0, 255).astype(np.uint8)
        picture = cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, webcam.quality])[1], 1)
        pictures.append((seconds, damage(picture, number) if damage is not None else picture))
    return [(0.0, pictures[0][1]), *pictures]


def _nodded(scene: Picture, webcam: Webcam, degrees: float) -> Picture:
    height, width = scene.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height * 0.9), degrees, 1.0)
    left, top = (width - webcam.width) // 2, (height - webcam.height) // 2
    turned = cv2.warpAffine(scene, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return turned[top : top + webcam.height, left : left + webcam.width]


def smooth(picture: Picture, sigma: float) -> Picture:
    """A Gaussian of so many px of a picture 640 wide; wide ones by way of a smaller picture."""
    height, width = picture.shape[:2]
    sigma *= width / 640
    step = max(1, int(sigma / 4))
    small = cv2.resize(picture, (max(1, width // step), max(1, height // step)), interpolation=cv2.INTER_AREA)
    return cv2.resize(cv2.GaussianBlur(small, (0, 0), max(0.3, sigma / step)), (width, height))


def _of(**changes: object) -> MakeFilm:
    return lambda shot, chance: film(shot, chance, webcam_of(chance, **changes))


def _barred(colour: int, is_upright: bool) -> MakeFilm:
    """A picture of another shape in bars of one grey."""

    def make(shot: Shot, chance: np.random.Generator) -> Film:
        def damage(picture: Picture, _number: int) -> Picture:
            height, width = picture.shape[:2]
            bars = np.full_like(picture, colour)
            if is_upright:
                inner = cv2.resize(picture, (width * 3 // 4, height))
                bars[:, width // 8 : width // 8 + inner.shape[1]] = inner
            else:
                inner = cv2.resize(picture, (width, height * 3 // 4))
                bars[height // 8 : height // 8 + inner.shape[0]] = inner
            return bars

        return film(shot, chance, damage=damage)

    return make


def _bright_behind(shot: Shot, chance: np.random.Generator) -> Film:
    """A window or a white wall, blown out, and a face in good light before it."""
    left, top = chance.uniform(0, 0.4), chance.uniform(0, 0.2)
    picture = shot.picture.copy()
    height, width = picture.shape[:2]
    window = np.zeros((height, width), dtype=bool)
    window[
        int(top * height) : int(chance.uniform(0.6, 0.9) * height), int(left * width) : int(width * (left + 0.55))
    ] = True
    picture[window & ~outline(shot)] = 258
    return film(Shot(picture, shot.face), chance, webcam_of(chance, gain=1.0))


def outline(shot: Shot) -> np.ndarray:
    """Where head and shoulders are, as far as the face tells; somewhere in the middle without one."""
    height, width = shot.picture.shape[:2]
    left, top, right, bottom = shot.face or (width * 2 // 5, height // 4, width * 3 // 5, height * 11 // 20)
    x, y, wide, high = (left + right) / 2, (top + bottom) / 2, right - left, bottom - top
    mask = np.zeros((height, width), dtype=np.uint8)
    cv2.ellipse(mask, (round(x), round(y - 0.08 * high)), (round(wide * 0.75), round(high * 0.8)), 0, 0, 360, 1, -1)
    cv2.ellipse(mask, (round(x), round(y + 2.2 * high)), (round(wide * 1.7), round(high * 1.6)), 0, 0, 360, 1, -1)
    return mask.astype(bool)


def _blinds(shot: Shot, chance: np.random.Generator) -> Film:
    """Level slats that fill the picture, nobody there."""
    period = int(chance.integers(20, 34))
    is_light = np.arange(shot.picture.shape[0]) % period < period * 0.65
    picture = np.where(is_light[:, None, None], chance.uniform(170, 215), chance.uniform(60, 110)).astype(np.float32)
    slats = np.repeat(picture, shot.picture.shape[1], axis=1) * np.ones(3, dtype=np.float32)
    return film(Shot(slats, None), chance, webcam_of(chance, nod=0.0))


def _twice(shot: Shot, chance: np.random.Generator) -> Film:
    """In dim light a driver doubles the pictures."""
    frames = film(shot, chance, webcam_of(chance, gain=0.7, rate=30.0))
    return [(seconds, frames[number // 2 * 2][1]) for number, (seconds, _picture) in enumerate(frames)]


def _dark_clothes(shot: Shot, chance: np.random.Generator) -> Film:
    picture = shot.picture.copy()
    body = outline(shot)
    bottom = (shot.face or (0, 0, 0, shot.picture.shape[0] // 2))[3]
    body[: bottom + 10] = False
    picture[body] = picture[body] * 0.12
    return film(Shot(picture, shot.face), chance)


def _background_blurred(shot: Shot, chance: np.random.Generator) -> Film:
    """As meeting programs and portrait lenses do."""
    if shot.face is None:
        return film(shot, chance)  # nobody knows who or what should be sharp
    mask = cv2.GaussianBlur(outline(shot).astype(np.float32), (0, 0), 3)[:, :, None]
    far = smooth(shot.picture, chance.uniform(4, 14))
    return film(Shot(shot.picture * mask + far * (1 - mask), shot.face), chance)


HEALTHY: dict[str, MakeFilm] = {
    "a picture": _of(),
    "a still head": _of(nod=0.02),
    "a noisy sensor": _of(noise=7.0),
    "a soft lens": _of(blur=1.3, quality=55),
    "dim": _of(gain=0.7, noise=5.0),
    "1280x720": _of(width=1280, height=720, rate=10.0 * 2),
    "320x240": _of(width=320, height=240),
    "warm light": _of(tint=(0.75, 0.95, 1.1)),
    "cold light": _of(tint=(1.2, 1.0, 0.85)),
    "bars of grey": _barred(40, is_upright=False),
    "bars of black": _barred(0, is_upright=False),
    "bars at the sides": _barred(0, is_upright=True),
    "a bright window behind": _bright_behind,
    "dark clothes": _dark_clothes,
    "a blurred background": _background_blurred,
    "blinds": _blinds,
    "each picture twice": _twice,
}

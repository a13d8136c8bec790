"""What goes wrong with a picture, by strength: a function of a shot, chance and a strength to a film.

`codes` are those of which one must be said; from `disturbing` on it has to be found.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from tests.lab.recorded.webcams import Film, Picture, Shot, film, outline, smooth, webcam_of

Spoil = Callable[[Shot, np.random.Generator, float], Film]


class PictureTrouble(NamedTuple):
    """`unit` names the strength; `needs_face`: only of somebody who looks into the camera."""

    codes: frozenset[str]
    unit: str
    strengths: Sequence[float]
    disturbing: float
    spoil: Spoil
    needs_face: bool = False


def _codes(*names: str) -> frozenset[str]:
    return frozenset(f"camera.{name}" for name in names)


def _tape(shot: Shot, chance: np.random.Generator, sigma: float) -> Film:
    return film(shot, chance, lens=lambda picture: smooth(picture, sigma) * 0.88 + 0.12 * 200)


def _fog(shot: Shot, chance: np.random.Generator, sigma: float) -> Film:
    return film(shot, chance, lens=lambda picture: smooth(picture, sigma) * 0.6 + 0.2 * 255)


def _defocus(shot: Shot, chance: np.random.Generator, sigma: float) -> Film:
    return film(shot, chance, lens=lambda picture: smooth(picture, sigma))


def _smear(radius: float) -> Spoil:
    """Grease round the face; beyond it all is sharp."""

    def spoil(shot: Shot, chance: np.random.Generator, sigma: float) -> Film:
        left, top, right, bottom = shot.face or (0, 0, 0, 0)
        height, width = shot.picture.shape[:2]
        x, y = (left + right) / 2 / width, (top + bottom) / 2 / height

        def lens(picture: Picture) -> Picture:
            rows, columns = np.mgrid[: picture.shape[0], : picture.shape[1]]
            distance = np.hypot(rows - y * picture.shape[0], columns - x * picture.shape[1]) / picture.shape[1] * 640
            share = np.clip((radius - distance) / 30, 0, 1)[:, :, None].astype(np.float32)
            return smooth(picture, sigma) * share + picture * (1 - share)

        return film(shot, chance, lens=lens)

    return spoil


def _focus_behind(shot: Shot, chance: np.random.Generator, sigma: float) -> Film:
    """The wall is sharp, the person is not."""
    mask = cv2.GaussianBlur(outline(shot).astype(np.float32), (0, 0), 4)[:, :, None]
    picture = smooth(shot.picture, sigma) * mask + shot.picture * (1 - mask)
    return film(Shot(picture, shot.face), chance)


def _finger(_shot: Shot, chance: np.random.Generator, light: float) -> Film:
    rows, columns = np.mgrid[-1:1:540j, -1:1:720j].astype(np.float32)
    wall = np.array((14, 22, 70), dtype=np.float32) * light * (1 - 0.15 * (rows**2 + columns**2)[:, :, None])
    return film(Shot(wall, None), chance, webcam_of(chance, noise=chance.uniform(2, 6)))


def _half_slide(shot: Shot, chance: np.random.Generator, share: float) -> Film:
    """A slide that closes so much of the picture, from any side, with a soft edge."""
    side, soft, shade = int(chance.integers(4)), chance.uniform(50, 110), chance.uniform(0, 8)

    def lens(picture: Picture) -> Picture:
        along = np.linspace(0, 1, picture.shape[0 if side % 2 == 0 else 1], dtype=np.float32)
        along = along if side < 2 else along[::-1]
        opened = np.clip((along - share) * 640 / soft + 0.5, 0, 1)
        opened = opened[:, None, None] if side % 2 == 0 else opened[None, :, None]
        return picture * opened + shade * (1 - opened)

    return film(shot, chance, lens=lens)


def _leak(shot: Shot, chance: np.random.Generator, light: float) -> Film:
    """Next to nothing gets in, a little more in a corner, and the sensor makes noise of it."""

    def lens(picture: Picture) -> Picture:
        rows, columns = np.mgrid[0 : 1 : picture.shape[0] * 1j, 0 : 1 : picture.shape[1] * 1j]
        glow = np.exp(-(rows**2 + columns**2) * 8)[:, :, None].astype(np.float32)
        return smooth(picture, 30) * light + 20 * glow

    return film(shot, chance, webcam_of(chance, noise=16.0), lens=lens)


def _noise_alone(_shot: Shot, chance: np.random.Generator, level: float) -> Film:
    nothing = np.full((540, 720, 3), level, dtype=np.float32)
    return film(Shot(nothing, None), chance, webcam_of(chance, noise=level * 1.2))


def _lit_from_behind(light_behind: float, window_share: float) -> Spoil:
    def spoil(shot: Shot, chance: np.random.Generator, light: float) -> Film:
        height, width = shot.picture.shape[:2]
        person, picture = outline(shot), shot.picture.copy()
        window = np.zeros((height, width), dtype=bool)
        across = window_share if window_share < 0.3 else 1.0
        wide, high = int(width * np.sqrt(across)), int(height * np.sqrt(across))
        left, top = int(chance.integers(width - wide + 1)), int(chance.integers(max(1, (height - high) // 2 + 1)))
        window[top : top + high, left : left + wide] = True
        picture[window] = light_behind + chance.normal(0, 1.0)
        if across == 1.0:
            wall = np.arange(height) > height * chance.uniform(0.75, 1.0)
            picture[wall] = shot.picture[wall] * 0.4
        else:
            picture[~window] = picture[~window] * 0.15
        picture[person] = shot.picture[person] * light
        shift = int(chance.uniform(-0.2, 0.2) * width)
        return film(Shot(np.roll(picture, shift, axis=1), None), chance, webcam_of(chance, gain=1.0))

    return spoil


def _dark(shot: Shot, chance: np.random.Generator, light: float) -> Film:
    return film(shot, chance, webcam_of(chance, gain=light, noise=chance.uniform(3, 6)))


def _freezes(shot: Shot, chance: np.random.Generator, after_s: float) -> Film:
    frames = film(shot, chance)
    last = max(number for number, (seconds, _picture) in enumerate(frames) if seconds <= after_s)
    return [(seconds, frames[min(number, last)][1]) for number, (seconds, _picture) in enumerate(frames)]


def _loop(shot: Shot, chance: np.random.Generator, count: float) -> Film:
    frames = film(shot, chance)
    return [(seconds, frames[number % int(count)][1]) for number, (seconds, _picture) in enumerate(frames)]


def _many_of_few(shot: Shot, chance: np.random.Generator, each: float) -> Film:
    frames = film(shot, chance, webcam_of(chance, rate=30.0))
    return [(seconds, frames[number // int(each) * int(each)][1]) for number, (seconds, _) in enumerate(frames)]


def _drawing(paint: Callable[[Picture, int], None], ground: tuple[int, int, int], noise: float = 0.0) -> Spoil:
    """`paint` draws picture number n on a ground of one colour."""

    def spoil(_shot: Shot, chance: np.random.Generator, scale: float) -> Film:
        frames: Film = []
        for number in range(44):
            picture = np.full((480, 640, 3), ground, dtype=np.uint8)
            paint(picture, number)
            if noise:
                grain = chance.integers(-int(noise), int(noise) + 1, picture.shape)
                picture = np.clip(picture.astype(int) + grain, 0, 255).astype(np.uint8)
            size = round(640 * scale), round(480 * scale)
            picture = cv2.resize(picture, size)
            picture = cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 80])[1], 1)
            frames.append((0.9 + number / 20 if number else 0.0, picture))
        return frames

    return spoil


def _clock(picture: Picture, number: int) -> None:
    cv2.putText(picture, f"12:34:{number // 20:02d}.{number % 20}", (150, 250), 0, 2, (230, 230, 230), 3, cv2.LINE_AA)


def _logo(picture: Picture, number: int) -> None:
    cv2.circle(picture, (200 + 5 * number, 200 + 2 * number), 60, (240, 240, 240), -1, cv2.LINE_AA)


def _dark_logo(picture: Picture, number: int) -> None:
    cv2.circle(picture, (200 + 5 * number, 200 + 2 * number), 60, (60, 90, 40), -1, cv2.LINE_AA)


def _notice(picture: Picture, _number: int) -> None:
    cv2.putText(picture, "No camera available", (110, 250), 0, 1.3, (220, 220, 220), 2, cv2.LINE_AA)
    cv2.circle(picture, (320, 150), 50, (200, 200, 200), 4, cv2.LINE_AA)


def _wheel(picture: Picture, number: int) -> None:
    for spoke in range(8):
        angle = 2 * np.pi * (spoke + number) / 8
        shade = 60 + 24 * spoke
        at = (round(320 + 60 * np.cos(angle)), round(240 + 60 * np.sin(angle)))
        cv2.circle(picture, at, 12, (shade,) * 3, -1, cv2.LINE_AA)


def _damaged(damage: Callable[[Picture, int, np.random.Generator, float], Picture]) -> Spoil:
    def spoil(shot: Shot, chance: np.random.Generator, share: float) -> Film:
        return film(shot, chance, damage=lambda picture, number: damage(picture.copy(), number, chance, share))

    return spoil


def _empty_part(side: int) -> Callable[[Picture, int, np.random.Generator, float], Picture]:
    def damage(picture: Picture, _number: int, _chance: np.random.Generator, share: float) -> Picture:
        height, width = picture.shape[:2]
        rows = [slice(round(height * (1 - share)), None), slice(None), slice(0, round(height * share)), slice(None)][
            side
        ]
        columns = [slice(None), slice(round(width * (1 - share)), None), slice(None), slice(0, round(width * share))][
            side
        ]
        picture[rows, columns] = (0, 135, 0)
        return picture

    return damage


def _blocks(picture: Picture, _number: int, chance: np.random.Generator, share: float) -> Picture:
    """Blocks of 64x16 from elsewhere, or of one colour."""
    height, width = picture.shape[:2]
    source = picture.copy()
    for _ in range(round(share * height * width / (64 * 16))):
        y, x = int(chance.integers(height // 16)) * 16, int(chance.integers(width // 64)) * 64
        if chance.random() < 0.5:
            y_from, x_from = int(chance.integers(height - 16)), int(chance.integers(width - 64))
            picture[y : y + 16, x : x + 64] = source[y_from : y_from + 16, x_from : x_from + 64]
        else:
            picture[y : y + 16, x : x + 64] = chance.integers(0, 255, 3)
    return picture


def _torn(picture: Picture, number: int, chance: np.random.Generator, shift: float) -> Picture:
    """Below some line the picture is another one."""
    line = int(picture.shape[0] * chance.uniform(0.3, 0.7))
    picture[line:] = np.roll(picture[line:], round(shift * picture.shape[1]), axis=1)
    return picture


def _upright(picture: Picture, _number: int, chance: np.random.Generator, share: float) -> Picture:
    """Stripes of 60 px of which a share is of one colour."""
    is_striped = np.arange(picture.shape[1]) % 60 < 60 * share
    picture[:, is_striped] = (0, 135, 0)
    return picture


def _lost_rows(picture: Picture, number: int, chance: np.random.Generator, share: float) -> Picture:
    for _ in range(6):
        begin = int(chance.integers(picture.shape[0]))
        picture[begin : begin + round(share * picture.shape[0] / 6)] = (128, 128, 128) if number % 2 else (0, 135, 0)
    return picture


def _purple(shot: Shot, chance: np.random.Generator, green: float) -> Film:
    return film(shot, chance, lens=lambda picture: picture * np.array((1, green, 1), dtype=np.float32))


def _green(shot: Shot, chance: np.random.Generator, remainder: float) -> Film:
    return film(shot, chance, lens=lambda picture: picture * np.array((remainder, 1, remainder), dtype=np.float32))


def _exchanged(shot: Shot, chance: np.random.Generator, share: float) -> Film:
    """Red and blue."""
    return film(shot, chance, lens=lambda picture: picture[:, :, ::-1] * share + picture * (1 - share))


def _turned(shot: Shot, chance: np.random.Generator, quarters: float) -> Film:
    return [
        (seconds, np.ascontiguousarray(np.rot90(picture, int(quarters)))) for seconds, picture in film(shot, chance)
    ]


def _overexposed(shot: Shot, chance: np.random.Generator, gain: float) -> Film:
    return film(shot, chance, webcam_of(chance, gain=gain))


_SHADOW = {"unit": "light", "strengths": (0.3, 0.15, 0.1, 0.05), "disturbing": 0.1, "needs_face": True}
_EMPTY = {"codes": _codes("striped"), "unit": "share", "strengths": (0.05, 0.1, 0.17, 0.5), "disturbing": 0.17}
_DRAWN = {"codes": _codes("still-picture"), "unit": "scale", "strengths": (1.0, 2.0), "disturbing": 1.0}
_SOFT = _codes("blurred", "covered")

TROUBLES: dict[str, PictureTrouble] = {
    "clear tape": PictureTrouble(_SOFT, "px", (5, 10, 20, 40), 20, _tape),
    "fog": PictureTrouble(_SOFT, "px", (4, 9, 18, 30), 18, _fog),
    "out of focus": PictureTrouble(_SOFT, "px", (2, 4, 8, 14), 8, _defocus),
    "smear round the face": PictureTrouble(_SOFT, "px", (2, 5, 8, 12), 8, _smear(220), needs_face=True),
    "the wall in focus": PictureTrouble(_SOFT, "px", (2, 5, 8, 12), 8, _focus_behind, needs_face=True),
    "finger": PictureTrouble(_codes("covered"), "light", (2.0, 1.0, 0.5), 1.0, _finger),
    "slide half closed": PictureTrouble(_codes("covered"), "share", (0.15, 0.3, 0.5, 0.7), 0.5, _half_slide),
    "light in a corner": PictureTrouble(_codes("covered"), "light", (0.05, 0.02, 0.01), 0.02, _leak),
    "noise alone": PictureTrouble(_codes("covered", "black"), "level", (16, 8, 4), 16, _noise_alone),
    "window behind": PictureTrouble(_codes("backlit"), spoil=_lit_from_behind(258, 1.0), **_SHADOW),
    "grey window behind": PictureTrouble(_codes("backlit"), spoil=_lit_from_behind(225, 1.0), **_SHADOW),
    "small window behind": PictureTrouble(_codes("backlit", "dark"), spoil=_lit_from_behind(258, 0.12), **_SHADOW),
    "too dark": PictureTrouble(_codes("dark", "covered"), "light", (0.5, 0.3, 0.15, 0.08), 0.15, _dark),
    "freezes": PictureTrouble(_codes("frozen"), "s", (2.8, 2.2, 1.8, 1.2), 1.8, _freezes),
    "the last few in turn": PictureTrouble(_codes("frozen"), "pictures", (8, 4, 2), 8, _loop),
    "few sent as many": PictureTrouble(_codes("frozen", "slow"), "times", (2, 3, 6, 15), 6, _many_of_few),
    "a running clock": PictureTrouble(spoil=_drawing(_clock, (60, 60, 60)), **_DRAWN),
    "a floating logo": PictureTrouble(spoil=_drawing(_logo, (140, 80, 20)), **_DRAWN),
    "a notice with noise": PictureTrouble(spoil=_drawing(_notice, (70, 70, 70), 1), **_DRAWN),
    "a turning wheel": PictureTrouble(spoil=_drawing(_wheel, (0, 0, 0)), **_DRAWN),
    "a white notice": PictureTrouble(spoil=_drawing(_dark_logo, (225, 225, 225)), **_DRAWN),
    "empty below": PictureTrouble(spoil=_damaged(_empty_part(0)), **_EMPTY),
    "empty at the right": PictureTrouble(spoil=_damaged(_empty_part(1)), **_EMPTY),
    "wrong blocks": PictureTrouble(_codes("striped"), "share", (0.03, 0.1, 0.2, 0.4), 0.2, _damaged(_blocks)),
    "torn": PictureTrouble(_codes("striped"), "shift", (0.02, 0.1, 0.3, 0.5), 0.3, _damaged(_torn)),
    "upright stripes": PictureTrouble(_codes("striped"), "share", (0.1, 0.2, 0.33, 0.5), 0.33, _damaged(_upright)),
    "rows lost": PictureTrouble(_codes("striped"), "share", (0.1, 0.3, 0.6), 0.3, _damaged(_lost_rows)),
    "no green": PictureTrouble(_codes("wrong-colours", "one-colour"), "green", (0.6, 0.4, 0.25, 0.15), 0.25, _purple),
    "too green": PictureTrouble(_codes("wrong-colours", "one-colour"), "others", (0.6, 0.4, 0.25, 0.1), 0.25, _green),
    "red and blue exchanged": PictureTrouble(
        _codes("wrong-colours"), "share", (0.5, 1.0), 1.0, _exchanged, needs_face=True
    ),
    "turned": PictureTrouble(_codes("rotated"), "quarters", (1, 2, 3), 1, _turned, needs_face=True),
    "overexposed": PictureTrouble(_codes("overexposed"), "gain", (2, 4, 9, 15), 9, _overexposed),
}

"""What a webcam sees, painted: rooms, people of every shade, clothes and light, and what lens, sensor and cable add.

Everything comes from a seed. `Scene` is the world in front of the lens, `Camera` what becomes of it on the way.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import cv2
import numpy as np

Picture = np.ndarray
Colour = tuple[float, float, float]
"""Blue, green, red."""

MONK: tuple[Colour, ...] = tuple(
    (float(code & 0xFF), float(code >> 8 & 0xFF), float(code >> 16))
    for code in (
        0xF6EDE4,
        0xF3E7DB,
        0xF7EAD0,
        0xEADABA,
        0xD7BD96,
        0xA07E56,
        0x825C43,
        0x604134,
        0x3A312A,
        0x292420,
    )
)
"""The ten shades of the Monk Skin Tone scale (skintone.google), as they look in good light."""


@dataclass(frozen=True)
class Scene:
    """`person` None for an empty room; positions are shares of width and height."""

    wall: Colour = (165, 172, 180)
    skin: Colour | None = MONK[3]
    hair: Colour = (35, 45, 60)
    clothes: Colour = (120, 80, 60)
    pattern: str = ""
    room: str = ""
    window: tuple[float, float, float, float] | None = None
    window_light: float = 235.0
    position: tuple[float, float] = (0.5, 0.45)
    face_light: float = 1.0
    wall_light: float = 1.0
    mask: bool = False
    beard: bool = False
    glasses: bool = False


@dataclass(frozen=True)
class Camera:
    """`blur` in px of a 320 px wide picture; `noise` the deviation in mid-grey; `quality` of JPEG, 0 for none."""

    width: int = 640
    height: int = 480
    exposure: float = 1.0
    tint: Colour = (1.0, 1.0, 1.0)
    blur: float = 0.35
    noise: float = 2.5
    quality: int = 0
    vignette: float = 0.25
    mirrored: bool = False
    sway: float = 0.0
    denoise: float = 0.0
    settle: int = 0
    twice: bool = False
    spoil: Callable[[Picture, int, np.random.Generator], Picture] | None = field(default=None)


def film_of(scene: Scene, camera: Camera | None = None) -> Callable[[int, np.random.Generator], Picture]:
    """A painter: number of the picture and chance to the picture as the computer gets it."""
    camera = camera or Camera()

    @cache
    def light_and_grain() -> tuple[np.ndarray, np.ndarray]:
        """Drawn with the first picture: every test process collects each scene, and shows few."""
        light = _through_lens(world(scene, camera.width, camera.height), camera)
        grain = np.random.default_rng(11).normal(0, 1, (camera.height, camera.width, 3)).astype(np.float32)
        return light, grain

    def paint(number: int, chance: np.random.Generator) -> Picture:
        light, grain = light_and_grain()
        if camera.twice:
            chance, number = np.random.default_rng(number // 2), number // 2
        exposure = camera.exposure * (min(1.0, 0.1 + number / camera.settle) if camera.settle else 1.0)
        picture = light * exposure
        if camera.sway:
            shift = camera.sway * camera.width * np.sin(number / 3)
            picture = np.roll(picture, round(shift), axis=1)
        if camera.noise:
            rolled = np.roll(grain, chance.integers(0, camera.height, 2), axis=(0, 1))
            # Shot noise grows with the root of the light; some noise is there in the dark.
            picture = picture + rolled * (camera.noise * np.sqrt(0.2 + np.maximum(picture, 0) / 160))
        if camera.denoise:
            picture = cv2.GaussianBlur(picture, (0, 0), camera.denoise * camera.width / 320)
        picture = np.clip(picture, 0, 255).astype(np.uint8)
        if camera.spoil is not None:
            picture = camera.spoil(picture, number, chance)
        if camera.quality:
            picture = cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, camera.quality])[1], 1)
        return picture[:, ::-1] if camera.mirrored else picture

    return paint


def _through_lens(light: Picture, camera: Camera) -> Picture:
    rows, columns = np.mgrid[-1 : 1 : camera.height * 1j, -1 : 1 : camera.width * 1j].astype(np.float32)
    light = light * (1 - camera.vignette * (rows**2 + columns**2) / 2)[:, :, None]
    light = cv2.GaussianBlur(light, (0, 0), max(0.3, camera.blur * camera.width / 320))
    return (light * np.array(camera.tint, dtype=np.float32)).astype(np.float32)


def world(scene: Scene, width: int, height: int) -> Picture:
    """The light from every direction, before the lens."""
    chance = np.random.default_rng(3)
    picture = np.empty((height, width, 3), dtype=np.float32)
    picture[:] = scene.wall
    _furnish(picture, scene.room, chance)
    picture *= scene.wall_light
    if scene.window is not None:
        left, top, right, bottom = scene.window
        area = picture[round(top * height) : round(bottom * height), round(left * width) : round(right * width)]
        area[:] = (scene.window_light, scene.window_light * 0.98, scene.window_light * 0.95)
        _box(picture, (left, top, right, bottom), (70 * scene.wall_light,) * 3, 0.012)
    if scene.skin is not None:
        _person(picture, scene, chance)
    return picture


def _furnish(picture: Picture, room: str, chance: np.random.Generator) -> None:
    height, width = picture.shape[:2]
    if "shelf" in room:
        for board in range(4):
            top = round(height * (0.02 + board * 0.24))
            at = 0
            while at < width * 0.98:
                wide, tall = int(chance.integers(width // 60, width // 24)), chance.uniform(0.12, 0.2)
                colour = chance.uniform(25, 190, 3)
                cv2.rectangle(
                    picture,
                    (at, top + round(height * (0.2 - tall))),
                    (at + wide, top + height // 5),
                    colour.tolist(),
                    -1,
                )
                at += wide + 1
            cv2.rectangle(picture, (0, top + height // 5), (width, top + height // 5 + height // 60), (45, 70, 95), -1)
    if "picture" in room:
        _box(picture, (0.08, 0.1, 0.28, 0.4), (40, 50, 60), 0.015)
        cv2.circle(picture, (round(width * 0.18), round(height * 0.25)), height // 12, (60, 90, 200), -1, cv2.LINE_AA)
    if "plant" in room:
        for _ in range(60):
            at = chance.normal((width * 0.88, height * 0.55), (width * 0.05, height * 0.12))
            axes = (height // 24, height // 80)
            cv2.ellipse(
                picture,
                tuple(int(value) for value in at),
                axes,
                float(chance.uniform(0, 180)),
                0,
                360,
                (50, float(chance.uniform(80, 140)), 60),
                -1,
                cv2.LINE_AA,
            )
    if "curtain" in room:
        folds = 1 + 0.12 * np.sin(np.arange(width) / width * 2 * np.pi * 14)
        picture *= folds[None, :, None].astype(np.float32)
    if "blinds" in room:
        slats = 1 - 0.3 * (np.arange(height) % max(6, height // 30) < max(2, height // 90))
        left = picture[:, : width * 7 // 10]
        left *= slats[:, None, None].astype(np.float32)
    if "bricks" in room:
        for row, top in enumerate(range(0, height, height // 16)):
            cv2.line(picture, (0, top), (width, top), (120, 125, 130), max(1, height // 240))
            for left in range((row % 2) * width // 20, width, width // 10):
                cv2.line(picture, (left, top), (left, top + height // 16), (120, 125, 130), max(1, height // 240))
    if "lamp" in room:
        rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
        distance = ((rows - height * 0.25) ** 2 + (columns - width * 0.8) ** 2) / (height * 0.35) ** 2
        picture *= (0.75 + 0.5 * np.exp(-distance))[:, :, None]


def _box(picture: Picture, area: tuple[float, float, float, float], colour: Any, thick: float) -> None:
    height, width = picture.shape[:2]
    left, top, right, bottom = area
    corner = (round(left * width), round(top * height)), (round(right * width), round(bottom * height))
    cv2.rectangle(picture, *corner, tuple(map(float, colour)), max(1, round(thick * width)))


def _person(picture: Picture, scene: Scene, chance: np.random.Generator) -> None:
    height, width = picture.shape[:2]
    x, y, size = scene.position[0] * width, scene.position[1] * height, height * 0.2
    layer = np.zeros((height, width, 3), dtype=np.float32)
    there = np.zeros((height, width), dtype=np.float32)

    def blob(dx: float, dy: float, wide: float, tall: float, colour: Colour) -> None:
        centre = round(x + dx * size), round(y + dy * size)
        axes = max(1, round(wide * size)), max(1, round(tall * size))
        cv2.ellipse(layer, centre, axes, 0, 0, 360, tuple(map(float, colour)), -1, cv2.LINE_AA)
        cv2.ellipse(there, centre, axes, 0, 0, 360, 1.0, -1, cv2.LINE_AA)

    skin = scene.skin or MONK[0]
    darker = tuple(value * 0.62 for value in skin)
    blob(0, 2.9, 1.95, 1.6, scene.clothes)
    _pattern(layer, there, scene.pattern)
    blob(0, 1.15, 0.42, 0.6, tuple(value * 0.85 for value in skin))
    blob(0, -0.25, 0.98, 1.2, scene.hair)
    blob(0, 0.05, 0.78, 1.05, skin)
    for side in (-1, 1):
        blob(side * 0.32, -0.3, 0.2, 0.05, tuple(value * 0.4 for value in skin))
        blob(side * 0.32, -0.12, 0.16, 0.08, (220, 222, 225))
        blob(side * 0.32, -0.12, 0.08, 0.08, (30, 30, 35))
        if scene.glasses:
            centre = round(x + side * 0.32 * size), round(y - 0.12 * size)
            cv2.circle(layer, centre, round(0.25 * size), (25, 25, 25), max(1, height // 160), cv2.LINE_AA)
    blob(0, 0.2, 0.09, 0.2, tuple(value * 0.8 for value in skin))
    if scene.beard:
        blob(0, 0.72, 0.6, 0.42, scene.hair)
    blob(0, 0.55, 0.26, 0.07, (90, 80, min(255.0, darker[2] + 50)))
    if scene.mask:
        blob(0, 0.5, 0.66, 0.5, (230, 225, 215))
    shade = np.linspace(1.1, 0.85, width, dtype=np.float32)[None, :, None] * scene.face_light
    layer *= shade * chance.normal(1, 0.02, (height, width, 1)).astype(np.float32)
    picture *= 1 - there[:, :, None]
    picture += layer * there[:, :, None]


def _pattern(layer: Picture, there: Picture, pattern: str) -> None:
    height, width = there.shape
    on = np.zeros((height, width), dtype=bool)
    if "stripes" in pattern:
        on |= (np.arange(height) % (height // 24) < height // 48)[:, None]
    if "checks" in pattern:
        on |= (np.arange(width) % (width // 40) < width // 80)[None, :]
    layer[on & (there > 0.5)] = (225, 225, 225)


def of(scene: Scene, **changes: Any) -> Scene:
    """The scene with changes."""
    return replace(scene, **changes)

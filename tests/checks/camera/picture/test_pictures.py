"""What a camera shows, and what must be said: each situation is a film that goes through OpenCV and the whole check."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from checker.checks.camera.capture.opencv import Picture
from tests.lab.film import HEIGHT, WIDTH, Paced, a_host, codes, seen_by
from tests.lab.scenes import MONK, Camera, Scene, film_of

SHADOW = Scene(face_light=0.25, wall_light=0.3)
"""Somebody with the light in the back."""

moving = film_of(Scene(room="picture plant"), Camera(sway=0.02))


def plain(blue: float, green: float, red: float, noise: float = 0.0):
    def paint(number: int, chance: np.random.Generator) -> Picture:
        picture = np.full((HEIGHT, WIDTH, 3), (blue, green, red), dtype=np.float32)
        if noise:
            picture += chance.normal(0, noise, picture.shape).astype(np.float32)
        return np.clip(picture, 0, 255).astype(np.uint8)

    return paint


def still(paint, number: int = 0):
    return lambda _number, _chance: paint(number, np.random.default_rng(1))


def drawing(background: tuple[int, int, int], text: str = ""):
    """A maker's picture of a camera that is crossed out."""

    def paint(number: int, chance: np.random.Generator) -> Picture:
        picture = np.full((HEIGHT, WIDTH, 3), background, dtype=np.uint8)
        cv2.rectangle(picture, (240, 190), (370, 290), (200, 200, 200), -1)
        cv2.fillPoly(picture, [np.array([(370, 225), (420, 195), (420, 285), (370, 255)])], (200, 200, 200))
        cv2.line(picture, (220, 310), (430, 170), (40, 40, 220), 10, cv2.LINE_AA)
        cv2.putText(picture, text, (180, 380), cv2.FONT_HERSHEY_SIMPLEX, 1, (230, 230, 230), 2, cv2.LINE_AA)
        return picture

    return paint


def spoilt(by, scene: Scene = Scene(room="picture plant")):  # noqa: B008 - frozen
    return film_of(scene, Camera(spoil=by, sway=0.01))


def lost_packets(picture: Picture, number: int, chance: np.random.Generator) -> Picture:
    """What the driver fills lost packets with: zeros, which are green as YUV."""
    for top in chance.integers(0, HEIGHT - 40, 5):
        picture[top : top + 40] = (0, 135, 0)
    return picture


def cut_off(picture: Picture, number: int, chance: np.random.Generator) -> Picture:
    """A JPEG that ends early: the decoder fills the rest with grey."""
    picture[HEIGHT // 2 :] = 128
    return picture


def shifted(picture: Picture, number: int, chance: np.random.Generator) -> Picture:
    """Lines whose beginning was lost."""
    for top in range(0, HEIGHT, 12):
        picture[top : top + 12] = np.roll(picture[top : top + 12], chance.integers(100, 540), axis=1)
    return 255 - picture if number % 7 == 6 else picture


def alternating(picture: Picture, number: int, chance: np.random.Generator) -> Picture:
    picture[::4] = 255 - picture[::4] // 2
    return picture


def pink_bands(picture: Picture, number: int, chance: np.random.Generator) -> Picture:
    for top in range(number % 3 * 10, HEIGHT, 60):
        picture[top : top + 30] = (210, 40, 230)
    return picture


def snow(picture: Picture, number: int, chance: np.random.Generator) -> Picture:
    return chance.integers(0, 256, picture.shape).astype(np.uint8)


TROUBLES = {
    "nothing but zeros": (plain(0, 0, 0), "camera.black"),
    "zeros of limited range": (plain(2, 2, 2), "camera.black"),
    "lens cover, noise of the sensor": (plain(2, 2, 2, 5), "camera.covered"),
    "lens cover, a little light leaks in": (plain(7, 7, 8, 3), "camera.covered"),
    "a black sock over it, strong gain": (plain(4, 4, 5, 8), "camera.covered"),
    "evening without a lamp": (film_of(Scene(), Camera(exposure=0.25, noise=8)), "camera.dark"),
    "face lit by the screen only": (film_of(Scene(wall_light=0.04, face_light=0.4)), "camera.dark"),
    "dark and noisy": (film_of(Scene(), Camera(exposure=0.18, noise=16)), "camera.dark"),
    "dark, in warm light": (film_of(Scene(), Camera(exposure=0.28, tint=(0.5, 0.8, 1.1))), "camera.dark"),
    "dark skin in a dark room": (film_of(Scene(skin=MONK[8]), Camera(exposure=0.25)), "camera.dark"),
    "the last picture stands still": (still(moving, 5), "camera.frozen"),
    "an empty room stands still": (still(film_of(Scene(skin=None, room="shelf"))), "camera.frozen"),
    "a dim picture stands still": (still(film_of(Scene(), Camera(exposure=0.4))), "camera.frozen"),
    "a crossed-out camera on grey": (drawing((60, 60, 60)), "camera.still-picture"),
    "a crossed-out camera with words": (drawing((20, 20, 20), "Camera is off"), "camera.still-picture"),
    "a crossed-out camera on blue": (drawing((120, 60, 20)), "camera.still-picture"),
    "all green": (plain(0, 135, 0, 1), "camera.one-colour"),
    "all green, standing still": (plain(0, 135, 0), "camera.one-colour"),
    "all pink": (plain(200, 80, 230, 2), "camera.one-colour"),
    "bands of green": (spoilt(lost_packets), "camera.striped"),
    "the lower half is grey": (spoilt(cut_off), "camera.striped"),
    "lines are shifted": (spoilt(shifted, Scene(room="shelf")), "camera.striped"),
    "every fourth line is wrong": (spoilt(alternating), "camera.striped"),
    "pink bands wander": (spoilt(pink_bands), "camera.striped"),
    "snow": (spoilt(snow), "camera.striped"),
    "a window behind": (film_of(replace(SHADOW, window=(0.2, 0.02, 0.8, 0.8), window_light=420)), "camera.backlit"),
    "sits with the back to a wide window": (
        film_of(replace(SHADOW, window=(0.0, 0.0, 1.0, 0.9), window_light=420, skin=MONK[1]), Camera(640, 360)),
        "camera.backlit",
    ),
    "a window behind, darker skin": (
        film_of(replace(SHADOW, skin=MONK[7], window=(0.2, 0.02, 0.8, 0.7), window_light=420)),
        "camera.backlit",
    ),
    "a bright lamp beside the head": (
        film_of(replace(SHADOW, wall_light=0.1, window=(0.65, 0.05, 0.98, 0.6), window_light=600), Camera(noise=6)),
        "camera.backlit",
    ),
    "out of focus": (film_of(Scene(), Camera(blur=4)), "camera.blurred"),
    "a film on the lens": (film_of(Scene(room="picture plant"), Camera(blur=3)), "camera.blurred"),
    "grease on the lens, before a shelf": (film_of(Scene(room="shelf"), Camera(blur=4)), "camera.blurred"),
    "focused on something near": (film_of(Scene(skin=MONK[7]), Camera(blur=7)), "camera.blurred"),
    "out of focus and compressed": (film_of(Scene(), Camera(1280, 720, blur=3.5, quality=40)), "camera.blurred"),
}


@pytest.mark.parametrize(("paint", "code"), TROUBLES.values(), ids=TROUBLES.keys())
def test_names_the_trouble(film, paint, code):
    assert codes(seen_by(a_host(film(paint)))) == [code]


def test_few_pictures_a_second(film):
    observations = seen_by(a_host(film(moving), open_capture=lambda backend: Paced(backend, rate=5)))
    assert codes(observations) == ["camera.slow"]


def test_measures_the_true_rate_not_the_promised_one(film):
    observations = {
        observation.name: observation
        for observation in seen_by(a_host(film(moving), open_capture=lambda backend: Paced(backend, rate=12)))
    }
    rate = observations["picture.rate"]
    assert 3 < rate.value - rate.uncertainty < 13  # the film says 30
    assert rate.unit == "1/s"


def test_pictures_that_stop(film):
    assert codes(seen_by(a_host(film(moving), open_capture=lambda backend: Paced(backend, ends_after=9)))) == [
        "camera.no-picture"
    ]


def test_opens_and_never_shows_anything(film):
    assert codes(seen_by(a_host(film(moving), open_capture=lambda backend: Paced(backend, ends_after=0)))) == [
        "camera.no-picture"
    ]


def test_a_file_that_is_no_film(film, tmp_path):
    camera = film(moving)
    for path in tmp_path.iterdir():
        path.write_bytes(b"no film")
    assert codes(seen_by(a_host(camera))) == ["camera.not-opening"]

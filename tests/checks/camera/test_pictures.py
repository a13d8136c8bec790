"""What a camera shows, and what must be said: each situation is a film that goes through OpenCV and the whole check."""

import numpy as np
import pytest

from checker.checks.camera.opencv import Picture
from tests.lab.film import HEIGHT, WIDTH, Paced, a_host, codes, seen_by


def noisy(picture: np.ndarray, chance: np.random.Generator, strength: float = 4.0) -> Picture:
    return np.clip(picture + chance.normal(0, strength, picture.shape), 0, 255).astype(np.uint8)


def plain(blue: float, green: float, red: float) -> np.ndarray:
    return np.full((HEIGHT, WIDTH, 3), (blue, green, red), dtype=np.float32)


def person(wall: tuple[float, float, float] = (150, 160, 170), light: float = 1.0) -> np.ndarray:
    """A wall, a lighter window, a head and shoulders."""
    scene = plain(*wall)
    scene[20:120, 200:300] = (225, 220, 215)
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    scene[(rows - 110) ** 2 / 2500 + (columns - 130) ** 2 / 1600 < 1] = (120, 150, 200)
    scene[(rows > 165) & (abs(columns - 130) < 85)] = (70, 50, 45)
    return scene * light


def moving(number: int, chance: np.random.Generator) -> Picture:
    return noisy(np.roll(person(), number % 5, axis=1), chance)


def still(scene: np.ndarray):
    return lambda number, chance: np.clip(scene, 0, 255).astype(np.uint8)


def live(scene: np.ndarray, strength: float = 4.0):
    return lambda number, chance: noisy(scene, chance, strength)


def settling(number: int, chance: np.random.Generator) -> Picture:
    return noisy(person(light=min(1.0, 0.1 + number / 6)), chance)


def shutter_half_open(number: int, chance: np.random.Generator) -> Picture:
    scene = person()
    scene[: HEIGHT // 3] = 3
    return noisy(scene, chance)


TROUBLES = {
    "nothing but zeros": (still(plain(0, 0, 0)), "camera.black"),
    "zeros of limited range": (still(plain(2, 2, 2)), "camera.black"),
    "lens cover, noise of the sensor": (live(plain(2, 2, 2), 5), "camera.covered"),
    "lens cover, a little light leaks in": (live(plain(7, 7, 8), 3), "camera.covered"),
    "a black sock over it, strong gain": (live(plain(4, 4, 5), 8), "camera.covered"),
    "evening without a lamp": (live(person(light=0.2)), "camera.dark"),
    "face lit by the screen only": (live(person((6, 6, 6), light=0.5)), "camera.dark"),
    "dark and noisy": (live(person(light=0.12), 12), "camera.dark"),
    "the last picture stands still": (still(person()), "camera.frozen"),
    "a maker's picture of a crossed-out camera": (still(plain(60, 60, 60) + person() * 0.5), "camera.frozen"),
    "all green": (live(plain(0, 135, 0), 1), "camera.one-colour"),
    "all green, standing still": (still(plain(0, 135, 0)), "camera.one-colour"),
    "all pink": (live(plain(200, 80, 230), 2), "camera.one-colour"),
}
HEALTHY = {
    "a person who moves": moving,
    "a person who sits quite still": live(person(), 1.5),
    "a very quiet sensor": live(person(), 0.7),
    "a strongly noisy sensor": live(person(), 15),
    "a white wall": live(plain(200, 205, 210), 2),
    "a grey wall, nobody there": live(plain(120, 121, 122), 2),
    "before a green wall": live(person(wall=(70, 190, 70))),
    "warm light of an old bulb": live(person(wall=(90, 140, 190))),
    "dim, but to be made out": live(person(light=0.45)),
    "backlight": live(person(wall=(250, 250, 250))),
    "exposure settles in the first moments": settling,
    "the shutter covers a third": shutter_half_open,
    "an infrared-like grey picture": live(np.repeat(person().mean(axis=2, keepdims=True), 3, axis=2)),
    "dim light, the driver doubles each picture": lambda n, _: noisy(person(), np.random.default_rng(n // 2)),
}


@pytest.mark.parametrize(("paint", "code"), TROUBLES.values(), ids=TROUBLES.keys())
def test_names_the_trouble(film, paint, code):
    assert codes(seen_by(a_host(film(paint)))) == [code]


@pytest.mark.parametrize("paint", HEALTHY.values(), ids=HEALTHY.keys())
def test_raises_no_alarm(film, paint):
    assert codes(seen_by(a_host(film(paint, pictures=60)))) == ["camera.ready"]


def test_few_pictures_a_second(film):
    seen = seen_by(a_host(film(moving), opened=lambda way: Paced(way, rate=5)))
    assert codes(seen) == ["camera.slow"]


def test_measures_the_true_rate_not_the_promised_one(film):
    seen = {one.name: one for one in seen_by(a_host(film(moving), opened=lambda way: Paced(way, rate=12)))}
    rate = seen["picture.rate"]
    assert 3 < rate.value - rate.uncertainty < 13  # the film says 30
    assert rate.unit == "1/s"


def test_pictures_that_stop(film):
    assert codes(seen_by(a_host(film(moving), opened=lambda way: Paced(way, ends_after=9)))) == ["camera.no-picture"]


def test_opens_and_never_shows_anything(film):
    assert codes(seen_by(a_host(film(moving), opened=lambda way: Paced(way, ends_after=0)))) == ["camera.no-picture"]


def test_a_file_that_is_no_film(film, tmp_path):
    camera = film(moving)
    for path in tmp_path.iterdir():
        path.write_bytes(b"no film")
    assert codes(seen_by(a_host(camera))) == ["camera.not-opening"]

"""Where a picture is cut: torn, or with blocks of another one; furniture, slats and bars are no cuts."""

import cv2
import numpy as np
import pytest

from checker.checks.camera import thresholds
from checker.checks.camera.picture.damage import find_cuts
from tests.lab.scenes import Camera, Scene, film_of

ROOMS = ["shelf", "shelf plant picture", "bricks", "blinds", ""]


def picture_of(room: str) -> np.ndarray:
    return film_of(Scene(room=room), Camera(quality=75))(0, np.random.default_rng(2))


@pytest.mark.parametrize("room", ROOMS)
def test_a_whole_picture_has_hardly_any(room):
    cuts = find_cuts(picture_of(room))
    assert cuts.segments < thresholds.CUT_SHARE
    assert cuts.longest < thresholds.TORN_FROM


def test_a_picture_torn_in_two():
    picture = picture_of("shelf plant picture")
    picture[200:] = np.roll(picture[200:], 220, axis=1)
    assert find_cuts(picture).longest >= thresholds.TORN_FROM


def test_blocks_of_elsewhere():
    picture, chance = picture_of("shelf plant picture"), np.random.default_rng(4)
    for _ in range(60):
        y, x = int(chance.integers(30)) * 16, int(chance.integers(10)) * 64
        picture[y : y + 16, x : x + 64] = chance.integers(0, 255, 3)
    assert find_cuts(picture).segments >= thresholds.CUT_SHARE


def test_bars_are_no_tear():
    picture = picture_of("shelf")
    picture[:60] = picture[-60:] = 40
    picture[:, :40] = 0
    assert find_cuts(picture).longest < thresholds.TORN_FROM


def test_level_slats_are_no_tear():
    rows = np.where(np.arange(480) % 26 < 17, 190, 90).astype(np.float32)
    picture = np.repeat(rows[:, None], 640, axis=1)[:, :, None].repeat(3, axis=2)
    picture = cv2.GaussianBlur(picture, (0, 0), 0.6) + np.random.default_rng(1).normal(0, 2, picture.shape)
    cuts = find_cuts(picture.clip(0, 255).astype(np.uint8))
    assert cuts.longest < thresholds.TORN_FROM
    assert cuts.segments < thresholds.CUT_SHARE


@pytest.mark.parametrize("size", [(1, 1), (3, 640), (480, 3), (17, 17)])
def test_any_size(size):
    assert find_cuts(np.zeros((*size, 3), dtype=np.uint8)) == (0.0, 0.0)

"""Series of pictures of a broken driver, a placeholder or a damaged line, and their condition in one word."""

import numpy as np
import pytest

from checker.checks.camera.picture.classification import PictureCondition, classify
from checker.checks.camera.picture.frame_statistics import PictureStatistics
from tests.lab.scenes import Camera, Scene, film_of

PAINT = film_of(Scene(room="picture plant"), Camera())
RATE = 30


def series(count=24, spoil=lambda picture, number: picture, order=lambda number: number):
    """The condition of `count` pictures, 30 a second."""
    chance, statistics = np.random.default_rng(3), PictureStatistics()
    pictures = [PAINT(number, chance) for number in range(min(count, 12))]
    for number in range(count):
        picture = pictures[order(number) % len(pictures)].copy()
        statistics.add(spoil(picture, number), number / RATE)
    metrics = statistics.metrics()
    return classify(metrics), metrics


def test_stands_still_in_the_middle():
    condition, metrics = series(40, order=lambda number: min(number, 9))
    assert condition is PictureCondition.FROZEN
    assert metrics.still_s == pytest.approx(1.0, abs=0.05)


def test_the_last_four_in_turn_are_no_new_ones():
    condition, _ = series(60, order=lambda number: number % 4)
    assert condition is PictureCondition.FROZEN


def test_each_one_six_times_is_counted_once():
    _, metrics = series(48, order=lambda number: number // 6)
    assert metrics.repeated == pytest.approx(5 / 6, abs=0.05)


def clock_on_grey(picture, number):
    picture[:] = (60, 60, 60)
    picture[200 : 240 + number, 300:340] = 220
    return picture


def right_half_green(picture, _number):
    picture[:, 320:] = (0, 135, 0)
    return picture


def upright_stripes(picture, _number):
    for left in range(0, 640, 60):
        picture[:, left : left + 20] = (0, 135, 0)
    return picture


def without_green(picture, _number):
    picture[:, :, 1] = picture[:, :, 1] * 0.15
    return picture


def all_too_green(picture, _number):
    picture[:, :, ::2] = picture[:, :, ::2] * 0.25
    return picture


@pytest.mark.parametrize(
    ("spoil", "condition"),
    [
        (clock_on_grey, PictureCondition.STILL),
        (right_half_green, PictureCondition.STRIPED),
        (upright_stripes, PictureCondition.STRIPED),
        (without_green, PictureCondition.WRONG_COLOURS),
        (all_too_green, PictureCondition.WRONG_COLOURS),
        (
            lambda picture, _: np.minimum(255, picture.astype(np.int32) * 9).astype(np.uint8),
            PictureCondition.OVEREXPOSED,
        ),
    ],
)
def test_names_what_is_wrong(spoil, condition):
    assert series(8, spoil)[0] is condition


def test_level_blinds_and_grey_bars_are_healthy():
    def blinds(picture, number):
        for top in range(0, 480, 26):
            picture[top : top + 17] = 205
            picture[top + 17 : top + 26] = 95
        grain = np.random.default_rng(number).normal(0, 3, picture.shape)
        return np.clip(picture + grain, 0, 255).astype(np.uint8)

    def bars(picture, _number):
        picture[:60] = picture[-60:] = 40
        return picture

    assert series(8, blinds)[0] is PictureCondition.GOOD
    assert series(8, bars)[0] is PictureCondition.GOOD


def test_smoothed_walls_that_reach_from_top_to_bottom_are_healthy():
    def painted_walls(colour):
        def paint(picture, _number):
            picture[:, :200] = picture[:, 440:] = colour
            return picture

        return paint

    def wallpaper(picture, _number):
        for left, width in ((0, 30), (50, 24), (90, 40), (450, 26), (490, 44), (560, 30)):
            picture[:, left : left + width] = (60, 60, 150)
        return picture

    for colour in ((70, 190, 70), (40, 177, 0), (20, 200, 20), (180, 176, 170), (30, 30, 190)):
        assert series(8, painted_walls(colour))[1].stripes == 0
    assert series(8, wallpaper)[1].stripes == 0

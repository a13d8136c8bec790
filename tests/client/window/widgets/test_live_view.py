"""Pictures, levels and curves: shown when they make sense, left out when they do not."""

import math

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from checker.checks.context import LiveSample
from checker.client.trials.level_meter import bar_fraction, loudness
from checker.client.window.widgets.live.camera_preview import mirrored_image
from checker.client.window.widgets.live.curve_plot import MAX_POINTS, format_rate
from checker.client.window.widgets.live_view import LiveView
from tests.client.window.sample import frame


def test_a_picture_is_mirrored(qtbot: QtBot) -> None:
    image = mirrored_image((2.0, 1.0), bytes((255, 0, 0, 0, 0, 255)))
    assert [image.pixelColor(at, 0) for at in range(2)] == [QColor(0, 0, 255), QColor(255, 0, 0)]


@pytest.mark.parametrize(
    ("numbers", "rgb"),
    [
        ((), b""),
        ((2.0,), b"123456"),
        ((2.0, 1.0), b"12345"),
        ((0.0, 1.0), b""),
        ((-1.0, -1.0), b"123"),
        ((1e9, 1e9), b"123"),
        ((math.nan, 1.0), b"123"),
        ((math.inf, 1.0), b"123"),
    ],
)
def test_a_picture_that_does_not_add_up_is_none(numbers: tuple[float, ...], rgb: bytes) -> None:
    assert mirrored_image(numbers, rgb) is None


def test_the_view_survives_whatever_it_is_told(qtbot: QtBot) -> None:
    view = LiveView()
    qtbot.addWidget(view)
    for live in (
        LiveSample(kind="level"),
        LiveSample(kind="level", numbers=(math.nan,)),
        LiveSample(kind="rate", numbers=(1.0,)),
        LiveSample(kind="rate", numbers=(1.0, math.inf)),
        LiveSample(kind="frame"),
        LiveSample(kind="smell", numbers=(1.0,)),
        frame(8, 8),
    ):
        view.show_sample(live)
    view.grab()
    assert view.curves == {}
    view.clear()
    assert view.preview is None
    assert view.isHidden()


def test_a_curve_begins_anew_with_the_next_measurement_and_keeps_its_size(qtbot: QtBot) -> None:
    view = LiveView()
    qtbot.addWidget(view)
    for at in range(1000):
        view.show_sample(LiveSample(kind="rate", numbers=(at / 10, 50.0)))
    assert len(view.curves["rate"].plot.points) == MAX_POINTS
    view.show_sample(LiveSample(kind="rate", numbers=(0.0, 10.0)))
    assert len(view.curves["rate"].plot.points) == 1
    view.grab()


@pytest.mark.parametrize(("mbit", "expected"), [(0.94, "0,9"), (9.96, "10"), (48.4, "48"), (0.0, "0")])
def test_a_slow_rate_is_said_to_a_tenth(mbit: float, expected: str) -> None:
    assert format_rate(mbit) == f"{expected} Megabit pro Sekunde"


def test_a_curve_grows_from_the_left_and_keeps_its_width(qtbot: QtBot) -> None:
    view = LiveView()
    qtbot.addWidget(view)
    view.resize(600, 100)
    view.show()
    for at, mbit in enumerate((5.0, 9.0, 940.0)):
        view.show_sample(LiveSample(kind="rate", numbers=(at / 10, mbit)))
        view.grab()
    curve = view.curves["rate"]
    drawn = curve.plot.outline()
    assert drawn[0].x() < drawn[-1].x() < curve.plot.width() / 4
    assert min(point.y() for point in drawn) >= 0
    wide = curve.plot.width()
    view.show_sample(LiveSample(kind="rate", numbers=(0.4, 0.1)))
    view.show_sample(LiveSample(kind="latency", numbers=(0.4, 31.0)))
    view.grab()
    assert {curve.plot.width() for curve in view.curves.values()} == {wide}


def test_the_rate_stands_above_the_response_time(qtbot: QtBot) -> None:
    view = LiveView()
    qtbot.addWidget(view)
    view.show_sample(LiveSample(kind="latency", numbers=(0.0, 31.0)))
    view.show_sample(LiveSample(kind="rate", numbers=(0.0, 5.0)))
    qtbot.waitUntil(lambda: view.curves["rate"].y() < view.curves["latency"].y())
    assert view.curves["rate"].y() < view.curves["latency"].y()


@pytest.mark.parametrize(
    ("dbfs", "expected", "lit"),
    [
        (-math.inf, "Nichts zu hören", 0.0),
        (math.nan, "Nichts zu hören", 0.0),
        (-90.0, "Nichts zu hören", 0.0),
        (-45.0, "Zu leise", 0.25),
        (-30.0, "Gut zu hören", 0.5),
        (-8.0, "Zu laut", 52 / 60),
        (6.0, "Zu laut", 1.0),
    ],
)
def test_the_level_in_words(dbfs: float, expected: str, lit: float) -> None:
    assert loudness(dbfs).advice.de.startswith(expected)
    assert bar_fraction(dbfs) == pytest.approx(lit)

"""The logo in the bar: in place of the symbol, at every size of text, and on white in the dark."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from checker.client.window.app.main_window import MainWindow
from checker.client.window.style.window_style import TEXT_SCALES, WindowStyle
from checker.client.window.widgets.header.firm_logo_picture import MAX_ASPECT, MIN_ASPECT
from checker.model.firm.logo import clean_logo
from tests.client.window.sample import PROFILE

BLUE = "#204080"


def png(width: int, height: int) -> bytes:
    """A blue picture as Qt writes it, with its left half transparent."""
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(BLUE))
    for row in range(height):
        for column in range(width // 2):
            image.setPixelColor(column, row, QColor(0, 0, 0, 0))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return clean_logo(bytes(buffer.data().data()))


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    style = WindowStyle(qapp)
    window = MainWindow(PROFILE, style)
    window.resize(1024, 600)
    window.show()
    yield window
    window.close()
    window.deleteLater()
    style.deleteLater()


def test_it_takes_the_place_of_the_symbol_and_what_is_none_changes_nothing(window: MainWindow) -> None:
    assert (window.header.symbol.isVisible(), window.header.logo.isVisible()) == (True, False)
    window.header.show_logo(b"no picture")
    assert (window.header.symbol.isVisible(), window.header.logo.isVisible()) == (True, False)
    window.header.show_logo(png(120, 40))
    assert (window.header.symbol.isVisible(), window.header.logo.isVisible()) == (False, True)


def test_in_a_narrow_window_the_names_are_worth_more(window: MainWindow) -> None:
    window.header.show_logo(png(120, 40))
    window.resize(400, 600)
    QApplication.processEvents()
    assert (window.header.symbol.isVisible(), window.header.logo.isVisible()) == (True, False)


@pytest.mark.parametrize(("width", "height"), [(40, 40), (120, 40), (1900, 20), (20, 1900)])
@pytest.mark.parametrize("scale", [TEXT_SCALES[0], TEXT_SCALES[-1]])
def test_it_keeps_its_shape_within_its_room(qapp: QApplication, width: int, height: int, scale: float) -> None:
    window = MainWindow(PROFILE, WindowStyle(qapp, scale))
    window.resize(1400, 600)
    window.header.show_logo(png(width, height))
    window.show()
    QApplication.processEvents()
    logo = window.header.logo
    assert logo.width() <= logo.height() * MAX_ASPECT + 1
    assert abs(logo.width() / logo.height() - max(MIN_ASPECT, min(width / height, MAX_ASPECT))) < 0.15
    assert logo.geometry().bottom() <= window.header.rect().bottom()
    assert not logo.grab().isNull()
    window.close()
    window.deleteLater()


@pytest.mark.parametrize("dark", [True, False])
def test_a_transparent_picture_stands_on_a_light_ground_by_day_and_by_night(qapp: QApplication, dark: bool) -> None:
    style = WindowStyle(qapp, dark=dark)
    window = MainWindow(PROFILE, style)
    window.resize(1024, 600)
    window.header.show_logo(png(120, 40))
    window.show()
    QApplication.processEvents()
    grabbed = window.header.grab(window.header.logo.geometry()).toImage()
    middle, width = grabbed.height() // 2, grabbed.width()
    assert grabbed.pixelColor(width // 4, middle).name() == "#ffffff"
    assert grabbed.pixelColor(3 * width // 4, middle).name() == BLUE
    window.close()
    window.deleteLater()

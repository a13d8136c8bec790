"""Keeps everything unless the one button is pressed."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from checker.client.window.app.removal_dialog import confirm, notify


def shown_box() -> QMessageBox:
    return next(
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMessageBox) and widget.isVisible()
    )


def press(key: Qt.Key) -> Callable[[], None]:
    return lambda: QTest.keyClick(shown_box(), key)


def click(text: str) -> Callable[[], None]:
    return lambda: next(button for button in shown_box().buttons() if button.text() == text).click()


@pytest.mark.parametrize(
    ("action", "agreed"),
    [
        (click("Entfernen"), True),
        (click("Nicht entfernen"), False),
        (press(Qt.Key.Key_Escape), False),
        (press(Qt.Key.Key_Return), False),
    ],
    ids=["remove", "keep", "escape", "enter"],
)
def test_only_the_button_removes(qtbot: QtBot, action: Callable[[], None], agreed: bool) -> None:
    QTimer.singleShot(100, action)
    assert confirm("Möchten Sie das?", "de") is agreed


def test_both_languages(qtbot: QtBot) -> None:
    labels: list[str] = []

    def read() -> None:
        labels.extend(button.text() for button in shown_box().buttons())
        shown_box().close()

    QTimer.singleShot(100, read)
    confirm("Do you want that?", "en")
    assert sorted(labels) == ["Do not remove", "Remove"]
    QTimer.singleShot(100, click("Close"))
    notify("Everything is removed.", "en")

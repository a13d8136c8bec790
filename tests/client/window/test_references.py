"""Qt calls give back the references they take: on Python 3.11 a PySide6 that does not ends the interpreter."""

import sys

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 2000


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="from 3.12 on these objects are not counted")
def test_none_true_and_false_are_not_worn_out(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = [sys.getrefcount(value) for value in (None, True, False)]
    for _ in range(CALLS):
        label.setText("x")
        label.isEnabled()
        label.isVisible()
    after = [sys.getrefcount(value) for value in (None, True, False)]
    assert all(then > now - CALLS / 2 for now, then in zip(before, after, strict=True))

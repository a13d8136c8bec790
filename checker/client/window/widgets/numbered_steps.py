"""Numbered steps, each on its own line, to be done one after the other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from checker.client.window.widgets.labels import Label, selectable


class NumberedSteps(QWidget):
    """The steps of a remedy. They can be marked and copied."""

    def __init__(self, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for index, step in enumerate(steps):
            number = Label(f"{index + 1}.", "sentence", "note")
            number.setWordWrap(False)
            text = selectable(Label(step))
            text.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            grid.addWidget(number, index, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            grid.addWidget(text, index, 1)

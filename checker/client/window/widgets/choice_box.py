"""A list to choose from that chooses nothing in passing: arrow keys open it, and the wheel moves the page."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

MIN_LETTERS = 22
"""Of an entry are always shown; longer ones are whole in the open list."""


class ChoiceBox(QComboBox):
    """As QComboBox; `activated` tells what was chosen by the person before it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(MIN_LETTERS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """What follows from a choice must not start with every entry that somebody passes on the way to another."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.showPopup()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The style's own arrow is lost with its border: drawn as large as the text asks for."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self.fontMetrics().height() * 0.28
        painter.setPen(QPen(self.palette().text().color(), max(1.5, size / 3)))
        middle = QPointF(self.width() - size * 3.2, self.height() / 2 - size * 0.4)
        painter.drawPolyline([middle + QPointF(-size, 0), middle + QPointF(0, size), middle + QPointF(size, 0)])
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Who turns the wheel wants to move the page."""
        event.ignore()

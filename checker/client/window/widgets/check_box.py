"""A check box whose text wraps and whose box is seen in every scheme."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from checker.client.window.style.symbol_paths import DONE
from checker.client.window.widgets.symbol import draw_symbol

GAP_LINES = 0.6
"""Between box and text, in heights of a line."""


class WrappingCheckBox(QCheckBox):
    """Takes the colour of its box from the style sheet by `mark`, and draws box, tick, text and focus itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[tuple[int, str, str], int] = {}
        self.setProperty("mark", "note")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def indent(self) -> int:
        """Where the text begins, in pixels."""
        height = self.fontMetrics().height()
        return round(height * (1.1 + GAP_LINES))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """High enough for the wrapped text."""
        text = width, self.text(), self.font().key()
        if text not in self._heights:
            height = self._text_rect(QRect(0, 0, width, 10_000)).height()
            self._heights[text] = max(height, self.fontMetrics().height()) + 8
        return self._heights[text]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """In one line where there is room."""
        metrics = self.fontMetrics()
        return QSize(self.indent + metrics.horizontalAdvance(self.text()) + 8, metrics.height() + 8)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Narrow: the text wraps."""
        return QSize(self.indent + self.fontMetrics().averageCharWidth() * 12, self.fontMetrics().height() + 8)

    def hitButton(self, _position: object) -> bool:  # noqa: N802 - Qt's name
        """A click anywhere turns it, also on its text."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draws it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent, ground = self.palette().windowText().color(), self.palette().window().color()
        side = self.fontMetrics().height() * 1.1
        box = QRectF(2, 4 + (self.fontMetrics().height() - side) / 2, side, side)
        painter.setPen(QPen(accent, 2))
        painter.setBrush(accent if self.isChecked() else ground)
        painter.drawRoundedRect(box, 4, 4)
        if self.isChecked():
            draw_symbol(painter, DONE, ground, box, width=3)
        text = self._text_rect(self.rect())
        painter.setPen(QGuiApplication.palette().windowText().color())
        painter.drawText(text, self._flags(), self.text())
        if self.hasFocus():
            painter.setPen(QPen(accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.end()

    def _text_rect(self, bounds: QRect) -> QRect:
        text_area = bounds.adjusted(self.indent, 4, -4, -4)
        return self.fontMetrics().boundingRect(text_area, self._flags(), self.text())

    def _flags(self) -> int:
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextShowMnemonic
        return int(flags.value) | int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop).value)

"""The traffic light: three lamps, one lit, with a symbol in it. The sentence stands beside it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from checker.client.window.style.symbol_paths import LEVEL_SYMBOLS
from checker.client.window.widgets.symbol import draw_symbol
from checker.model.finding import Level

LAMPS = {Level.BLOCKER: "#ff7a70", Level.WARNING: "#ffc24d", Level.OK: "#5fd694"}
"""From top to bottom. Not judged: none is lit, and the middle one holds a question mark."""
HOUSING, DARK_LAMP, UNKNOWN_LAMP, SIGN = "#2b313b", "#454d5a", "#b9c2d0", "#14171c"
"""The same by day and by night, as on the street."""


class TrafficLight(QWidget):
    """Lit by `set_level`. For a screen reader the sentence beside it says the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = Level.UNKNOWN
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_level(self, level: Level) -> None:
        """Lights the lamp of this level."""
        self._level = level
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """About six lines of text high."""
        side = self.fontMetrics().height() * 1.75
        return QSize(round(side * 1.3), round(side * 3.4))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draws housing, lamps and symbol."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(HOUSING))
        box = QRectF(self.rect())
        painter.drawRoundedRect(box, box.width() * 0.3, box.width() * 0.3)
        side = box.width() * 0.74
        gap = (box.height() - 3 * side) / 4
        for at, level in enumerate(LAMPS):
            self._lamp(painter, QRectF((box.width() - side) / 2, gap + at * (side + gap), side, side), level)
        painter.end()

    def _lamp(self, painter: QPainter, square: QRectF, level: Level) -> None:
        lit = level is self._level
        is_unknown = self._level not in LAMPS and level is Level.WARNING
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LAMPS[level] if lit else UNKNOWN_LAMP if is_unknown else DARK_LAMP))
        painter.drawEllipse(square)
        if lit or is_unknown:
            draw_symbol(painter, LEVEL_SYMBOLS[self._level], QColor(SIGN), square, width=2.8)

"""The course of a measurement while it goes on: a small curve, and the newest value in words."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from checker.client.window.labels import Label
from checker.client.window.words import tr
from checker.show.values import number

POINTS = 400
"""More are not seen in a curve of this size."""


class Line(QWidget):
    """The curve alone. A jump back in time begins a new one: the next of two measurements."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points: list[tuple[float, float]] = []
        self.setProperty("mark", "note")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def add(self, seconds: float, value: float) -> None:
        """The next point."""
        if self.points and seconds < self.points[-1][0]:
            self.points = []
        self.points = [*self.points, (seconds, value)][-POINTS:]
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Two lines high."""
        height = self.fontMetrics().height()
        return QSize(height * 10, round(height * 2))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draws the curve over a soft ground."""
        if len(self.points) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self.palette().windowText().color()
        curve = self._curve()
        painter.setPen(Qt.PenStyle.NoPen)
        soft = QColor(ink)
        soft.setAlpha(40)
        painter.setBrush(soft)
        foot = self.height() - 1.0
        painter.drawPolygon(QPolygonF([QPointF(curve[0].x(), foot), *curve, QPointF(curve[-1].x(), foot)]))
        painter.setPen(QPen(ink, 2))
        painter.drawPolyline(QPolygonF(curve))
        painter.end()

    def _curve(self) -> list[QPointF]:
        began, ended = self.points[0][0], self.points[-1][0]
        longest, highest = max(ended - began, 0.001), max(0.001, *(value for _, value in self.points))
        wide, high = self.width() - 2.0, self.height() - 4.0
        return [
            QPointF(1 + (at - began) / longest * wide, 2 + high * (1 - value / highest)) for at, value in self.points
        ]


class Curve(QWidget):
    """Curve and words. `words` says a value."""

    def __init__(self, words: Callable[[float], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.line = Line()
        self.word = Label()
        self.word.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.word)

    def add(self, seconds: float, value: float) -> None:
        """The next value."""
        self.line.add(seconds, value)
        self.word.setText(self._words(value))


def rate_words(mbit: float) -> str:
    """Mbit/s, written out."""
    return tr("{value} Megabit pro Sekunde", value=number(float(round(mbit)), tr.language))


def latency_words(ms: float) -> str:
    """Milliseconds, written out."""
    return tr("{value} Millisekunden Antwortzeit", value=number(float(round(ms)), tr.language))

"""The course of a measurement while it goes on: a small curve, and the newest value in words."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from checker.client.window.translation import tr
from checker.client.window.widgets.labels import Label
from checker.show.formatting import format_number

MAX_POINTS = 400
"""More are not seen in a curve of this size."""
SHORTEST_S = 3.0
"""A curve begins at the left and grows; only one that lasts longer is drawn together."""
WIDEST_VALUE = 1000.0
"""The value whose words the curve leaves room for, so that it keeps its width while the numbers change."""


class CurvePlot(QWidget):
    """The curve alone. A jump back in time begins a new one: the next of two measurements."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points: list[tuple[float, float]] = []
        self.comparison: list[tuple[float, float]] = []
        self.setProperty("mark", "note")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def add(self, seconds: float, value: float) -> None:
        """The next point."""
        if self.points and seconds < self.points[-1][0]:
            self.points = []
        self.points = [*self.points, (seconds, value)][-MAX_POINTS:]
        self.update()

    def compare_with(self, points: Sequence[tuple[float, float]]) -> None:
        """A second line, dashed: seconds and values on the scales of the first."""
        self.comparison = list(points)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Two and a half lines high."""
        height = self.fontMetrics().height()
        return QSize(height * 10, round(height * 2.5))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draws the curve over a soft ground."""
        if len(self.points) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self.palette().windowText().color()
        curve = self.outline()
        painter.setPen(Qt.PenStyle.NoPen)
        soft = QColor(ink)
        soft.setAlpha(40)
        painter.setBrush(soft)
        foot = self.height() - 1.0
        painter.drawPolygon(QPolygonF([QPointF(curve[0].x(), foot), *curve, QPointF(curve[-1].x(), foot)]))
        painter.setPen(QPen(ink, 2))
        painter.drawPolyline(QPolygonF(curve))
        if len(self.comparison) > 1:
            painter.setPen(QPen(ink, 1.5, Qt.PenStyle.DashLine))
            painter.drawPolyline(QPolygonF(self._drawn(self.comparison)))
        painter.setPen(QPen(soft, 1))
        painter.drawLine(QPointF(0, foot), QPointF(self.width(), foot))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(curve[-1], 3.0, 3.0)
        painter.end()

    def outline(self) -> list[QPointF]:
        """The points as they are drawn."""
        return self._drawn(self.points)

    def _drawn(self, points: Sequence[tuple[float, float]]) -> list[QPointF]:
        start_s, end_s = self.points[0][0], self.points[-1][0]
        longest, highest = (
            max(end_s - start_s, SHORTEST_S),
            max(0.001, *(value for _, value in (*self.points, *self.comparison))),
        )
        wide, high = self.width() - 8.0, self.height() - 6.0
        return [
            QPointF(4 + (second - start_s) / longest * wide, 4 + high * (1 - max(0.0, value) / highest))
            for second, value in points
        ]


class LabelledCurve(QWidget):
    """Curve and words. `format_value` says a value."""

    def __init__(self, format_value: Callable[[float], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._format_value = format_value
        self.plot = CurvePlot()
        self.value_label = Label()
        self.value_label.setWordWrap(False)
        self.value_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.plot, 1)
        row.addWidget(self.value_label)

    def add(self, seconds: float, value: float) -> None:
        """The next value."""
        self.plot.add(seconds, value)
        self.value_label.setText(self._format_value(value))
        self.value_label.setMinimumWidth(_reserved_width(self.value_label))
        self.plot.setAccessibleName(self.value_label.text())


def _reserved_width(label: Label) -> int:
    """What the longest words of any curve need, so that curves below one another are equally wide."""
    return max(
        label.fontMetrics().horizontalAdvance(format_value(WIDEST_VALUE))
        for format_value in (format_rate, format_latency)
    )


def format_rate(mbit: float) -> str:
    """Mbit/s, written out."""
    return tr("{value} Megabit pro Sekunde", value=format_number(round(mbit, 0 if mbit >= 10 else 1), tr.language))


def format_latency(ms: float) -> str:
    """Milliseconds, written out."""
    return tr("{value} Millisekunden Antwortzeit", value=format_number(float(round(ms)), tr.language))

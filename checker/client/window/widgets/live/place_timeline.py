"""A place over the time that is watched: blocks where it was silent, a line where it answered, dots where unwatched."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from checker.client.window.style.properties import set_style_property
from checker.client.window.widgets.labels import Label
from checker.show.outages.rows import PlaceRow

Span = tuple[float, float]
SHORTEST_S = 300.0
"""The bar begins at the left and grows; only what lasts longer is drawn together."""
LEAST_BLOCK_PX = 3.0
"""Three seconds of two hours are seen too."""


class SilenceBar(QWidget):
    """Draws spans in seconds since the begin. What they mean stands in words beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.silent: tuple[Span, ...] = ()
        self.unwatched: tuple[Span, ...] = ()
        self.until_s = 0.0
        self.setProperty("mark", "ok")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_spans(self, silent: Sequence[Span], unwatched: Sequence[Span], until_s: float) -> None:
        """All of them anew."""
        self.silent, self.unwatched, self.until_s = tuple(silent), tuple(unwatched), until_s
        mark = "warning" if silent else "ok"
        if mark != self.property("mark"):
            set_style_property(self, "mark", mark)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as a line of text."""
        height = self.fontMetrics().height()
        return QSize(height * 10, height)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A line, blocks on it, and dashes where nothing was watched."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self.palette().windowText().color()
        soft = QColor(ink)
        soft.setAlpha(45)
        middle = self.height() / 2
        painter.setPen(QPen(soft, 1.5, Qt.PenStyle.DotLine))
        for from_s, to_s in (*self.unwatched, (self.until_s, max(self.until_s, SHORTEST_S))):
            painter.drawLine(QPointF(self._x(from_s), middle), QPointF(self._x(to_s), middle))
        line = QColor(ink)
        line.setAlpha(120)
        painter.setPen(QPen(line, 2))
        for from_s, to_s in watched_spans(self.unwatched, self.until_s):
            painter.drawLine(QPointF(self._x(from_s), middle), QPointF(self._x(to_s), middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for from_s, to_s in self.silent:
            wide = max(LEAST_BLOCK_PX, self._x(to_s) - self._x(from_s))
            painter.drawRoundedRect(QRectF(self._x(from_s), 1, wide, self.height() - 2), 2, 2)
        painter.end()

    def _x(self, at_s: float) -> float:
        return (self.width() - LEAST_BLOCK_PX) * min(1.0, at_s / max(self.until_s, SHORTEST_S))


def watched_spans(unwatched: Sequence[Span], until_s: float) -> list[Span]:
    """What lies between them."""
    edges = [0.0, *(edge for span in unwatched for edge in span), until_s]
    return [(from_s, to_s) for from_s, to_s in zip(edges[::2], edges[1::2], strict=True) if to_s > from_s]


class PlaceTimeline(QWidget):
    """Name and state of a place, and its bar below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(size="strong")
        self.state = Label(size="soft")
        self.bar = SilenceBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.title, self.bar, self.state):
            column.addWidget(part)

    def show_row(self, row: PlaceRow, unwatched: Sequence[Span], until_s: float) -> None:
        """The place as it is now."""
        self.title.setText(row.title)
        self.state.setText(row.state)
        self.bar.show_spans(row.silent, unwatched, until_s)
        self.bar.setAccessibleName(f"{row.title}: {row.state}")

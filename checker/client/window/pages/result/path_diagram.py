"""The way from the PC to the company: each place with its sign and word, the broken one marked."""

from collections.abc import Mapping

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from checker.client.window.style.symbol_paths import LEVEL_SYMBOLS
from checker.client.window.translation import tr
from checker.client.window.widgets.labels import Label
from checker.client.window.widgets.symbol import draw_symbol
from checker.model.finding import Level
from checker.model.report import Report
from checker.show.company_path.broken_link import segment_levels
from checker.show.company_path.diagram import segment_name, segment_state
from checker.show.company_path.icons import MEDIUM_ICONS, SEGMENT_ICONS
from checker.show.company_path.segments import PathSegment
from checker.show.company_path.sentences import link_medium

RING_LINES = 2.4
"""How high a place is drawn, in lines of text."""


class PathLine(QWidget):
    """Half of the line between two places, in the colour of the second: dotted where nothing is known of it, and cut
    before it (`arrives`) where it is broken. No level: nothing is drawn.
    """

    def __init__(self, level: Level | None, *, arrives: bool) -> None:
        super().__init__()
        self._level = level
        self._arrives = arrives
        self.setProperty("mark", level.value if level else "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draws it."""
        if self._level is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().windowText().color(), 2.5)
        if self._level is Level.UNKNOWN:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        y, wide = self.height() / 2, float(self.width())
        if self._level is Level.BLOCKER and self._arrives:
            painter.drawLine(QLineF(0, y, wide * 0.15, y))
            painter.drawLine(QLineF(wide * 0.6, y, wide - 4, y))
        else:
            painter.drawLine(QLineF(0 if self._arrives else 4, y, wide - 4 if self._arrives else wide, y))
        painter.end()


class StationRing(QWidget):
    """The drawing of a place in a ring, with the sign of its state."""

    def __init__(self, station: PathSegment, level: Level, connected: str) -> None:
        super().__init__()
        icon_path = SEGMENT_ICONS[station]
        self._path = MEDIUM_ICONS.get(connected, icon_path) if station is PathSegment.HOME else icon_path
        self._level = level
        self.setProperty("mark", level.value)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square."""
        side = round(self.fontMetrics().height() * RING_LINES)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draws ring, place and sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone, ground = self.palette().windowText().color(), self.palette().window().color()
        side = self.width() * 0.84
        ring = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(tone, 2))
        painter.setBrush(ground)
        painter.drawEllipse(ring)
        inset = side * 0.22
        draw_symbol(painter, self._path, tone, ring.adjusted(inset, inset, -inset, -inset), width=1.7)
        sign = QRectF(self.width() - side * 0.46, 1, side * 0.44, side * 0.44)
        painter.setPen(QPen(ground, 2))
        painter.setBrush(tone)
        painter.drawEllipse(sign)
        draw_symbol(painter, LEVEL_SYMBOLS[self._level], ground, sign, width=2.8)
        painter.end()


class PathStation(QWidget):
    """One place with its name and state, and its halves of the lines to its neighbours."""

    def __init__(
        self, station: PathSegment, level: Level, onward: Level | None, connected: str, state: str, *, first: bool
    ) -> None:
        super().__init__()
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 8)
        self._box.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(0)
        self._lines = PathLine(None if first else level, arrives=True), PathLine(onward, arrives=False)
        row.addWidget(self._lines[0], 1)
        row.addWidget(StationRing(station, level, connected))
        row.addWidget(self._lines[1], 1)
        self._box.addLayout(row)
        name_text = segment_name(station, tr.language, connected)
        self._labels = Label(name_text, "badge"), Label(state, "soft", level.value)
        column = QVBoxLayout()
        column.setSpacing(2)
        for label in self._labels:
            column.addWidget(label)
        column.addStretch(1)
        self._box.addLayout(column, 1)
        self.set_listed(False)

    @property
    def column_width(self) -> int:
        """Pixels that it needs beside the others: its longest word, and a little air."""
        widths = [
            label.fontMetrics().horizontalAdvance(word) for label in self._labels for word in label.text().split()
        ]
        return max(widths) + self.fontMetrics().averageCharWidth() * 2

    def set_listed(self, listed: bool) -> None:
        """As a line of a list, or as a column of the picture."""
        direction = QBoxLayout.Direction.LeftToRight if listed else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(direction)
        self._box.setSpacing(12 if listed else 2)
        for line in self._lines:
            line.setVisible(not listed)
        side = Qt.AlignmentFlag.AlignLeft if listed else Qt.AlignmentFlag.AlignHCenter
        for label in self._labels:
            label.setAlignment(side | Qt.AlignmentFlag.AlignTop)


class PathDiagram(QWidget):
    """All places in one line; where the window is too narrow for that, one below the other. The line never wraps.

    `is_open`: the checks still run.
    """

    def __init__(self, levels: Mapping[PathSegment, Level], connected: str = "", *, is_open: bool = False) -> None:
        super().__init__()
        self.levels = dict(levels)
        states = {station: _state(level, is_open=is_open) for station, level in levels.items()}
        descriptions = (
            f"{segment_name(station, tr.language, connected)}: {state}" for station, state in states.items()
        )
        self.setAccessibleName(tr("Der Weg von Ihrem Computer zur Firma"))
        self.setAccessibleDescription(". ".join(descriptions))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        onward = [*levels.values(), None][1:]
        self.stations = [
            PathStation(station, level, following, connected, states[station], first=at == 0)
            for at, ((station, level), following) in enumerate(zip(levels.items(), onward, strict=True))
        ]
        for path_station in self.stations:
            self._box.addWidget(path_station, 1)
        self.is_listed = False

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Narrow windows get the list."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The line, as long as each place has room for its name."""
        super().resizeEvent(event)
        needed = len(self.stations) * max(station.column_width for station in self.stations)
        listed = self.width() < needed
        if listed == self.is_listed:
            return
        self.is_listed = listed
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if listed else QBoxLayout.Direction.LeftToRight)
        for station in self.stations:
            station.set_listed(listed)


def path_of_report(report: Report) -> PathDiagram:
    """The way as this report knows it."""
    return PathDiagram(segment_levels(report), link_medium(report))


def _state(level: Level, *, is_open: bool) -> str:
    """`is_open`: what is not known yet is still to be checked."""
    return tr("noch offen") if is_open and level is Level.UNKNOWN else segment_state(level, tr.language)


def has_path_observations(report: Report) -> bool:
    """Whether anything on the way was looked at."""
    return set(segment_levels(report).values()) != {Level.UNKNOWN}

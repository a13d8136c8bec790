"""The level of the microphone while it listens: a bar, and the word for it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from checker.client.window.labels import Label
from checker.client.window.words import tr

FLOOR_DBFS = -60.0
"""dBFS at the left end: below it a room is silent."""
QUIET_DBFS = -40.0
"""dBFS: speech below it is hard to hear for the others (the same limit that the diagnosis uses)."""
LOUD_DBFS = -3.0
"""dBFS: above it the tops are about to be cut off."""


class Bar(QWidget):
    """The bar alone, in segments, so that its length is seen without any colour."""

    SEGMENTS = 30

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dbfs = FLOOR_DBFS
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("mark", "ok")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide, and about a line high."""
        height = self.fontMetrics().height()
        return QSize(height * 12, round(height * 0.9))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draws the segments."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        lit = round(share(self.dbfs) * self.SEGMENTS)
        ink = self.palette().windowText().color()
        dark = QColor(self.palette().color(QPalette.ColorRole.WindowText))
        dark.setAlpha(45)
        step = self.width() / self.SEGMENTS
        for at in range(self.SEGMENTS):
            painter.setBrush(ink if at < lit else dark)
            painter.drawRoundedRect(QRectF(at * step, 0, step * 0.7, self.height()), 2, 2)
        painter.end()


class Meter(QWidget):
    """Bar and word; `show_level` at any rate."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = Bar()
        self.word = Label(size="soft")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.bar)
        box.addWidget(self.word)
        self.show_level(FLOOR_DBFS)

    def show_level(self, dbfs: float) -> None:
        """The level now, in dBFS: 0 is as loud as it can get."""
        self.bar.dbfs = dbfs
        self.bar.update()
        said = word(dbfs)
        if said != self.word.text():
            self.word.setText(said)
            self.setAccessibleName(tr("Pegel des Mikrofons"))
            self.setAccessibleDescription(said)


def share(dbfs: float) -> float:
    """How much of the bar is lit, 0 to 1. Not a number is silence."""
    if not dbfs > FLOOR_DBFS:
        return 0.0
    return min(1.0, (dbfs - FLOOR_DBFS) / -FLOOR_DBFS)


def word(dbfs: float) -> str:
    """The level in words."""
    if not dbfs > FLOOR_DBFS:
        return tr("Nichts zu hören")
    if dbfs < QUIET_DBFS:
        return tr("Leise")
    return tr("Gut zu hören") if dbfs <= LOUD_DBFS else tr("Sehr laut")

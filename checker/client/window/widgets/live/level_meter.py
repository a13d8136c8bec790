"""The level of the microphone while it listens: a bar with the range to aim at, and the word for it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from checker.checks.devices.audio.speech_level import QUIET_DBFS
from checker.client.trials.level_meter import FLOOR_DBFS, LOUD_DBFS, PeakHold, bar_fraction, loudness
from checker.client.window.style.properties import set_style_property
from checker.client.window.translation import tr
from checker.client.window.widgets.labels import Label
from checker.client.window.widgets.screen_reader import ThrottledAnnouncer


class LevelBar(QWidget):
    """The bar in segments, so that its length is seen without any colour; below it the range to aim at, in words."""

    SEGMENTS = 30

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dbfs = FLOOR_DBFS
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("mark", "unknown")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide, and about two lines high."""
        line = self.fontMetrics().height()
        return QSize(line * 12, round(line * 2.4))

    def set_mark(self, mark: str) -> None:
        """Wears another level's colour from now on."""
        if mark != self.property("mark"):
            set_style_property(self, "mark", mark)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draws the segments, the bracket below the good ones, and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        self._draw_segments(painter, line * 0.9)
        self._draw_target_range(painter, line * 1.05, line)
        painter.end()

    def _draw_segments(self, painter: QPainter, height: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        lit = round(bar_fraction(self.dbfs) * self.SEGMENTS)
        ink = self.palette().windowText().color()
        dark = QColor(self.palette().color(QPalette.ColorRole.WindowText))
        dark.setAlpha(45)
        step = self.width() / self.SEGMENTS
        for at in range(self.SEGMENTS):
            painter.setBrush(ink if at < lit else dark)
            painter.drawRoundedRect(QRectF(at * step, 0, step * 0.7, height), 2, 2)

    def _draw_target_range(self, painter: QPainter, top: float, line: float) -> None:
        ink = QGuiApplication.palette().color(QPalette.ColorRole.WindowText)
        painter.setPen(QPen(ink, 2))
        left, right = bar_fraction(QUIET_DBFS) * self.width(), bar_fraction(LOUD_DBFS) * self.width()
        foot = top + line * 0.22
        painter.drawPolyline(
            [QPointF(left, top), QPointF(left, foot), QPointF(right - 2, foot), QPointF(right - 2, top)]
        )
        sides = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
        spans = (0.0, left), (left, right), (right, float(self.width()))
        for caption, (begin, end), side in zip(range_captions(), spans, sides, strict=True):
            if self.fontMetrics().horizontalAdvance(caption) <= end - begin:
                painter.drawText(QRectF(begin, foot + 1, end - begin, line), side | Qt.AlignmentFlag.AlignTop, caption)


class LevelMeter(QWidget):
    """Bar and word; `show_level` at any rate. With `aloud` the word is read out when it changes."""

    def __init__(self, parent: QWidget | None = None, *, aloud: bool = False) -> None:
        super().__init__(parent)
        self.bar = LevelBar()
        self.word = Label(size="strong")
        self._announcer = ThrottledAnnouncer(self) if aloud else None
        self._peak_hold = PeakHold()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.bar)
        box.addWidget(self.word)
        self.setAccessibleName(tr("Pegel des Mikrofons"))
        self.show_level(FLOOR_DBFS)

    def show_level(self, dbfs: float) -> None:
        """The level now, in dBFS: 0 is as loud as it can get."""
        self.bar.dbfs = dbfs
        self.bar.update()
        level = loudness(self._peak_hold.add(dbfs))
        text = level.advice.render(tr.language)
        self.bar.set_mark(level.finding_level)
        if text == self.word.text():
            return
        had_text = bool(self.word.text())
        self.word.setText(text)
        self.setAccessibleDescription(text)
        if self._announcer is not None and had_text:
            self._announcer.announce(text)


def range_captions() -> tuple[str, str, str]:
    """What the three parts of the bar are called."""
    return tr("zu leise"), tr("gut"), tr("zu laut")

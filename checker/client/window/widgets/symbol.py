"""A line drawing as a widget: bare, or in a filled disc."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from checker.client.window.style.properties import set_style_property
from checker.client.window.style.symbol_paths import HOUSE


class Symbol(QWidget):
    """Takes its colours from the style sheet by `mark`; its size from the text, `lines` lines high.

    It carries no meaning of its own for a screen reader: a word always stands beside it.
    """

    def __init__(
        self, path: str, *, mark: str = "", disc: bool = False, lines: float = 1.4, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._path = path
        self._disc = disc
        self._lines = lines
        self.setProperty("mark", mark)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_symbol(self, path: str, mark: str) -> None:
        """Another drawing, in another level's colour."""
        self._path = path
        if mark != self.property("mark"):
            set_style_property(self, "mark", mark)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square."""
        side = round(self.fontMetrics().height() * self._lines)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draws it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self.palette().windowText().color()
        square = QRectF(self.rect())
        if self._disc:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(square)
            draw_symbol(painter, self._path, self.palette().window().color(), square, width=2.6)
        else:
            draw_symbol(painter, self._path, ink, square)
        painter.end()


def draw_symbol(painter: QPainter, path: str, ink: QColor, square: QRectF, width: float = 1.8) -> None:
    """Draws the path data (of our own, never from outside) into a square, `width` in units of 1/24 of it."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="{path}" fill="none" '
        f'stroke="{ink.name()}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
    QSvgRenderer(QByteArray(svg.encode())).render(painter, square)


def program_icon() -> QIcon:
    """The window's own icon."""
    icon = QIcon()
    for side in (16, 32, 48, 128, 256):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#2a5fa5"))
        painter.drawRoundedRect(QRectF(0, 0, side, side), side * 0.22, side * 0.22)
        inner = side * 0.14
        draw_symbol(
            painter, HOUSE, QColor("#ffffff"), QRectF(inner, inner, side - 2 * inner, side - 2 * inner), width=2.2
        )
        painter.end()
        icon.addPixmap(picture)
    return icon

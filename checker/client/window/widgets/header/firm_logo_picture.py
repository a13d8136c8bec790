"""The firm's logo as a widget: sharp at every scaling, on white where the ground is dark."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

LINES = 1.9
"""Its height in lines of text: that of the two names that stand beside it."""
MIN_ASPECT, MAX_ASPECT = 0.3, 4.5
"""Width by height: a longer one is made smaller, so that the names keep their room."""
_PAD = 4.0
_RADIUS = 6.0
_LIGHT_GROUND = 0.8
"""Lightness of HSL from which a ground is as good as the white that a logo is drawn for."""


class FirmLogoPicture(QWidget):
    """It carries no meaning of its own for a screen reader: the firm's name always stands beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._drawn = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_png(self, png: bytes) -> bool:
        """Whether there is a picture to show now. The bytes were checked before (model/firm/logo.py)."""
        self._image, self._drawn = QImage(), QImage()
        self._image.loadFromData(png, "PNG")
        self.updateGeometry()
        self.update()
        return not self._image.isNull()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as two lines, and as wide as the picture then is, within bounds."""
        height = self.fontMetrics().height() * LINES
        aspect = self._image.width() / self._image.height() if not self._image.isNull() else 1.0
        return QSize(round(height * max(MIN_ASPECT, min(aspect, MAX_ASPECT))), round(height))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draws it, on a white plate where the ground is dark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect())
        if self.palette().window().color().lightnessF() < _LIGHT_GROUND:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor("#ffffff"))
            painter.drawRoundedRect(room, _RADIUS, _RADIUS)
            room = room.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        drawn = self._fitted(room)
        size = drawn.deviceIndependentSize()
        painter.drawImage(
            QRectF(room.center().x() - size.width() / 2, room.center().y() - size.height() / 2, *size.toTuple()), drawn
        )
        painter.end()

    def _fitted(self, room: QRectF) -> QImage:
        """The picture in this screen's own pixels, kept until size or screen change."""
        ratio = self.devicePixelRatioF()
        pixels = (room.size() * ratio).toSize()
        size = self._image.size().scaled(pixels, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        if self._drawn.size() != size:
            self._drawn = self._image.scaled(
                size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._drawn.setDevicePixelRatio(ratio)
        return self._drawn

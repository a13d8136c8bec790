"""What the camera sees, shown and forgotten: the picture is never kept and never sent."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from checker.client.window.words import tr

LARGEST = 8192
"""Pixels a side: more is no camera."""


class Preview(QWidget):
    """The last picture, mirrored as people know themselves from a mirror. `lines` high."""

    def __init__(self, lines: float = 9.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Bild Ihrer Kamera"))

    def show_frame(self, numbers: Sequence[float], rgb: bytes) -> None:
        """A picture of `numbers` = width and height. One that does not add up is left out."""
        image = picture(numbers, rgb)
        if image is not None:
            self.image = image
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """In the proportions of the picture."""
        height = round(self.fontMetrics().height() * self._lines)
        if self.image is None:
            return QSize(round(height * 4 / 3), height)
        return QSize(min(height * 2, round(height * self.image.width() / self.image.height())), height)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draws it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.setClipPath(frame)
        painter.fillPath(frame, self.palette().mid())
        if self.image is not None:
            painter.drawImage(QRectF(self.rect()), self.image)
        painter.end()


def picture(numbers: Sequence[float], rgb: bytes) -> QImage | None:
    """The bytes as a picture of its own memory, mirrored, or None where they are none."""
    if len(numbers) < 2 or not all(1 <= side <= LARGEST for side in numbers[:2]):
        return None
    width, height = int(numbers[0]), int(numbers[1])
    if len(rgb) != width * height * 3:
        return None
    image = QImage(rgb, width, height, width * 3, QImage.Format.Format_RGB888)
    return image.flipped(Qt.Orientation.Horizontal)

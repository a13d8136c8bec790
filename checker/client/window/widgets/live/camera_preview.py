"""What the camera sees, shown and forgotten: the picture is never kept and never sent."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from checker.client.window.translation import tr

MAX_SIDE_PX = 8192
"""Pixels a side: more is no camera."""
FACE_AREA = QRectF(0.355, 0.14, 0.29, 0.52)
"""Where a face belongs, in shares of the picture: in the middle, the eyes in the upper third."""


class CameraPreview(QWidget):
    """The last picture, mirrored as people know themselves from a mirror.

    `lines` high; `seat_outline` draws a frame to sit in.
    """

    def __init__(self, lines: float = 9.0, parent: QWidget | None = None, *, seat: bool = False) -> None:
        super().__init__(parent)
        self._lines = lines
        self._seat = seat
        self.image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Bild Ihrer Kamera"))
        if seat:
            self.setAccessibleDescription(
                tr("Gespiegelt. Ein Oval in der Mitte zeigt, wo Ihr Gesicht sein sollte: die Augen im oberen Drittel.")
            )

    def show_frame(self, numbers: Sequence[float], rgb: bytes) -> None:
        """A picture of `numbers` = width and height. One that does not add up is left out."""
        image = mirrored_image(numbers, rgb)
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
            if self._seat:
                self._draw_seat(painter)
        painter.end()

    def _draw_seat(self, painter: QPainter) -> None:
        """White dashes on a dark line: seen on a bright wall and in a dark room."""
        path = seat_outline(self.width(), self.height())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(0, 0, 0, 130), 4))
        painter.drawPath(path)
        painter.setPen(QPen(QColor(255, 255, 255, 230), 2, Qt.PenStyle.DashLine))
        painter.drawPath(path)


def seat_outline(width: float, height: float) -> QPainterPath:
    """Head and shoulders of somebody who sits well, in a picture of this size."""
    face = QRectF(FACE_AREA.x() * width, FACE_AREA.y() * height, FACE_AREA.width() * width, FACE_AREA.height() * height)
    path = QPainterPath()
    path.addEllipse(face)
    middle, floor = face.center().x(), float(height)
    reach, neck = width * 0.36, face.bottom() + height * 0.03
    path.moveTo(QPointF(middle - reach, floor))
    path.cubicTo(QPointF(middle - reach, neck), QPointF(middle - reach * 0.5, neck), QPointF(middle, neck))
    path.cubicTo(QPointF(middle + reach * 0.5, neck), QPointF(middle + reach, neck), QPointF(middle + reach, floor))
    return path


def mirrored_image(numbers: Sequence[float], rgb: bytes) -> QImage | None:
    """The bytes as a picture of its own memory, mirrored, or None where they are none."""
    if len(numbers) < 2 or not all(1 <= side <= MAX_SIDE_PX for side in numbers[:2]):
        return None
    width, height = int(numbers[0]), int(numbers[1])
    if len(rgb) != width * height * 3:
        return None
    image = QImage(rgb, width, height, width * 3, QImage.Format.Format_RGB888)
    return image.flipped(Qt.Orientation.Horizontal)

"""Which camera, microphone or speaker is to be used. Choosing one has it checked at once."""

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from checker.checks.registry import check as registered_check
from checker.client.trials.device_choice import DeviceChoice
from checker.client.window.translation import tr
from checker.client.window.widgets.labels import Label

MIN_NAME_LETTERS = 22
"""Of a device's name are always shown; longer ones are whole in the open list."""


class DeviceChooser(QComboBox):
    """`device_chosen` carries a device's name; empty: look again which there are.

    Arrow keys open the list, and choose nothing by themselves.
    """

    device_chosen = Signal(str)

    def __init__(self, check: str, label: Label, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = check
        self._label = label
        self._devices = DeviceChoice()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(MIN_NAME_LETTERS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._on_activated)
        self.retranslate()

    @property
    def names(self) -> tuple[str, ...]:
        """The devices that can be chosen."""
        return self._devices.names

    def offer(self, devices: DeviceChoice) -> None:
        """These are there now."""
        self._devices = devices
        self._fill()

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        title = registered_check(self.check).title.render(tr.language)
        self._label.setText(title)
        self.setAccessibleName(title)
        self.view().setAccessibleName(title)
        self.setAccessibleDescription(tr("Wer hier ein anderes Gerät wählt, lässt es sofort prüfen."))
        self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A check must not start with every device that somebody passes on the way to another."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.showPopup()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The style's own arrow is lost with its border: drawn as large as the text asks for."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self.fontMetrics().height() * 0.28
        painter.setPen(QPen(self.palette().text().color(), max(1.5, size / 3)))
        middle = QPointF(self.width() - size * 3.2, self.height() / 2 - size * 0.4)
        painter.drawPolyline([middle + QPointF(-size, 0), middle + QPointF(0, size), middle + QPointF(size, 0)])
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Who turns the wheel wants to move the page."""
        event.ignore()

    def _fill(self) -> None:
        self.clear()
        for name in self._devices.names:
            self.addItem(name, name)
        if not self._devices.names:
            self.addItem(tr("Keine Geräte gefunden"), "")
        self.addItem(tr("Geräte neu suchen"), "")
        used = self._devices.names.index(self._devices.used) if self._devices.used in self._devices.names else 0
        self.setCurrentIndex(used)

    def _on_activated(self, index: int) -> None:
        name = str(self.itemData(index))
        if name != self._devices.used or not name:
            self._fill()  # what is used now stays shown until the other one was checked
            self.device_chosen.emit(name)

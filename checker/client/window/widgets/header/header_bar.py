"""The bar above every page: what this is and for whom, the size of the text, and the language."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from checker.client.window.style.symbol_paths import HOUSE
from checker.client.window.translation import TextBindings, tr
from checker.client.window.widgets.buttons import Button
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.client.window.widgets.header.firm_logo_picture import FirmLogoPicture
from checker.client.window.widgets.labels import Label
from checker.client.window.widgets.symbol import Symbol
from checker.model.profile import Profile

NARROW_BAR_LETTERS = 60
"""Letters: in a bar narrower than that, only the program's own name stands."""


class HeaderBar(QWidget):
    """Tells what was pressed, and nothing else."""

    larger = Signal()
    smaller = Signal()
    language_toggled = Signal()

    def __init__(self, profile: Profile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._profile = profile
        self.texts = TextBindings()
        self.setProperty("role", "bar")
        self.setProperty("edge", "below")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 14, 20, 10)  # room for the stripe in the firm's colour
        row.setSpacing(12)
        self.symbol = Symbol(HOUSE, mark="note", lines=1.7)
        self.logo = FirmLogoPicture()
        self._has_logo = False
        row.addWidget(self.symbol)
        row.addWidget(self.logo)
        self.logo.hide()
        row.addLayout(self._names(), 1)
        row.addWidget(self._controls())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow window the page is worth more than the names above it."""
        super().resizeEvent(event)
        self.subtitle.setVisible(bool(self.subtitle.text()) and not self._is_narrow)
        self._show_symbol_or_logo()

    def show_logo(self, png: bytes) -> None:
        """The firm's logo in place of the program's own symbol; what cannot be drawn changes nothing."""
        self._has_logo = self.logo.set_png(png)
        self._show_symbol_or_logo()

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        self.texts.retranslate()

    @property
    def _is_narrow(self) -> bool:
        return self.width() <= self.fontMetrics().averageCharWidth() * NARROW_BAR_LETTERS

    def _show_symbol_or_logo(self) -> None:
        self.logo.setVisible(self._has_logo and not self._is_narrow)
        self.symbol.setVisible(not self._has_logo or self._is_narrow)

    def _names(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        name = Label("Homeoffice-Check", "badge")
        name.setWordWrap(False)
        column.addWidget(name)
        self.subtitle = Label(size="soft")
        column.addWidget(self.subtitle)
        self.texts.bind(self.subtitle.setText, self._subtitle_text)
        if not self._subtitle_text():
            self.subtitle.hide()
        return column

    def _subtitle_text(self) -> str:
        firm = self._profile.firm
        if firm is None:
            return self._profile.customer
        if not self._profile.customer:
            return firm.name
        return tr("für {customer}, betreut von {firm}", customer=self._profile.customer, firm=firm.name)

    def _controls(self) -> QWidget:
        box = QWidget()
        flow = FlowLayout(box, gap=4, right=True)
        smaller, larger, language = Button("A−", "quiet"), Button("A+", "quiet"), Button(role="quiet")
        smaller.clicked.connect(self.smaller.emit)
        larger.clicked.connect(self.larger.emit)
        language.clicked.connect(self.language_toggled.emit)
        self.texts.bind(smaller.setAccessibleName, lambda: tr("Kleinere Schrift"))
        self.texts.bind(smaller.setToolTip, lambda: tr("Kleinere Schrift"))
        self.texts.bind(larger.setAccessibleName, lambda: tr("Größere Schrift"))
        self.texts.bind(larger.setToolTip, lambda: tr("Größere Schrift"))
        # Each language is named in itself, so that whoever needs it can read it.
        self.texts.bind(language.setText, lambda: "English" if tr.language == "de" else "Deutsch")
        self.texts.bind(language.setAccessibleName, lambda: "English" if tr.language == "de" else "Deutsch")
        self.language = language
        for button in (smaller, larger, language):
            flow.addWidget(button)
        return box

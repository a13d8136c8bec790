"""A banner about a newer program: what is new, and a button to the firm's page. It holds nobody up."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checker.client.updates.version_comparison import ProgramUpdate
from checker.client.window.style.properties import set_style_property
from checker.client.window.translation import tr
from checker.client.window.widgets.buttons import Button
from checker.client.window.widgets.labels import Label, selectable
from checker.client.window.widgets.screen_reader import announce


class UpdateBanner(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._update: ProgramUpdate | None = None
        self.setProperty("role", "banner")
        self.setProperty("level", "note")
        self.text = Label()
        self.page_button = Button()
        self.page_button.clicked.connect(self._open)
        # Where no browser opens, the address can be read and copied.
        self.address = selectable(Label(size="soft"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.text)
        column.addWidget(self.page_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.address)
        self.address.setVisible(False)
        self.setVisible(False)

    def show_update(self, update: ProgramUpdate) -> None:
        """Says it."""
        self._update = update
        set_style_property(self, "level", "warning" if update.is_too_old else "note")
        self.retranslate()
        self.setVisible(True)
        if self.isVisible():
            announce(self.text, self.text.text())

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        self.page_button.setText(tr("Prog&ramm neu laden"))
        if self._update is not None:
            self.text.setText(self._update.message.render(tr.language))
            self.address.setText(self._update.page)

    def _open(self) -> None:
        if self._update is not None and not QDesktopServices.openUrl(QUrl(self._update.page)):
            self.address.setVisible(True)

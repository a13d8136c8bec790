"""Where a customer's code is typed, or the profile's file is dropped."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from checker.client.window.translation import TextBindings, tr
from checker.client.window.widgets.buttons import Button
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.client.window.widgets.labels import Heading, Label
from checker.client.window.widgets.screen_reader import announce

MAX_SOURCE_LENGTH = 400
"""Letters of an address; more is a text that was pasted by mistake."""


class ProfileEntry(QFrame):
    """`source_entered` carries what was typed, chosen or dropped."""

    source_entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts = TextBindings()
        self.setProperty("role", "card")
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        title, text = Heading(size="part"), Label()
        self.field = QLineEdit()
        self.field.setMaxLength(MAX_SOURCE_LENGTH)
        self.field.setClearButtonEnabled(True)
        self.field.returnPressed.connect(self._emit_source)
        self.field.textChanged.connect(self._update_enabled)
        caption = QLabel()
        caption.setProperty("kind", "strong")
        caption.setBuddy(self.field)
        self.status = Label()
        self.status.setVisible(False)
        row = QWidget()
        flow = FlowLayout(row)
        self.load_button, self.choose_button = Button(role="primary"), Button(role="quiet")
        self.load_button.clicked.connect(self._emit_source)
        self.choose_button.clicked.connect(self._choose_file)
        flow.addWidget(self.load_button)
        flow.addWidget(self.choose_button)
        for part in (title, text, caption, self.field, row, self.status):
            column.addWidget(part)
        self.texts.bind(title.set_heading, lambda: tr("Hat Ihre IT-Firma Ihnen eine Kennung gegeben?"))
        self.texts.bind(
            text.setText,
            lambda: tr(
                "Mit ihr weiß das Programm, was Ihre Firma braucht. Ziehen Sie die Profildatei hierher, wenn Sie eine "
                "bekommen haben. Ohne Kennung wird geprüft, was jeder braucht."
            ),
        )
        self.texts.bind(caption.setText, lambda: tr("&Kennung oder Adresse"))
        self.texts.bind(self.field.setPlaceholderText, lambda: tr("zum Beispiel MUSTER-K4TX-9RWH"))
        self.texts.bind(self.load_button.setText, lambda: tr("&Profil laden"))
        self.texts.bind(self.choose_button.setText, lambda: tr("Profil&datei wählen …"))
        self.texts.retranslate()
        self._waiting = False
        self._update_enabled()

    def set_waiting(self, waiting: bool) -> None:
        """A profile is being loaded, or no longer."""
        self._waiting = waiting
        if waiting:
            self.show_status(tr("Das Profil wird geladen …"))
        self._update_enabled()

    def show_status(self, text: str, level: str = "") -> None:
        """What came of it, below the field."""
        self.status.set_level(level)
        self.status.setText(text)
        self.status.setVisible(bool(text))
        if text and self.isVisible():
            announce(self.status, text)

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        self.texts.retranslate()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Takes one file of this PC."""
        if dropped_file(event) and not self._waiting:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Asks for that file."""
        if (file := dropped_file(event)) and not self._waiting:
            event.acceptProposedAction()
            self.enter_source(file)

    def enter_source(self, source: str) -> None:
        """As if it had been typed and sent off."""
        self.field.setText(source)
        self._emit_source()

    def _emit_source(self) -> None:
        source = self.field.text().strip()
        if source and not self._waiting:
            self.source_entered.emit(source)

    def _choose_file(self) -> None:
        kinds = tr("Profile (*.toml);;Alle Dateien (*)")
        file, _ = QFileDialog.getOpenFileName(self, tr("Profildatei wählen"), str(Path.home()), kinds)
        if file:
            self.enter_source(file)

    def _update_enabled(self) -> None:
        self.load_button.setEnabled(bool(self.field.text().strip()) and not self._waiting)
        self.choose_button.setEnabled(not self._waiting)
        self.field.setReadOnly(self._waiting)


def dropped_file(event: QDropEvent) -> str:
    """The one file of this PC that is dropped; else empty."""
    if not event.possibleActions() & Qt.DropAction.CopyAction:
        return ""
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 else ""

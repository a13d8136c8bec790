"""Where a customer's code is typed, or the profile's file is dropped."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from checker.client.window.announce import announce
from checker.client.window.buttons import Button
from checker.client.window.flow import Flow
from checker.client.window.labels import Label
from checker.client.window.spoken import Spoken
from checker.client.window.words import tr

LONGEST = 400
"""Letters of an address; more is a text that was pasted by mistake."""


class ProfileEntry(QFrame):
    """`asked` carries what was typed, chosen or dropped."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spoken = Spoken()
        self.setProperty("role", "card")
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        title, text = Label(size="part"), Label()
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST)
        self.field.setClearButtonEnabled(True)
        self.field.returnPressed.connect(self._ask)
        self.field.textChanged.connect(self._settle)
        caption = QLabel()
        caption.setProperty("kind", "strong")
        caption.setBuddy(self.field)
        self.said = Label()
        self.said.setVisible(False)
        row = QWidget()
        flow = Flow(row)
        self.load, self.choose = Button(role="primary"), Button(role="quiet")
        self.load.clicked.connect(self._ask)
        self.choose.clicked.connect(self._choose)
        flow.addWidget(self.load)
        flow.addWidget(self.choose)
        for part in (title, text, caption, self.field, row, self.said):
            column.addWidget(part)
        self.spoken.say(title.setText, lambda: tr("Hat Ihre IT-Firma Ihnen eine Kennung gegeben?"))
        self.spoken.say(
            text.setText,
            lambda: tr(
                "Mit ihr weiß das Programm, was Ihre Firma braucht. Ziehen Sie die Profildatei hierher, wenn Sie eine "
                "bekommen haben. Ohne Kennung wird geprüft, was jeder braucht."
            ),
        )
        self.spoken.say(caption.setText, lambda: tr("&Kennung oder Adresse"))
        self.spoken.say(self.field.setPlaceholderText, lambda: tr("zum Beispiel MUSTER-K4TX-9RWH"))
        self.spoken.say(self.load.setText, lambda: tr("&Profil laden"))
        self.spoken.say(self.choose.setText, lambda: tr("Profil&datei wählen …"))
        self.spoken.speak()
        self._waiting = False
        self._settle()

    def wait(self, waiting: bool) -> None:
        """A profile is being loaded, or no longer."""
        self._waiting = waiting
        if waiting:
            self.tell(tr("Das Profil wird geladen …"))
        self._settle()

    def tell(self, text: str, level: str = "") -> None:
        """What came of it, below the field."""
        self.said.toned(level)
        self.said.setText(text)
        self.said.setVisible(bool(text))
        if text and self.isVisible():
            announce(self.said, text)

    def speak(self) -> None:
        """Says everything in the language that is spoken now."""
        self.spoken.speak()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Takes one file of this PC."""
        if dropped(event) and not self._waiting:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Asks for that file."""
        if (file := dropped(event)) and not self._waiting:
            event.acceptProposedAction()
            self.ask(file)

    def ask(self, source: str) -> None:
        """As if it had been typed and sent off."""
        self.field.setText(source)
        self._ask()

    def _ask(self) -> None:
        source = self.field.text().strip()
        if source and not self._waiting:
            self.asked.emit(source)

    def _choose(self) -> None:
        kinds = tr("Profile (*.toml);;Alle Dateien (*)")
        file, _ = QFileDialog.getOpenFileName(self, tr("Profildatei wählen"), str(Path.home()), kinds)
        if file:
            self.ask(file)

    def _settle(self) -> None:
        self.load.setEnabled(bool(self.field.text().strip()) and not self._waiting)
        self.choose.setEnabled(not self._waiting)
        self.field.setReadOnly(self._waiting)


def dropped(event: QDropEvent) -> str:
    """The one file of this PC that is dropped; else empty."""
    if not event.possibleActions() & Qt.DropAction.CopyAction:
        return ""
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 else ""

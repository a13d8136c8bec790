"""A call to the IT firm with everything in hand: the number, the sentence to say, the reference to read out."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checker.client.window.translation import tr
from checker.client.window.widgets.buttons import Button
from checker.client.window.widgets.labels import Heading, Label, selectable
from checker.client.window.widgets.screen_reader import announce
from checker.model.finding import Finding
from checker.model.report import Receipt, Report
from checker.show.call_help import call_help


class CallCard(QFrame):
    """Shown with every result and on every state of the last page; its reference is there before anything is sent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._report: Report | None = None
        self._receipt: Receipt | None = None
        self._finding: Finding | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        self.heading = Heading(size="part")
        self.number = selectable(Label(size="sentence"))
        self.hours = selectable(Label())
        self.sentence = selectable(Label())
        self.caption = Label(size="soft")
        self.reference = selectable(Label(size="display"))
        self.spelling = selectable(Label(size="soft"))
        self.copy = Button(role="quiet")
        self.copy.clicked.connect(self._copy)
        for label in (self.heading, self.number, self.hours, self.sentence):
            column.addWidget(label)
        for label in (self.caption, self.reference, self.spelling):
            column.addWidget(label)
        column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)

    def show_report(self, report: Report, receipt: Receipt | None = None, *, finding: Finding | None = None) -> None:
        """What to say about this report; a receipt's reference counts from then on.

        `finding`: what the call is about, its steps tried; without it what is to be done first.
        """
        self._report, self._receipt, self._finding = report, receipt, finding
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        self.heading.set_heading(tr("Anrufen"))
        self.caption.setText(tr("Ihr Kennzeichen, zum Vorlesen am Telefon"))
        self.copy.setText(tr("Kennzeichen kop&ieren"))
        if self._report is None:
            return
        needed = call_help(self._report, tr.language, self._receipt, attempted=self._finding)
        self.number.setText(needed.number_line(tr.language))
        hours = needed.hours_line(tr.language)
        self.hours.setText(hours)
        self.hours.setVisible(bool(hours))
        self.sentence.setText(tr("Sagen Sie zum Beispiel: „{sentence}“", sentence=needed.sentence))
        self.reference.setText(needed.reference)
        # Letter by letter, or a screen reader makes a word of it; the spelling stands below.
        self.reference.setAccessibleName(" ".join(needed.reference.replace("-", "")))
        self.spelling.setText(needed.spelling)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.reference.text())
        self.copy.setText(tr("Kopiert"))
        announce(self.copy, tr("Kopiert"))

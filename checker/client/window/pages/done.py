"""The last page: where the report is now, and its reference, large enough to read out on the phone."""

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checker.client.window.announce import announce
from checker.client.window.buttons import Button
from checker.client.window.delivery import Sending
from checker.client.window.flow import Flow
from checker.client.window.labels import Label, selectable
from checker.client.window.page import Page
from checker.client.window.spelling import spelled
from checker.client.window.words import tr
from checker.model.profile import Profile
from checker.model.text import Text


class DonePage(Page):
    """Sent, on its way, refused, or kept: always said in a sentence."""

    ORDER: ClassVar[int] = 0
    TITLE: ClassVar[Text] = Text(de="Ihr Bericht", en="Your report")
    saved = Signal()
    printed = Signal()
    again = Signal()
    retried = Signal()
    withdrawn = Signal()
    closed = Signal()

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile
        self._sending: Sending | None = None
        self._reference_box()
        self.state = self.said(self._state)
        self.hint = self.said(self._hint, "soft")
        self.trouble = self.said(lambda: "", level="blocker")
        self.trouble.setVisible(False)
        self.on_its_way, row = QWidget(), QWidget()
        way, own = Flow(self.on_its_way), Flow(row)
        self.retry = self.button(lambda: tr("Jetzt noch einmal ver&suchen"), self.retried.emit, into=way)
        self.withdraw = self.button(lambda: tr("D&och nicht senden"), self.withdrawn.emit, into=way)
        self.content.addWidget(self.on_its_way)
        self.print = self.button(lambda: tr("&Drucken"), self.printed.emit, into=own)
        self.save = self.button(lambda: tr("Als Datei s&peichern"), self.saved.emit, into=own)
        self.content.addWidget(row)
        self.content.addStretch(1)
        self.repeat = self.button(lambda: tr("&Von vorn beginnen"), self.again.emit)
        self.close_button = self.button(lambda: tr("S&chließen"), self.closed.emit, "primary")
        self.default = self.close_button

    @property
    def waiting(self) -> bool:
        """Whether the report is still on its way, and the page says so."""
        return self._sending is not None and not self._sending.over

    def show_kept(self) -> None:
        """The report stays with the employee."""
        self._sending = None
        self.tell("")
        self._tell()

    def show_sending(self, sending: Sending) -> None:
        """How far the report is."""
        self._sending = sending
        self.tell("")
        self._tell()
        announce(self.state, self.state.text())
        if sending.receipt is not None:
            self.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, trouble: str) -> None:
        """Says what did not work."""
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))

    def speak(self) -> None:
        """Says everything in the language that is spoken now."""
        super().speak()
        self._tell()

    def escape(self) -> None:
        """There is nothing to go back to, and closing is a button's business."""

    def _reference_box(self) -> None:
        self.box = QFrame()
        self.box.setProperty("role", "card")
        column = QVBoxLayout(self.box)
        column.setContentsMargins(24, 20, 24, 20)
        self.caption = Label(size="soft")
        self.reference = selectable(Label(size="display"))
        self.spelling = selectable(Label())
        self.copy = Button()
        self.copy.clicked.connect(self._copy)
        self.spoken.say(self.caption.setText, lambda: tr("Ihr Kennzeichen, zum Vorlesen am Telefon"))
        for label in (self.caption, self.reference, self.spelling):
            column.addWidget(label)
        column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addWidget(self.box)

    def _tell(self) -> None:
        receipt = self._sending.receipt if self._sending else None
        self.box.setVisible(receipt is not None)
        reference = receipt.reference if receipt else ""
        self.reference.setText(reference)
        self.spelling.setText(spelled(reference, tr.language))
        self.reference.setAccessibleName(spelled(reference, tr.language))
        self.copy.setText(tr("Kennzeichen &kopieren"))
        self.on_its_way.setVisible(self.waiting)
        self.heading.say(self._title())
        self.state.setText(self._state())
        self.hint.setText(self._hint())

    def _title(self) -> str:
        if self._sending is None:
            return tr("Ihr Bericht bleibt bei Ihnen")
        if self._sending.receipt is not None:
            return tr("Ihr Bericht ist angekommen")
        return tr("Ihr Bericht ist nicht angekommen") if self._sending.over else tr("Ihr Bericht ist unterwegs")

    def _state(self) -> str:
        if self._sending is None:
            return tr("Es wurde nichts gesendet.")
        return self._sending.said.render(tr.language)

    def _hint(self) -> str:
        firm = self._profile.firm
        if self._sending is None:
            return tr("Möchten Sie den Bericht aufheben, speichern Sie ihn als Datei oder drucken Sie ihn.")
        if self._sending.receipt is not None and firm is not None and firm.phone:
            return tr("{firm} erreichen Sie unter {phone}.", firm=firm.name, phone=firm.phone)
        if self.waiting and self._sending.kept:
            return tr(
                "Sie müssen nicht warten: Schließen Sie das Fenster, wird der Bericht beim nächsten Start gesendet."
            )
        return ""

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.reference.text())
        self.copy.setText(tr("Kopiert"))
        announce(self.copy, tr("Kopiert"))

"""One report that was sent: to be looked at, asked about at the IT firm, and deleted there and here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checker.client.ports.sent_reports import DeskAnswer, SentReport
from checker.client.window.translation import TextBindings, tr
from checker.client.window.widgets.buttons import Button
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.client.window.widgets.labels import Heading, Label, selectable
from checker.client.window.widgets.screen_reader import announce
from checker.model.text import Text
from checker.show.formatting import format_moment
from checker.show.sanitizer import sanitize
from checker.show.spelling_alphabet import spell_out


class SentCard(QFrame):
    """The signals carry the report's id. Deleting takes two presses, for it is for good."""

    view_requested = Signal(str)
    status_requested = Signal(str)
    deletion_requested = Signal(str)

    def __init__(self, sent: SentReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._receipt = sent.receipt
        self._answer: Text | None = None
        self._texts = TextBindings()
        self.heading = selectable(Heading(sent.receipt.reference, size="part"))
        self.status = Label(size="sentence")
        self.question = Label()
        self._actions, self._confirmation = QWidget(), QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        arrived = Label(size="soft")
        for part in (self.heading, arrived, self.status, self._actions, self.question, self._confirmation):
            column.addWidget(part)
        actions, confirmation = FlowLayout(self._actions), FlowLayout(self._confirmation)
        self.view, self.query, self.delete = Button(), Button(), Button()
        self.confirm, self.keep = Button(), Button()
        for button in (self.view, self.query, self.delete):
            actions.addWidget(button)
        for button in (self.keep, self.confirm):
            confirmation.addWidget(button)
        self._texts.bind(self.heading.setAccessibleName, lambda: spell_out(sent.receipt.reference, tr.language))
        self._texts.bind(arrived.setText, self._arrived_text)
        self._texts.bind(self.view.setText, lambda: tr("Ansehen (öffnet den Browser)"))
        self._texts.bind(self.query.setText, lambda: tr("Wie weit ist er?"))
        self._texts.bind(self.delete.setText, lambda: tr("Löschen"))
        self._texts.bind(self.question.setText, self._question_text)
        self._texts.bind(self.confirm.setText, lambda: tr("Ja, für immer löschen"))
        self._texts.bind(self.keep.setText, lambda: tr("Nicht löschen"))
        for button in (self.view, self.query, self.delete, self.confirm):
            button.setAccessibleDescription(sent.receipt.reference)
        self.view.clicked.connect(lambda: self.view_requested.emit(sent.receipt.id))
        self.query.clicked.connect(lambda: self.status_requested.emit(sent.receipt.id))
        self.delete.clicked.connect(lambda: self._confirm_deletion(asking=True))
        self.keep.clicked.connect(lambda: self._confirm_deletion(asking=False))
        self.confirm.clicked.connect(lambda: self.deletion_requested.emit(sent.receipt.id))
        self.status.setVisible(False)
        self._set_asking(asking=False)

    def show_waiting(self) -> None:
        """The IT firm is being asked."""
        self._show_status(Text(de="Ihre IT-Firma wird gefragt …", en="Asking your IT firm …"))

    def show_answer(self, answer: DeskAnswer) -> None:
        """What it said; the card is of use still."""
        self._show_status(answer.message)

    def show_deleted(self, answer: DeskAnswer) -> None:
        """Nothing is left to do with it."""
        self._show_status(answer.message)
        self._actions.setVisible(False)
        self._set_asking(asking=False)
        self.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        self._texts.retranslate()
        if self._answer is not None:
            self.status.setText(self._answer.render(tr.language))

    def _confirm_deletion(self, *, asking: bool) -> None:
        self._set_asking(asking=asking)
        (self.keep if asking else self.delete).setFocus(Qt.FocusReason.OtherFocusReason)
        if asking:
            announce(self.question, self.question.text())

    def _set_asking(self, *, asking: bool) -> None:
        self.question.setVisible(asking)
        self._confirmation.setVisible(asking)
        self.delete.setEnabled(not asking)

    def _show_status(self, text: Text) -> None:
        self._answer = text
        self.status.setText(text.render(tr.language))
        self.status.setVisible(True)
        announce(self.status, self.status.text())

    def _arrived_text(self) -> str:
        moment = format_moment(self._receipt.received, tr.language)
        if not self._receipt.firm:
            return tr("Angekommen am {moment}", moment=moment)
        return tr("Angekommen bei {firm} am {moment}", firm=sanitize(self._receipt.firm), moment=moment)

    def _question_text(self) -> str:
        return tr(
            "Der Bericht wird bei Ihrer IT-Firma und auf diesem Computer gelöscht. Das lässt sich nicht zurücknehmen. "
            "Danach kann Ihre IT-Firma Ihnen damit nicht mehr helfen."
        )

"""The last page: where the report is now, and its reference, large enough to read out on the phone."""

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checker.client.ports.report_delivery import SendStatus
from checker.client.window.pages.page import WindowPage
from checker.client.window.translation import tr
from checker.client.window.widgets.buttons import Button
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.client.window.widgets.labels import Label, selectable
from checker.client.window.widgets.screen_reader import announce
from checker.model.profile import Profile
from checker.model.text import Text
from checker.show.spelling_alphabet import spell_out


class DonePage(WindowPage):
    """Sent, on its way, refused, or kept: always said in a sentence."""

    ORDER: ClassVar[int] = 0
    TITLE: ClassVar[Text] = Text(de="Ihr Bericht", en="Your report")
    save_requested = Signal()
    print_requested = Signal()
    restart_requested = Signal()
    retry_requested = Signal()
    withdraw_requested = Signal()
    close_requested = Signal()

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile
        self._status: SendStatus | None = None
        self._reference_box()
        self.state = self.add_label(self._state)
        self.hint = self.add_label(self._hint, "soft")
        self.trouble = self.add_label(lambda: "", level="blocker")
        self.trouble.setVisible(False)
        self.delivery_row, row = QWidget(), QWidget()
        delivery_buttons, file_buttons = FlowLayout(self.delivery_row), FlowLayout(row)
        self.retry = self.add_button(
            lambda: tr("Jetzt noch einmal ver&suchen"), self.retry_requested.emit, into=delivery_buttons
        )
        self.withdraw = self.add_button(
            lambda: tr("D&och nicht senden"), self.withdraw_requested.emit, into=delivery_buttons
        )
        self.content.addWidget(self.delivery_row)
        self.print = self.add_button(lambda: tr("&Drucken"), self.print_requested.emit, into=file_buttons)
        self.save = self.add_button(lambda: tr("Als Datei s&peichern"), self.save_requested.emit, into=file_buttons)
        self.content.addWidget(row)
        self.content.addStretch(1)
        self.repeat = self.add_button(lambda: tr("&Von vorn beginnen"), self.restart_requested.emit)
        self.close_button = self.add_button(lambda: tr("S&chließen"), self.close_requested.emit, "primary")
        self.default = self.close_button

    @property
    def is_waiting(self) -> bool:
        """Whether the report is still on its way, and the page says so."""
        return self._status is not None and not self._status.is_final

    def show_not_sent(self) -> None:
        """The report stays with the employee."""
        self._status = None
        self.show_error("")
        self._update()

    def show_status(self, status: SendStatus) -> None:
        """How far the report is."""
        self._status = status
        self.show_error("")
        self._update()
        announce(self.state, self.state.text())
        if status.receipt is not None:
            self.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_error(self, message: str) -> None:
        """Says what did not work."""
        self.trouble.setText(message)
        self.trouble.setVisible(bool(message))

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        super().retranslate()
        self._update()

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
        self.texts.bind(self.caption.setText, lambda: tr("Ihr Kennzeichen, zum Vorlesen am Telefon"))
        for label in (self.caption, self.reference, self.spelling):
            column.addWidget(label)
        column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addWidget(self.box)

    def _update(self) -> None:
        receipt = self._status.receipt if self._status else None
        self.box.setVisible(receipt is not None)
        reference = receipt.reference if receipt else ""
        self.reference.setText(reference)
        self.spelling.setText(spell_out(reference, tr.language))
        self.reference.setAccessibleName(spell_out(reference, tr.language))
        self.copy.setText(tr("Kennzeichen &kopieren"))
        self.delivery_row.setVisible(self.is_waiting)
        self.heading.set_heading(self._title())
        self.state.setText(self._state())
        self.hint.setText(self._hint())

    def _title(self) -> str:
        if self._status is None:
            return tr("Ihr Bericht bleibt bei Ihnen")
        if self._status.receipt is not None:
            return tr("Ihr Bericht ist angekommen")
        return tr("Ihr Bericht ist nicht angekommen") if self._status.is_final else tr("Ihr Bericht ist unterwegs")

    def _state(self) -> str:
        if self._status is None:
            return tr("Es wurde nichts gesendet.")
        return self._status.message.render(tr.language)

    def _hint(self) -> str:
        firm = self._profile.firm
        if self._status is None:
            return tr("Möchten Sie den Bericht aufheben, speichern Sie ihn als Datei oder drucken Sie ihn.")
        if self._status.receipt is not None and firm is not None and firm.phone:
            return tr("{firm} erreichen Sie unter {phone}.", firm=firm.name, phone=firm.phone)
        if self.is_waiting and self._status.is_stored:
            return tr(
                "Sie müssen nicht warten: Schließen Sie das Fenster, wird der Bericht beim nächsten Start gesendet."
            )
        return ""

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.reference.text())
        self.copy.setText(tr("Kopiert"))
        announce(self.copy, tr("Kopiert"))

"""The first page: what will happen, and what may be read. Nothing is read before an answer is given here."""

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checker.checks.declaration import Check
from checker.client.privacy_notice import privacy_notice, start_sentence
from checker.client.window.pages.page import WindowPage
from checker.client.window.pages.welcome.about_panel import AboutPanel
from checker.client.window.pages.welcome.check_phrase import CheckPhraseCard
from checker.client.window.pages.welcome.consent_card import ConsentCard
from checker.client.window.pages.welcome.incident_banner import IncidentBanner
from checker.client.window.pages.welcome.interrupted_watch import InterruptedWatchBanner
from checker.client.window.pages.welcome.profile_entry import ProfileEntry
from checker.client.window.pages.welcome.self_test_panel import SelfTestPanel
from checker.client.window.pages.welcome.update_banner import UpdateBanner
from checker.client.window.translation import tr
from checker.client.window.widgets.buttons import Button
from checker.client.window.widgets.disclosure import Disclosure
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.client.window.widgets.labels import Label
from checker.model.privacy import DataGroup
from checker.model.profile import Profile
from checker.model.text import Text


class WelcomePage(WindowPage):
    """`agreed` carries the allowed groups. Enter alone agrees to nothing: there is no default button.

    `phrase`: the check phrase of the profile, if it was signed; `entry`: where another profile is named, if any can be.
    """

    ORDER: ClassVar[int] = 1
    TITLE: ClassVar[Text] = Text(de="Ist Ihr Arbeitsplatz zu Hause bereit?", en="Is your workplace at home ready?")
    agreed = Signal(object)
    history_requested = Signal()
    sent_requested = Signal()
    outages_requested = Signal()

    def __init__(
        self,
        profile: Profile,
        checks_by_group: dict[DataGroup, list[Check]],
        note: str = "",
        phrase: Text | None = None,
        entry: ProfileEntry | None = None,
    ) -> None:
        super().__init__()
        self._profile = profile
        self._entry = entry
        self._waiting = False
        self._intro(note, phrase)
        self.groups = [ConsentCard(group, checks) for group, checks in checks_by_group.items()]
        for card in self.groups:
            card.toggled.connect(self._update_buttons)
            self.content.addWidget(card)
        self.add_label(self._never_read_text, "soft")
        self._details = Disclosure("", "", self._privacy)
        self.content.addWidget(self._details)
        self.about = Disclosure("", "", self._about)
        self.content.addWidget(self.about)
        row = QWidget()
        self.history = self.add_button(
            lambda: tr("Frühere Prüfungen ansehen"), self.history_requested.emit, "quiet", into=FlowLayout(row)
        )
        self.content.addWidget(row)
        self.offer_history(False)
        self.other_profile = Disclosure("", "", self._profile_entry)
        self.content.addWidget(self.other_profile)
        self.other_profile.setVisible(entry is not None and profile.firm is not None)
        self.sent = Button(role="quiet")
        self.sent.clicked.connect(self.sent_requested)
        self.sent.setVisible(False)
        self.texts.bind(self.sent.setText, lambda: tr("Gesendete Berichte ansehen oder löschen"))
        self.content.addWidget(self.sent, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addStretch(1)
        self.some = self.add_button(lambda: tr("&Nur Angekreuztes prüfen"), self._agree_to_some)
        self.all = self.add_button(lambda: tr("&Alles erlauben und prüfen"), self._agree_to_all, "primary")
        self._update_buttons()
        self.retranslate()

    @property
    def self_test(self) -> SelfTestPanel:
        """The self-test among what is said about the program."""
        return self._about_text.self_test

    def show_note(self, text: str) -> None:
        """Shows a note above everything; nothing hides it."""
        self.note.setText(text)
        self.note_box.setVisible(bool(text))

    def offer_history(self, has_runs: bool) -> None:
        """Whether there are earlier runs to be seen."""
        self.history.setVisible(has_runs)

    def set_waiting(self, waiting: bool) -> None:
        """Whether a profile is on its way: what is agreed to now would be for another one."""
        self._waiting = waiting
        if self._entry is not None:
            self._entry.set_waiting(waiting)
        self.all.setEnabled(not waiting)
        self.outages.setEnabled(not waiting)
        self.interrupted_watch.setEnabled(not waiting)
        self._update_buttons()

    def offer_sent(self, *, available: bool) -> None:
        """Whether reports that were sent before can be looked at and deleted."""
        self.sent.setVisible(available)

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        super().retranslate()
        for card in self.groups:
            card.retranslate()
        self.incident_banner.retranslate()
        self.interrupted_watch.retranslate()
        self.update_banner.retranslate()
        if self.check_phrase is not None:
            self.check_phrase.retranslate()
        if self._entry is not None:
            self._entry.retranslate()
        self.other_profile.set_texts(tr("Eine andere Kennung eingeben"), tr("Eine andere Kennung eingeben, ausblenden"))
        self._details.set_texts(tr("Datenschutz im Einzelnen"), tr("Datenschutz im Einzelnen, ausblenden"))
        self._privacy_text.setText("\n\n".join(privacy_notice(self._profile, tr.language)))
        self.about.set_texts(tr("Über dieses Programm"), tr("Über dieses Programm, ausblenden"))
        self._about_text.retranslate()

    def _intro(self, note: str, phrase: Text | None) -> None:
        self.note_box = QFrame()
        self.note_box.setProperty("role", "banner")
        self.note_box.setProperty("level", "note")
        self.note = Label()
        self._privacy_text = Label(size="soft")
        self._about_text = AboutPanel()
        QVBoxLayout(self.note_box).addWidget(self.note)
        self.content.addWidget(self.note_box)
        self.show_note(note)
        self.incident_banner = IncidentBanner()
        self.content.addWidget(self.incident_banner)
        self.interrupted_watch = InterruptedWatchBanner()
        self.content.addWidget(self.interrupted_watch)
        self.update_banner = UpdateBanner()
        self.content.addWidget(self.update_banner)
        self.add_label(
            lambda: tr(
                "Dieses Programm prüft Ihren Computer, die Internetverbindung, den Weg zur Firma, Kamera und Mikrofon. "
                "Danach wissen Sie, was heute geht, was nicht, und wer etwas tun muss. "
                "Meist dauert das weniger als eine Minute."
            )
        )
        outages = QWidget()
        column = QVBoxLayout(outages)
        column.setContentsMargins(0, 0, 0, 0)
        self.outages_hint = Label()
        self.texts.bind(
            self.outages_hint.setText,
            lambda: tr(
                "Ist die Verbindung nur manchmal weg? Dann kann das Programm bis zu zwei Stunden lang zusehen und "
                "zeigen, wann und wo sie abbricht."
            ),
        )
        column.addWidget(self.outages_hint)
        row = QWidget()
        self.outages = self.add_button(
            lambda: tr("Es bricht immer wieder ab"), self.outages_requested.emit, into=FlowLayout(row)
        )
        column.addWidget(row)
        self.content.addWidget(outages)
        outages.setVisible(bool(self._profile.firm is not None and self._profile.firm.desk_url))
        self.check_phrase = None if phrase is None else CheckPhraseCard(phrase)
        if self.check_phrase is not None:
            self.content.addWidget(self.check_phrase)
        if self._entry is not None and self._profile.firm is None:
            self.content.addWidget(self._entry)
        self.add_label(lambda: tr("Was dürfen wir dafür lesen?"), "part")
        self.add_label(self._start_text)

    def _start_text(self) -> str:
        start = start_sentence(self._profile).render(tr.language)
        sending = tr("Gesendet wird nur, was Sie vorher gesehen haben, und nur, wenn Sie es dann noch möchten.")
        return f"{start} {sending}"

    def _never_read_text(self) -> str:
        return tr(
            "Niemals gespeichert oder gesendet: Bilder, Töne, WLAN-Namen, Standort, andere Geräte bei Ihnen zu Hause, "
            "offene Programme, Dateien, Kennwörter und Ihr Name."
        )

    def _privacy(self) -> QWidget:
        return self._privacy_text

    def _about(self) -> QWidget:
        return self._about_text

    def _profile_entry(self) -> QWidget:
        return self._entry or QWidget()

    def _update_buttons(self) -> None:
        self.some.setEnabled(not self._waiting and any(card.box.isChecked() for card in self.groups))

    def _agree_to_some(self) -> None:
        self.agreed.emit(tuple(card.group for card in self.groups if card.box.isChecked()))

    def _agree_to_all(self) -> None:
        for card in self.groups:
            card.box.setChecked(True)
        self.agreed.emit(tuple(card.group for card in self.groups))

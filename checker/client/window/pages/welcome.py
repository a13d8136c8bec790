"""The first page: what will happen, and what may be read. Nothing is read before an answer is given here."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checker.checks.declaration import Check
from checker.client.window.about import About
from checker.client.window.disclosure import Disclosure
from checker.client.window.entry import ProfileEntry
from checker.client.window.group import GroupCard
from checker.client.window.labels import Label
from checker.client.window.mark import Mark
from checker.client.window.newer import Newer
from checker.client.window.page import Page
from checker.client.window.privacy import privacy
from checker.client.window.words import tr
from checker.model.privacy import DataGroup
from checker.model.profile import Profile
from checker.model.text import Text


class WelcomePage(Page):
    """`agreed` carries the allowed groups. Enter alone agrees to nothing: there is no default button.

    `phrase`: the check phrase of the profile, if it was signed; `entry`: where another profile is named, if any can be.
    """

    ORDER: ClassVar[int] = 1
    TITLE: ClassVar[Text] = Text(de="Ist Ihr Arbeitsplatz zu Hause bereit?", en="Is your workplace at home ready?")
    agreed = Signal(object)

    def __init__(
        self,
        profile: Profile,
        asked: dict[DataGroup, list[Check]],
        note: str = "",
        phrase: Text | None = None,
        entry: ProfileEntry | None = None,
    ) -> None:
        super().__init__()
        self._profile = profile
        self._entry = entry
        self._waiting = False
        self._intro(note, phrase)
        self.groups = [GroupCard(group, checks) for group, checks in asked.items()]
        for card in self.groups:
            card.turned.connect(self._count)
            self.content.addWidget(card)
        self.said(self._never, "soft")
        self._details = Disclosure("", "", self._privacy)
        self.content.addWidget(self._details)
        self.about = Disclosure("", "", self._about)
        self.content.addWidget(self.about)
        self.other = Disclosure("", "", self._other_profile)
        self.content.addWidget(self.other)
        self.other.setVisible(entry is not None and profile.firm is not None)
        self.content.addStretch(1)
        self.some = self.button(lambda: tr("&Nur Angekreuztes prüfen"), self._agree_to_some)
        self.all = self.button(lambda: tr("&Alles erlauben und prüfen"), self._agree_to_all, "primary")
        self._count()
        self.speak()

    def tell(self, text: str) -> None:
        """Shows a note above everything; nothing hides it."""
        self.note.setText(text)
        self.note_box.setVisible(bool(text))

    def wait(self, waiting: bool) -> None:
        """Whether a profile is on its way: what is agreed to now would be for another one."""
        self._waiting = waiting
        if self._entry is not None:
            self._entry.wait(waiting)
        self.all.setEnabled(not waiting)
        self._count()

    def speak(self) -> None:
        """Says everything in the language that is spoken now."""
        super().speak()
        for card in self.groups:
            card.speak()
        self.newer.speak()
        if self.mark is not None:
            self.mark.speak()
        if self._entry is not None:
            self._entry.speak()
        self.other.say(tr("Eine andere Kennung eingeben"), tr("Eine andere Kennung eingeben, ausblenden"))
        self._details.say(tr("Datenschutz im Einzelnen"), tr("Datenschutz im Einzelnen, ausblenden"))
        self._privacy_text.setText(privacy(self._profile))
        self.about.say(tr("Über dieses Programm"), tr("Über dieses Programm, ausblenden"))
        self._about_text.speak()

    def _intro(self, note: str, phrase: Text | None) -> None:
        self.note_box = QFrame()
        self.note_box.setProperty("role", "banner")
        self.note_box.setProperty("level", "note")
        self.note = Label()
        self._privacy_text = Label(size="soft")
        self._about_text = About()
        QVBoxLayout(self.note_box).addWidget(self.note)
        self.content.addWidget(self.note_box)
        self.tell(note)
        self.newer = Newer()
        self.content.addWidget(self.newer)
        self.said(
            lambda: tr(
                "Dieses Programm prüft Ihren Computer, die Internetverbindung, den Weg zur Firma, Kamera und Mikrofon. "
                "Danach wissen Sie, was heute geht, was nicht, und wer etwas tun muss. "
                "Meist dauert das weniger als eine Minute."
            )
        )
        self.mark = None if phrase is None else Mark(phrase)
        if self.mark is not None:
            self.content.addWidget(self.mark)
        if self._entry is not None and self._profile.firm is None:
            self.content.addWidget(self._entry)
        self.said(lambda: tr("Was dürfen wir dafür lesen?"), "part")
        self.said(
            lambda: tr(
                "Bis Sie zustimmen, wird nichts gelesen. Gesendet wird nur, was Sie vorher gesehen haben, "
                "und nur, wenn Sie es dann noch möchten."
            )
        )

    def _never(self) -> str:
        return tr(
            "Niemals gespeichert oder gesendet: Bilder, Töne, WLAN-Namen, Standort, andere Geräte bei Ihnen zu Hause, "
            "offene Programme, Dateien, Kennwörter und Ihr Name."
        )

    def _privacy(self) -> QWidget:
        return self._privacy_text

    def _about(self) -> QWidget:
        return self._about_text

    def _other_profile(self) -> QWidget:
        return self._entry or QWidget()

    def _count(self) -> None:
        self.some.setEnabled(not self._waiting and any(card.box.isChecked() for card in self.groups))

    def _agree_to_some(self) -> None:
        self.agreed.emit(tuple(card.group for card in self.groups if card.box.isChecked()))

    def _agree_to_all(self) -> None:
        for card in self.groups:
            card.box.setChecked(True)
        self.agreed.emit(tuple(card.group for card in self.groups))

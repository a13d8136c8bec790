"""Between the window and whoever finds profiles: another profile is asked for, comes, and is taken in."""

from PySide6.QtCore import QObject, Signal

from checker.client.session import Session
from checker.client.updates.judge import ProgramUpdate
from checker.client.window.bridge import Bridge
from checker.client.window.entry import ProfileEntry
from checker.client.window.pages.welcome import WelcomePage
from checker.client.window.seeker import ProfileFound, ProfileMissing, Seeker
from checker.client.window.words import tr
from checker.model.failure import Refusal
from checker.model.text import Text


class Doorway(QObject):
    """`entered`: the session has another profile, and everything must be shown anew."""

    entered = Signal()

    def __init__(self, session: Session, seeker: Seeker | None, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._session = session
        self._seeker = seeker
        self._page: WelcomePage | None = None
        self.entry = None if seeker is None else ProfileEntry()
        if seeker is not None and self.entry is not None:
            self.entry.asked.connect(self._seek)
            seeker.listen(bridge.post)

    @property
    def phrase(self) -> Text | None:
        """The check phrase of the profile, if its signature was believed."""
        return None if self._seeker is None else self._seeker.loaded.phrase

    def serve(self, page: WelcomePage) -> None:
        """This is the first page."""
        self._page = page

    def attend(self) -> None:
        """Shows on the first page what is known by now. To be called once the window stands."""
        page = self._page
        if self._seeker is None or self.entry is None or page is None:
            return
        if self._seeker.update is not None:
            page.newer.offer(self._seeker.update)
        if self._session.profile.firm is None:
            self.entry.field.setText(self._seeker.asked)
        if self._seeker.pending:
            page.wait(True)
        elif self._seeker.loaded.profile != self._session.profile:
            self._enter()  # it came while the window was being made
        elif self._seeker.trouble is not None:
            self.entry.tell(_said(self._seeker.trouble), "warning")

    def hear(self, event: ProfileFound | ProfileMissing | ProgramUpdate) -> None:
        """What came of it."""
        if self._page is None or self.entry is None:
            return
        match event:
            case ProgramUpdate():
                self._page.newer.offer(event)
            case ProfileMissing():
                self._page.wait(False)
                self.entry.tell(_said(event.refusal), "warning")
            case ProfileFound():
                self._page.wait(False)
                self._enter()

    def _enter(self) -> None:
        if self._seeker is not None:
            self._session.adopt(self._seeker.loaded.profile)
            self.entered.emit()

    def _seek(self, source: str) -> None:
        if self._page is not None and self._seeker is not None:
            self._page.wait(True)
            self._seeker.seek(source)


def _said(refusal: Refusal) -> str:
    return refusal.de if tr.language == "de" else refusal.en

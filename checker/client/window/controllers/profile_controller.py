"""Between the window and whoever finds profiles: another profile is asked for, comes, and is taken in."""

from PySide6.QtCore import QObject, Signal

from checker.client.ports.profile_source import ProfileLoaded, ProfileSource, ProfileUnavailable
from checker.client.profiles.firm_logo import FirmLogo
from checker.client.session import Session
from checker.client.updates.incident_check import IncidentNotice
from checker.client.updates.version_comparison import ProgramUpdate
from checker.client.window.app.event_bridge import EventBridge
from checker.client.window.pages.welcome.profile_entry import ProfileEntry
from checker.client.window.pages.welcome_page import WelcomePage
from checker.client.window.translation import tr
from checker.model.text import Text


class ProfileController(QObject):
    """`profile_changed`: the session has another profile, and everything must be shown anew.

    `logo_arrived`: the PNG of the firm's logo, from the desk.
    """

    profile_changed = Signal()
    logo_arrived = Signal(bytes)

    def __init__(self, session: Session, profile_source: ProfileSource | None, bridge: EventBridge) -> None:
        super().__init__(bridge)
        self._session = session
        self._profile_source = profile_source
        self._page: WelcomePage | None = None
        self.entry = None if profile_source is None else ProfileEntry()
        if profile_source is not None and self.entry is not None:
            self.entry.source_entered.connect(self._request_profile)
            profile_source.listen(bridge.post)

    @property
    def phrase(self) -> Text | None:
        """The check phrase of the profile, if its signature was believed."""
        return None if self._profile_source is None else self._profile_source.loaded.phrase

    def attach_page(self, page: WelcomePage) -> None:
        """This is the first page."""
        self._page = page

    def show_pending_events(self) -> None:
        """Shows on the first page what is known by now. To be called once the window stands."""
        page = self._page
        if self._profile_source is None or self.entry is None or page is None:
            return
        if self._profile_source.update is not None:
            page.update_banner.show_update(self._profile_source.update)
        if self._profile_source.incidents is not None:
            page.incident_banner.show_notice(self._profile_source.incidents)
        if self._session.profile.firm is None:
            self.entry.field.setText(self._profile_source.initial_source)
        if self._profile_source.pending:
            page.set_waiting(True)
        elif self._profile_source.loaded.profile != self._session.profile:
            self._adopt_profile()  # it came while the window was being made
        elif self._profile_source.trouble is not None:
            self.entry.show_status(self._profile_source.trouble.render(tr.language), "warning")

    def handle_event(
        self, event: ProfileLoaded | ProfileUnavailable | ProgramUpdate | IncidentNotice | FirmLogo
    ) -> None:
        """What came of it."""
        if self._page is None or self.entry is None:
            return
        match event:
            case ProgramUpdate():
                self._page.update_banner.show_update(event)
            case IncidentNotice():
                self._page.incident_banner.show_notice(event)
            case FirmLogo():
                self.logo_arrived.emit(event.png)
            case ProfileUnavailable():
                self._page.set_waiting(False)
                self.entry.show_status(event.refusal.render(tr.language), "warning")
            case ProfileLoaded():
                self._page.set_waiting(False)
                self._adopt_profile()

    def _adopt_profile(self) -> None:
        if self._profile_source is not None:
            self._session.adopt(self._profile_source.loaded.profile)
            self.profile_changed.emit()

    def _request_profile(self, source: str) -> None:
        if self._page is not None and self._profile_source is not None:
            self._page.set_waiting(True)
            self._profile_source.request(source)

"""The first page without a profile: a code is typed, a file is dropped, a profile comes late; and what is newer."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from checker.client.ports.profile_source import ProfileLoaded, ProfileUnavailable
from checker.client.profiles.firm_logo import FirmLogo
from checker.client.profiles.loaded_profile import LoadedProfile, ProfileOrigin
from checker.client.updates.incident_check import IncidentNotice
from checker.client.updates.version_comparison import ProgramUpdate
from checker.client.window.app.window_manager import WindowManager
from checker.client.window.pages.welcome_page import WelcomePage
from checker.client.window.style.window_style import WindowStyle
from checker.client.window.translation import tr
from checker.model.failure import Refusal
from checker.model.phrase import phrase
from checker.model.profile import BUILT_IN
from checker.model.text import Text
from tests.client.window.sample import PROFILE, PlayedDelivery, PlayedSession
from tests.client.window.widgets.header.test_firm_logo_picture import png

KEY = "ABCDEFGHIJKLMNOP"
LOADED = LoadedProfile(
    profile=PROFILE, origin=ProfileOrigin.DESK, trusted_key=KEY, note=Text(de="Ein Hinweis.", en="A note.")
)
UNKNOWN = Refusal(kind="profile-unknown", de="Diese Kennung gibt es nicht.", en="There is no such code.")
NEWER = ProgramUpdate(message=Text(de="Es gibt Neues.", en="There is news."), page="https://desk.example/d/BEISPIEL/")


BROKEN = IncidentNotice(messages=(Text(de="Bekannte Störung seit 09:10 Uhr.", en="Known incident since 09:10."),))


class PlayedProfileSource:
    """Finds what the test says, when it says so."""

    def __init__(self, loaded: LoadedProfile | None = None) -> None:
        self.loaded = loaded or LoadedProfile(profile=BUILT_IN, origin=ProfileOrigin.BUILT_IN)
        self.trouble: Refusal | None = None
        self.pending = False
        self.update: ProgramUpdate | None = None
        self.incidents: IncidentNotice | None = None
        self.logo: FirmLogo | None = None
        self.initial_source = ""
        self.requested: list[str] = []
        self.listener: Callable[[object], None] = lambda _event: None

    @property
    def note(self) -> Text | None:
        return self.loaded.note

    def listen(self, listener: Callable[[object], None]) -> None:
        self.listener = listener

    def request(self, source: str) -> None:
        self.requested.append(source)

    def find(self, loaded: LoadedProfile = LOADED) -> None:
        self.loaded, self.pending = loaded, False
        self.listener(ProfileLoaded(loaded=loaded))

    def miss(self) -> None:
        self.trouble = UNKNOWN
        self.listener(ProfileUnavailable(refusal=UNKNOWN))


class Opened:
    """A window with a profile_source."""

    def __init__(self, profile_source: PlayedProfileSource, style: WindowStyle) -> None:
        self.profile_source = profile_source
        self.session = PlayedSession((), profile_source.loaded.profile)
        tr.set_language("de")
        self.window_manager = WindowManager(self.session, PlayedDelivery(), profile_source, style)
        self.window_manager.open()
        self.settle()

    @property
    def page(self) -> WelcomePage:
        page = self.main_window.page
        assert isinstance(page, WelcomePage)
        return page

    @property
    def main_window(self):
        windows = [
            widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget.inherits("QMainWindow")
        ]
        assert len(windows) == 1
        return windows[0]

    @property
    def entry(self):
        return self.window_manager._page_controller.profile_controller.entry

    def settle(self) -> None:
        for _ in range(20):
            QApplication.processEvents()


Open = Callable[..., Opened]


@pytest.fixture
def opened(qtbot: QtBot, style: WindowStyle) -> Iterator[Open]:
    made: list[Opened] = []

    def make(profile_source: PlayedProfileSource | None = None) -> Opened:
        made.append(Opened(profile_source or PlayedProfileSource(), style))
        return made[-1]

    yield make
    for opened_window in made:
        opened_window.window_manager.shut_down()
        opened_window.main_window.may_close = lambda: True
        opened_window.window_manager.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    tr.set_language("de")


def test_a_code_brings_the_profile_into_the_same_window(opened: Open) -> None:
    window = opened()
    assert window.entry.isVisible() and not window.entry.load_button.isEnabled()
    geometry = window.main_window.geometry()
    QTest.keyClicks(window.entry.field, "beispiel")
    window.entry.load_button.click()
    assert window.profile_source.requested == ["beispiel"]
    assert "wird geladen" in window.entry.status.text()
    assert not window.page.all.isEnabled() and not window.page.some.isEnabled()
    window.profile_source.find()
    window.settle()
    assert window.session.profile == PROFILE
    assert window.main_window.geometry() == geometry
    assert window.page.note.text() == "Ein Hinweis."
    assert window.page.all.isEnabled()
    assert not window.entry.isVisible() and window.page.other_profile.isVisible()
    assert "Muster IT GmbH" in window.main_window.header.subtitle.text()
    assert window.page.check_phrase is not None
    assert window.page.check_phrase.words.accessibleName() == phrase(KEY, PROFILE.code).de
    window.page.other_profile.button.click()
    assert window.entry.isVisible()


def test_enter_in_the_field_loads_and_agrees_to_nothing(opened: Open) -> None:
    window = opened()
    window.entry.field.setFocus()
    QTest.keyClicks(window.entry.field, "acme")
    QTest.keyClick(window.entry.field, Qt.Key.Key_Return)
    window.settle()
    assert window.profile_source.requested == ["acme"]
    assert isinstance(window.main_window.page, WelcomePage) and window.session.allowed == ()


def test_a_wrong_code_is_said_and_can_be_corrected(opened: Open) -> None:
    window = opened()
    window.entry.enter_source("falsch")
    window.profile_source.miss()
    window.settle()
    assert window.entry.status.text() == UNKNOWN.de
    assert (
        window.entry.field.text() == "falsch" and window.entry.load_button.isEnabled() and window.page.all.isEnabled()
    )


def drop(window: Opened, *urls: QUrl) -> bool:
    data = QMimeData()
    data.setUrls(list(urls))
    where, buttons, keys = QPointF(10, 10), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where.toPoint(), Qt.DropAction.CopyAction, data, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(window.entry, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window.entry, QDropEvent(where, Qt.DropAction.CopyAction, data, buttons, keys))
    return enter.isAccepted()


def test_a_dropped_profile_file_is_loaded(opened: Open, tmp_path: Path) -> None:
    window = opened()
    file = tmp_path / "Jörg & Söhne" / "Homeoffice-Check_ACME.toml"
    assert drop(window, QUrl.fromLocalFile(str(file)))
    assert [Path(word) for word in window.profile_source.requested] == [file]
    assert not drop(window, QUrl.fromLocalFile(str(file))), "one is under way"


def test_what_is_no_file_is_not_taken(opened: Open, tmp_path: Path) -> None:
    window = opened()
    file = QUrl.fromLocalFile(str(tmp_path / "a"))
    for urls in ((), (QUrl("https://desk.example/d/ACME/"),), (file, file)):
        assert not drop(window, *urls)
    assert window.profile_source.requested == []


def test_a_file_is_chosen(opened: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    window = opened()
    file = str(tmp_path / "a.toml")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (file, ""))
    window.entry.choose_button.click()
    assert window.profile_source.requested == [file]


def test_a_profile_that_comes_late_is_waited_for(opened: Open) -> None:
    profile_source = PlayedProfileSource()
    profile_source.pending, profile_source.initial_source = True, "ACME-7F3K"
    window = opened(profile_source)
    assert window.entry.field.text() == "ACME-7F3K"
    assert not window.page.all.isEnabled() and "wird geladen" in window.entry.status.text()
    profile_source.find()
    window.settle()
    assert window.session.profile == PROFILE and window.page.all.isEnabled()


def test_a_profile_that_came_while_the_window_was_made(opened: Open, style: WindowStyle) -> None:
    profile_source = PlayedProfileSource()
    window = Opened.__new__(Opened)
    window.profile_source, window.session = profile_source, PlayedSession((), BUILT_IN)
    profile_source.loaded = LOADED
    window.window_manager = WindowManager(window.session, PlayedDelivery(), profile_source, style)
    window.window_manager.open()
    window.settle()
    assert window.session.profile == PROFILE
    assert "Muster IT GmbH" in window.main_window.header.subtitle.text()
    window.window_manager.shut_down()
    window.window_manager.close()


def test_why_there_is_no_profile_is_said_at_once(opened: Open) -> None:
    profile_source = PlayedProfileSource()
    profile_source.trouble, profile_source.initial_source = UNKNOWN, "ACME-7F3K"
    window = opened(profile_source)
    assert window.entry.status.text() == UNKNOWN.de and window.page.all.isEnabled()


def test_a_newer_program_is_mentioned_and_holds_nobody_up(opened: Open) -> None:
    window = opened(PlayedProfileSource(LOADED))
    assert not window.page.update_banner.isVisible()
    window.profile_source.listener(NEWER)
    window.settle()
    assert window.page.update_banner.isVisible() and window.page.update_banner.text.text() == "Es gibt Neues."
    assert window.page.all.isEnabled()
    window.main_window.header.language.click()
    assert window.page.update_banner.text.text() == "There is news."
    assert (
        window.page.check_phrase is not None
        and window.page.check_phrase.words.accessibleName() == phrase(KEY, PROFILE.code).en
    )


def test_what_was_known_before_the_window_stood(opened: Open) -> None:
    profile_source = PlayedProfileSource(LOADED)
    profile_source.update = NEWER
    window = opened(profile_source)
    assert window.page.update_banner.isVisible()


@pytest.mark.parametrize("late", [True, False])
def test_a_known_incident_stands_above_the_question(opened: Open, late: bool) -> None:
    profile_source = PlayedProfileSource(LOADED)
    profile_source.incidents = None if late else BROKEN
    window = opened(profile_source)
    assert window.page.incident_banner.isVisible() is not late
    window.profile_source.listener(BROKEN)
    window.settle()
    assert window.page.incident_banner.text.text() == "Bekannte Störung seit 09:10 Uhr."
    assert window.page.all.isEnabled(), "it holds nobody up"
    window.main_window.header.language.click()
    assert window.page.incident_banner.text.text() == "Known incident since 09:10."


def test_where_no_browser_opens_the_address_can_be_read(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    window = opened(PlayedProfileSource(LOADED))
    window.profile_source.listener(NEWER)
    window.settle()
    opened_pages: list[str] = []
    for works in (True, False):
        monkeypatch.setattr(
            "checker.client.window.pages.welcome.update_banner.QDesktopServices.openUrl",
            lambda url, works=works: opened_pages.append(url.toString()) or works,
        )
        window.page.update_banner.page_button.click()
        assert window.page.update_banner.address.isVisible() is not works
    assert opened_pages == [NEWER.page] * 2 and window.page.update_banner.address.text() == NEWER.page


@pytest.mark.parametrize("late", [True, False])
def test_the_firms_logo_stands_in_the_bar(opened: Open, late: bool) -> None:
    profile_source, logo = PlayedProfileSource(LOADED), FirmLogo(png=png(40, 20))
    profile_source.logo = None if late else logo
    window = opened(profile_source)
    assert window.main_window.header.logo.isVisible() is not late
    window.profile_source.listener(logo)
    window.settle()
    assert window.main_window.header.logo.isVisible()

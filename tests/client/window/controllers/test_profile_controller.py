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
from checker.client.profiles.loaded_profile import LoadedProfile, ProfileOrigin
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

KEY = "ABCDEFGHIJKLMNOP"
FOUND = LoadedProfile(
    profile=PROFILE, origin=ProfileOrigin.DESK, trusted_key=KEY, note=Text(de="Ein Hinweis.", en="A note.")
)
UNKNOWN = Refusal(kind="profile-unknown", de="Diese Kennung gibt es nicht.", en="There is no such code.")
NEWER = ProgramUpdate(message=Text(de="Es gibt Neues.", en="There is news."), page="https://desk.example/d/BEISPIEL/")


class PlayedSeeker:
    """Finds what the test says, when it says so."""

    def __init__(self, loaded: LoadedProfile | None = None) -> None:
        self.loaded = loaded or LoadedProfile(profile=BUILT_IN, origin=ProfileOrigin.BUILT_IN)
        self.trouble: Refusal | None = None
        self.pending = False
        self.update: ProgramUpdate | None = None
        self.initial_source = ""
        self.sought: list[str] = []
        self.listener: Callable[[object], None] = lambda _event: None

    @property
    def note(self) -> Text | None:
        return self.loaded.note

    def listen(self, listener: Callable[[object], None]) -> None:
        self.listener = listener

    def request(self, source: str) -> None:
        self.sought.append(source)

    def find(self, loaded: LoadedProfile = FOUND) -> None:
        self.loaded, self.pending = loaded, False
        self.listener(ProfileLoaded(loaded=loaded))

    def miss(self) -> None:
        self.trouble = UNKNOWN
        self.listener(ProfileUnavailable(refusal=UNKNOWN))


class Opened:
    """A window with a seeker."""

    def __init__(self, seeker: PlayedSeeker, style: WindowStyle) -> None:
        self.seeker = seeker
        self.session = PlayedSession((), seeker.loaded.profile)
        tr.set_language("de")
        self.stage = WindowManager(self.session, PlayedDelivery(), seeker, style)
        self.stage.open()
        self.settle()

    @property
    def page(self) -> WelcomePage:
        page = self.shell.page
        assert isinstance(page, WelcomePage)
        return page

    @property
    def shell(self):
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.inherits("QMainWindow")]
        assert len(shown) == 1
        return shown[0]

    @property
    def entry(self):
        return self.stage._page_controller.profile_controller.entry

    def settle(self) -> None:
        for _ in range(20):
            QApplication.processEvents()


Open = Callable[..., Opened]


@pytest.fixture
def opened(qtbot: QtBot, style: WindowStyle) -> Iterator[Open]:
    made: list[Opened] = []

    def make(seeker: PlayedSeeker | None = None) -> Opened:
        made.append(Opened(seeker or PlayedSeeker(), style))
        return made[-1]

    yield make
    for one in made:
        one.stage.shut_down()
        one.shell.may_close = lambda: True
        one.stage.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    tr.set_language("de")


def test_a_code_brings_the_profile_into_the_same_window(opened: Open) -> None:
    one = opened()
    assert one.entry.isVisible() and not one.entry.load_button.isEnabled()
    place = one.shell.geometry()
    QTest.keyClicks(one.entry.field, "beispiel")
    one.entry.load_button.click()
    assert one.seeker.sought == ["beispiel"]
    assert "wird geladen" in one.entry.status.text()
    assert not one.page.all.isEnabled() and not one.page.some.isEnabled()
    one.seeker.find()
    one.settle()
    assert one.session.profile == PROFILE
    assert one.shell.geometry() == place
    assert one.page.note.text() == "Ein Hinweis."
    assert one.page.all.isEnabled()
    assert not one.entry.isVisible() and one.page.other_profile.isVisible()
    assert "Muster IT GmbH" in one.shell.header.subtitle.text()
    assert one.page.check_phrase is not None
    assert one.page.check_phrase.words.accessibleName() == phrase(KEY, PROFILE.code).de
    one.page.other_profile.button.click()
    assert one.entry.isVisible()


def test_enter_in_the_field_loads_and_agrees_to_nothing(opened: Open) -> None:
    one = opened()
    one.entry.field.setFocus()
    QTest.keyClicks(one.entry.field, "acme")
    QTest.keyClick(one.entry.field, Qt.Key.Key_Return)
    one.settle()
    assert one.seeker.sought == ["acme"]
    assert isinstance(one.shell.page, WelcomePage) and one.session.allowed == ()


def test_a_wrong_code_is_said_and_can_be_corrected(opened: Open) -> None:
    one = opened()
    one.entry.enter_source("falsch")
    one.seeker.miss()
    one.settle()
    assert one.entry.status.text() == UNKNOWN.de
    assert one.entry.field.text() == "falsch" and one.entry.load_button.isEnabled() and one.page.all.isEnabled()


def drop(one: Opened, *urls: QUrl) -> bool:
    data = QMimeData()
    data.setUrls(list(urls))
    where, buttons, keys = QPointF(10, 10), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where.toPoint(), Qt.DropAction.CopyAction, data, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(one.entry, enter)
    if enter.isAccepted():
        QApplication.sendEvent(one.entry, QDropEvent(where, Qt.DropAction.CopyAction, data, buttons, keys))
    return enter.isAccepted()


def test_a_dropped_profile_file_is_loaded(opened: Open, tmp_path: Path) -> None:
    one = opened()
    file = tmp_path / "Jörg & Söhne" / "Homeoffice-Check_ACME.toml"
    assert drop(one, QUrl.fromLocalFile(str(file)))
    assert one.seeker.sought == [str(file)]
    assert not drop(one, QUrl.fromLocalFile(str(file))), "one is under way"


def test_what_is_no_file_is_not_taken(opened: Open, tmp_path: Path) -> None:
    one = opened()
    file = QUrl.fromLocalFile(str(tmp_path / "a"))
    for urls in ((), (QUrl("https://desk.example/d/ACME/"),), (file, file)):
        assert not drop(one, *urls)
    assert one.seeker.sought == []


def test_a_file_is_chosen(opened: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    one = opened()
    file = str(tmp_path / "a.toml")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_told: (file, ""))
    one.entry.choose_button.click()
    assert one.seeker.sought == [file]


def test_a_profile_that_comes_late_is_waited_for(opened: Open) -> None:
    seeker = PlayedSeeker()
    seeker.pending, seeker.initial_source = True, "ACME-7F3K"
    one = opened(seeker)
    assert one.entry.field.text() == "ACME-7F3K"
    assert not one.page.all.isEnabled() and "wird geladen" in one.entry.status.text()
    seeker.find()
    one.settle()
    assert one.session.profile == PROFILE and one.page.all.isEnabled()


def test_a_profile_that_came_while_the_window_was_made(opened: Open, style: WindowStyle) -> None:
    seeker = PlayedSeeker()
    one = Opened.__new__(Opened)
    one.seeker, one.session = seeker, PlayedSession((), BUILT_IN)
    seeker.loaded = FOUND
    one.stage = WindowManager(one.session, PlayedDelivery(), seeker, style)
    one.stage.open()
    one.settle()
    assert one.session.profile == PROFILE
    assert "Muster IT GmbH" in one.shell.header.subtitle.text()
    one.stage.shut_down()
    one.stage.close()


def test_why_there_is_no_profile_is_said_at_once(opened: Open) -> None:
    seeker = PlayedSeeker()
    seeker.trouble, seeker.initial_source = UNKNOWN, "ACME-7F3K"
    one = opened(seeker)
    assert one.entry.status.text() == UNKNOWN.de and one.page.all.isEnabled()


def test_a_newer_program_is_mentioned_and_holds_nobody_up(opened: Open) -> None:
    one = opened(PlayedSeeker(FOUND))
    assert not one.page.update_banner.isVisible()
    one.seeker.listener(NEWER)
    one.settle()
    assert one.page.update_banner.isVisible() and one.page.update_banner.text.text() == "Es gibt Neues."
    assert one.page.all.isEnabled()
    one.shell.header.language.click()
    assert one.page.update_banner.text.text() == "There is news."
    assert (
        one.page.check_phrase is not None
        and one.page.check_phrase.words.accessibleName() == phrase(KEY, PROFILE.code).en
    )


def test_what_was_known_before_the_window_stood(opened: Open) -> None:
    seeker = PlayedSeeker(FOUND)
    seeker.update = NEWER
    one = opened(seeker)
    assert one.page.update_banner.isVisible()


def test_where_no_browser_opens_the_address_can_be_read(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    one = opened(PlayedSeeker(FOUND))
    one.seeker.listener(NEWER)
    one.settle()
    opened_pages: list[str] = []
    for works in (True, False):
        monkeypatch.setattr(
            "checker.client.window.pages.welcome.update_banner.QDesktopServices.openUrl",
            lambda url, works=works: opened_pages.append(url.toString()) or works,
        )
        one.page.update_banner.page_button.click()
        assert one.page.update_banner.address.isVisible() is not works
    assert opened_pages == [NEWER.page] * 2 and one.page.update_banner.address.text() == NEWER.page

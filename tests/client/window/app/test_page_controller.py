"""The pages behind the first: not made for the first look, and there when they are wanted."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from checker.client.window.translation import tr
from checker.model.finding import Finding, Level
from tests.client.window.conftest import PlayedWindow

CLOCK = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 21})
Make = Callable[..., PlayedWindow]


def test_the_first_page_does_without_them(open_window: Make) -> None:
    controller = open_window(()).controller
    assert not controller.pages_made
    assert (controller.is_busy(), controller.has_running_workers(), controller.unsent_count()) == (False, False, 0)
    controller.begin()
    controller.toggle_language()
    controller.cancel()
    controller.stop()
    controller.close()
    assert not controller.pages_made


def test_they_are_made_once(open_window: Make) -> None:
    window = open_window(())
    controller = window.controller
    controller.prepare()
    inner = controller.inner
    controller.prepare()
    assert controller.inner is inner
    assert window.main_window.page is controller.welcome, "making them shows none of them"
    pages = (
        controller.running,
        controller.result,
        controller.article,
        controller.report_controller.send,
        controller.report_controller.done,
    )
    assert all(window.main_window.stack.indexOf(page) >= 0 for page in pages)


def test_they_speak_the_language_that_was_chosen_before(open_window: Make) -> None:
    window = open_window(())
    window.controller.toggle_language()
    assert tr.language == "en"
    window.to_result()
    assert window.controller.result.continue_button.text().replace("&", "") == "On to the report"


def test_a_language_that_is_chosen_while_they_are_made_is_that_of_all(open_window: Make) -> None:
    window = open_window(())
    window.controller.prepare()
    assert not window.controller.pages_made, "it rests after each part"
    window.controller.toggle_language()
    window.to_result()
    assert window.controller.result.continue_button.text().replace("&", "") == "On to the report"


def test_one_that_was_not_finished_is_closed(open_window: Make) -> None:
    window = open_window(())
    window.controller.prepare()
    window.controller.stop()
    window.controller.close()
    assert not window.controller.pages_made


class WindowWatcher(QObject):
    """Notes each widget that is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[QWidget] = []

    def eventFilter(self, target: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Show and isinstance(target, QWidget) and target.isWindow():
            self.windows.append(target)
        return False


def test_no_part_of_a_page_is_ever_a_window_of_its_own(open_window: Make, qapp: QApplication) -> None:
    watcher = WindowWatcher()
    qapp.installEventFilter(watcher)
    try:
        window = open_window((CLOCK,))
        window.to_result()
        window.controller.remedy_controller.begin(CLOCK)
        window.controller.remedy_controller.page.recheck.click()
        window.session.run.end_all()
        window.settle()
        window.controller.result.continue_button.click()
        window.settle()
    finally:
        qapp.removeEventFilter(watcher)
    assert set(watcher.windows) == {window.main_window}


def test_who_agrees_before_they_are_made_waits_for_them(open_window: Make, qtbot: QtBot) -> None:
    window = open_window((CLOCK,))
    window.controller.prepare()
    window.controller.welcome.all.click()
    assert window.session.runs == [] and window.page is window.controller.welcome, "it rests after each part"
    qtbot.waitUntil(lambda: len(window.session.runs) == 1)
    assert window.page is window.controller.running
    window.session.run.end_all()
    qtbot.waitUntil(lambda: window.page is window.controller.result)

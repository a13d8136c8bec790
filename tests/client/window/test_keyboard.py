"""Everything can be done without a mouse, and everything that takes the focus has a name."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from checker.checks.context import LiveSample
from checker.client.window.pages.welcome_page import WelcomePage
from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from tests.client.trials import DIGIT, PREVIEW
from tests.client.window.conftest import PlayedPart, PlayedWindow

CLOCK = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 21})
FINE = Finding(code="computer.fine", level=Level.OK)
CAMERAS = Measurement(
    check="camera",
    outcome=Outcome.DONE,
    observations=(Observation(name="device.names", value=["HD Webcam", "C920"]),),
)
Make = Callable[..., PlayedWindow]


def press(window: PlayedWindow, key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(QApplication.focusWidget() or window.main_window, key)
        window.settle()


def tab_to(window: PlayedWindow, target: QWidget) -> None:
    """Presses Tab until it is there; fails where it never is."""
    for _ in range(80):
        if QApplication.focusWidget() is target:
            return
        press(window, Qt.Key.Key_Tab)
    raise AssertionError(f"{target} is not reached by Tab")


def active(window: PlayedWindow, qtbot: QtBot) -> PlayedWindow:
    window.main_window.activateWindow()
    qtbot.waitUntil(window.main_window.isActiveWindow)
    window.page.on_enter()
    window.settle()
    return window


def test_enter_alone_agrees_to_nothing(open_window: Make, qtbot: QtBot) -> None:
    window = active(open_window(), qtbot)
    press(window, Qt.Key.Key_Return, times=3)
    assert window.session.runs == []
    assert isinstance(window.page, WelcomePage)


def test_the_whole_way_by_keyboard(open_window: Make, qtbot: QtBot) -> None:
    window = active(open_window((CLOCK, FINE)), qtbot)
    assert QApplication.focusWidget() is window.controller.welcome.heading, "the focus begins at the heading"
    tab_to(window, window.controller.welcome.groups[1].box)
    press(window, Qt.Key.Key_Space)
    assert window.controller.welcome.groups[1].box.isChecked()
    tab_to(window, window.controller.welcome.all)
    press(window, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is window.controller.running.heading
    window.session.run.end_all()
    window.settle()
    assert QApplication.focusWidget() is window.controller.result.heading
    card = window.controller.result.body.unfold(CLOCK.key)
    tab_to(window, card.recheck_button)
    press(window, Qt.Key.Key_Return)
    assert len(window.session.runs) == 2
    assert QApplication.focusWidget() is card.cancel_button
    window.session.run.end_all()
    window.settle()
    press(window, Qt.Key.Key_Return)
    assert window.page is window.controller.report_controller.send, "Enter leads on from the result"
    press(window, Qt.Key.Key_Return)
    assert window.delivery.submitted == [], "and sends nothing by itself"
    tab_to(window, window.controller.report_controller.send.send)
    press(window, Qt.Key.Key_Return)
    window.delivery.arrive()
    window.settle()
    assert window.page is window.controller.report_controller.done
    press(window, Qt.Key.Key_Return)
    assert not window.main_window.isVisible()


def test_escape_goes_back_or_stops_and_never_loses_anything(open_window: Make, qtbot: QtBot) -> None:
    window = active(open_window((CLOCK,)), qtbot)
    press(window, Qt.Key.Key_Escape)
    assert window.page is window.controller.welcome
    window.controller.welcome.all.click()
    window.settle()
    press(window, Qt.Key.Key_Escape)
    assert window.session.run.cancelled
    assert window.page is window.controller.result
    press(window, Qt.Key.Key_Escape)
    assert window.page is window.controller.result
    window.controller.result.continue_button.click()
    press(window, Qt.Key.Key_Escape)
    assert window.page is window.controller.result


def test_devices_are_tried_chosen_and_named_by_keyboard(
    open_window: Make, qtbot: QtBot, played: list[PlayedPart]
) -> None:
    window = open_window((FINE,))
    window.session.observed = {"camera": CAMERAS}
    window = active(window, qtbot)
    window.to_result()
    trial_panel = window.controller.result.trial_panel
    tab_to(window, trial_panel.buttons[PREVIEW])
    press(window, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is trial_panel.stop_button, "and Enter or Escape ends it"
    press(window, Qt.Key.Key_Escape)
    assert played[0].stopped
    assert QApplication.focusWidget() is trial_panel.buttons[PREVIEW]
    tab_to(window, trial_panel.choosers["camera"])
    press(window, Qt.Key.Key_Space)
    press(window, Qt.Key.Key_Down)
    assert len(window.session.runs) == 1, "looking through the list checks nothing"
    QTest.keyClick(trial_panel.choosers["camera"].view(), Qt.Key.Key_Return)
    window.settle()
    assert window.session.needs()["camera"].device == "C920"
    assert QApplication.focusWidget() is trial_panel.stop_button
    window.session.run.end_all()
    window.settle()
    assert QApplication.focusWidget() is trial_panel.choosers["camera"], "where it was chosen"
    tab_to(window, trial_panel.buttons[DIGIT])
    press(window, Qt.Key.Key_Return)
    played[-1].listener(LiveSample(kind="digit", numbers=(5.0,)))
    played[-1].on_end(Outcome.DONE, None)
    window.settle()
    press(window, Qt.Key.Key_5)
    answers = [entry.value for entry in window.session.report.measurements[-1].observations]
    assert answers == ["right"]


def test_whatever_takes_the_focus_has_a_name(open_window: Make) -> None:
    window = open_window((CLOCK, FINE))
    window.to_result()
    window.controller.result.continue_button.click()
    window.controller.report_controller.send.send.click()
    window.delivery.arrive()
    window.settle()
    for widget in window.main_window.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(widget, QTextBrowser):
            accessible_name = widget.accessibleName() or (
                widget.text() if isinstance(widget, (QAbstractButton, QLabel)) else ""
            )
            assert accessible_name, widget


def test_no_two_buttons_of_a_page_share_a_letter(open_window: Make) -> None:
    for language in ("de", "en"):
        window = open_window((FINE,), language=language)
        window.controller.result.trial_panel.show_question("digit")
        window.session.findings = (CLOCK, FINE)
        window.to_result()
        window.controller.remedy_controller.begin(CLOCK)
        window.controller.remedy_controller.page.steps.next.click()
        pages = (
            window.controller.welcome,
            window.controller.remedy_controller.page,
            window.controller.result,
            window.controller.report_controller.send,
            window.controller.report_controller.done,
        )
        for page in pages:
            texts = [button.text() for button in page.findChildren(QPushButton)]
            letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
            assert len(letters) == len(set(letters)), (language, type(page).__name__, texts)


def test_plus_and_minus_change_the_size_of_the_text(open_window: Make, qtbot: QtBot) -> None:
    window = active(open_window(), qtbot)
    usual = window.controller.welcome.font().pointSizeF()
    QTest.keyClick(window.main_window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    assert window.controller.welcome.font().pointSizeF() > usual
    QTest.keyClick(window.main_window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    assert window.controller.welcome.font().pointSizeF() == usual

"""Everything can be done without a mouse, and everything that takes the focus has a name."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from checker.checks.context import LiveSample
from checker.client.trials.device_trial import DeviceTrial
from checker.client.window.pages.welcome_page import WelcomePage
from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from tests.client.window.conftest import PlayedPart, Stage

CLOCK = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 21})
FINE = Finding(code="computer.fine", level=Level.OK)
CAMERAS = Measurement(
    check="camera",
    outcome=Outcome.DONE,
    observations=(Observation(name="device.names", value=["HD Webcam", "C920"]),),
)
Make = Callable[..., Stage]


def press(one: Stage, key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(QApplication.focusWidget() or one.shell, key)
        one.settle()


def tab_to(one: Stage, wanted: QWidget) -> None:
    """Presses Tab until it is there; fails where it never is."""
    for _ in range(80):
        if QApplication.focusWidget() is wanted:
            return
        press(one, Qt.Key.Key_Tab)
    raise AssertionError(f"{wanted} is not reached by Tab")


def active(one: Stage, qtbot: QtBot) -> Stage:
    one.shell.activateWindow()
    qtbot.waitUntil(one.shell.isActiveWindow)
    one.page.on_enter()
    one.settle()
    return one


def test_enter_alone_agrees_to_nothing(stage: Make, qtbot: QtBot) -> None:
    one = active(stage(), qtbot)
    press(one, Qt.Key.Key_Return, times=3)
    assert one.session.runs == []
    assert isinstance(one.page, WelcomePage)


def test_the_whole_way_by_keyboard(stage: Make, qtbot: QtBot) -> None:
    one = active(stage((CLOCK, FINE)), qtbot)
    assert QApplication.focusWidget() is one.course.welcome.heading, "the focus begins at the heading"
    tab_to(one, one.course.welcome.groups[1].box)
    press(one, Qt.Key.Key_Space)
    assert one.course.welcome.groups[1].box.isChecked()
    tab_to(one, one.course.welcome.all)
    press(one, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is one.course.running.heading
    one.session.run.end_all()
    one.settle()
    assert QApplication.focusWidget() is one.course.result.heading
    card = one.course.result.body.cards[CLOCK.key]
    tab_to(one, card.recheck_button)
    press(one, Qt.Key.Key_Return)
    assert len(one.session.runs) == 2
    assert QApplication.focusWidget() is card.cancel_button
    one.session.run.end_all()
    one.settle()
    press(one, Qt.Key.Key_Return)
    assert one.page is one.course.report_controller.send, "Enter leads on from the result"
    press(one, Qt.Key.Key_Return)
    assert one.delivery.submitted == [], "and sends nothing by itself"
    tab_to(one, one.course.report_controller.send.send)
    press(one, Qt.Key.Key_Return)
    one.delivery.arrive()
    one.settle()
    assert one.page is one.course.report_controller.done
    press(one, Qt.Key.Key_Return)
    assert not one.shell.isVisible()


def test_escape_goes_back_or_stops_and_never_loses_anything(stage: Make, qtbot: QtBot) -> None:
    one = active(stage((CLOCK,)), qtbot)
    press(one, Qt.Key.Key_Escape)
    assert one.page is one.course.welcome
    one.course.welcome.all.click()
    one.settle()
    press(one, Qt.Key.Key_Escape)
    assert one.session.run.cancelled
    assert one.page is one.course.result
    press(one, Qt.Key.Key_Escape)
    assert one.page is one.course.result
    one.course.result.continue_button.click()
    press(one, Qt.Key.Key_Escape)
    assert one.page is one.course.result


def test_devices_are_tried_chosen_and_named_by_keyboard(stage: Make, qtbot: QtBot, played: list[PlayedPart]) -> None:
    one = stage((FINE,))
    one.session.observed = {"camera": CAMERAS}
    one = active(one, qtbot)
    one.to_result()
    tryout = one.course.result.trial_panel
    tab_to(one, tryout.buttons[DeviceTrial.PREVIEW])
    press(one, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is tryout.stop_button, "and Enter or Escape ends it"
    press(one, Qt.Key.Key_Escape)
    assert played[0].stopped
    assert QApplication.focusWidget() is tryout.buttons[DeviceTrial.PREVIEW]
    tab_to(one, tryout.choosers["camera"])
    press(one, Qt.Key.Key_Space)
    press(one, Qt.Key.Key_Down)
    assert len(one.session.runs) == 1, "looking through the list checks nothing"
    QTest.keyClick(tryout.choosers["camera"].view(), Qt.Key.Key_Return)
    one.settle()
    assert one.session.needs()["camera"].device == "C920"
    assert QApplication.focusWidget() is tryout.stop_button
    one.session.run.end_all()
    one.settle()
    assert QApplication.focusWidget() is tryout.choosers["camera"], "where it was chosen"
    tab_to(one, tryout.buttons[DeviceTrial.DIGIT])
    press(one, Qt.Key.Key_Return)
    played[-1].listener(LiveSample(kind="digit", numbers=(5.0,)))
    played[-1].on_end(Outcome.DONE, None)
    one.settle()
    press(one, Qt.Key.Key_5)
    answers = [one.value for one in one.session.report.measurements[-1].observations]
    assert answers == ["right"]


def test_whatever_takes_the_focus_has_a_name(stage: Make) -> None:
    one = stage((CLOCK, FINE))
    one.to_result()
    one.course.result.continue_button.click()
    one.course.report_controller.send.send.click()
    one.delivery.arrive()
    one.settle()
    for widget in one.shell.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(widget, QTextBrowser):
            said = widget.accessibleName() or (widget.text() if isinstance(widget, (QAbstractButton, QLabel)) else "")
            assert said, widget


def test_no_two_buttons_of_a_page_share_a_letter(stage: Make) -> None:
    for language in ("de", "en"):
        one = stage((FINE,), language=language)
        one.course.result.trial_panel.show_question("digit")
        pages = (
            one.course.welcome,
            one.course.result,
            one.course.report_controller.send,
            one.course.report_controller.done,
        )
        for page in pages:
            texts = [button.text() for button in page.findChildren(QPushButton)]
            letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
            assert len(letters) == len(set(letters)), (language, type(page).__name__, texts)


def test_plus_and_minus_change_the_size_of_the_text(stage: Make, qtbot: QtBot) -> None:
    one = active(stage(), qtbot)
    usual = one.course.welcome.font().pointSizeF()
    QTest.keyClick(one.shell, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    one.settle()
    assert one.course.welcome.font().pointSizeF() > usual
    QTest.keyClick(one.shell, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    one.settle()
    assert one.course.welcome.font().pointSizeF() == usual

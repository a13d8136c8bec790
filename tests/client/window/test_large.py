"""Large text and small windows: nothing is cut off, and the way on is always reachable."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from checker.checks.context import LiveSample
from checker.client.trials.device_trial import DeviceTrial
from checker.client.window.pages.page import WindowPage
from checker.model.finding import Finding, Level
from checker.model.measurement import Outcome
from checker.model.text import Text
from tests.client.window.conftest import Stage
from tests.client.window.sample import frame

CLOCK = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 21})
FINE = Finding(code="computer.fine", level=Level.OK)
Make = Callable[..., Stage]


def cut_off(page: WindowPage) -> list[str]:
    """Visible texts and buttons that stick out of the page at a side, or are narrower than their words."""
    bad = []
    for widget in [*page.findChildren(QLabel), *page.findChildren(QPushButton), *page.findChildren(QComboBox)]:
        if not widget.isVisible() or not said(widget):
            continue
        left = widget.mapTo(page, widget.rect().topLeft()).x()
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        narrow = not wraps and widget.width() + 1 < widget.minimumSizeHint().width()
        low = wraps and widget.height() + 1 < widget.heightForWidth(widget.width())
        if left < 0 or left + widget.width() > page.width() or narrow or low:
            bad.append(f"{said(widget)!r} {left} {widget.size().toTuple()}")
    return bad


def said(widget: QLabel | QPushButton | QComboBox) -> str:
    return widget.currentText() if isinstance(widget, QComboBox) else widget.text()


def reachable(page: WindowPage, button: QWidget) -> bool:
    """Whether the button stands in the page, or can be scrolled to."""
    page.column.ensureWidgetVisible(button)
    top = button.mapTo(page, button.rect().topLeft()).y()
    return top >= 0 and top + button.height() <= page.height()


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    ("scale", "width", "height"), [(1.0, 1366, 728), (1.25, 1000, 700), (2.0, 1366, 728), (2.0, 800, 600)]
)
def test_every_page_fits(stage: Make, language: str, scale: float, width: int, height: int) -> None:
    one = stage((CLOCK, FINE), language=language)
    while one.style.scale < scale:
        one.style.larger()
    one.shell.resize(width, height)
    one.settle()
    course = one.course
    assert cut_off(course.welcome) == []
    assert reachable(course.welcome, course.welcome.all)
    course.welcome.all.click()
    one.session.run.begin("camera")
    one.session.run.tell("camera", frame(64, 48))
    one.settle()
    assert cut_off(course.running) == []
    assert reachable(course.running, course.running.cancel)
    one.session.run.end_all()
    one.settle()
    assert cut_off(course.result) == []
    tryout = course.result.trial_panel
    course.result.begin_trial(DeviceTrial.DIGIT)
    tryout.show_question("digit")
    tryout.show_progress(LiveSample(kind="level", numbers=(-50.0,)))
    tryout.show_progress(
        LiveSample(kind="advice", text=Text(de="Etwas mehr Licht, bitte. " * 4, en="More light, please. " * 4))
    )
    one.settle()
    assert cut_off(course.result) == []
    assert reachable(course.result, tryout.question.nothing_button)
    assert reachable(course.result, tryout.stop_button)
    course.result.end_trial(Outcome.CANCELLED, None)
    tryout.device_changes.show_change(
        "camera", Text(de="Neue Kamera: „Brio“.", en="New camera: “Brio”."), "Ein langer Name " * 3
    )
    one.settle()
    assert reachable(course.result, tryout.choosers["speaker"])
    assert reachable(course.result, course.result.continue_button)
    course.result.continue_button.click()
    one.settle()
    assert cut_off(course.report_controller.send) == []
    assert reachable(course.report_controller.send, course.report_controller.send.send)
    course.report_controller.send.send.click()
    one.delivery.arrive()
    one.settle()
    assert cut_off(course.report_controller.done) == []
    assert reachable(course.report_controller.done, course.report_controller.done.close_button)


def test_the_buttons_move_into_the_column_and_back(stage: Make) -> None:
    one = stage()
    one.shell.resize(900, 800)
    one.settle()
    page = one.course.welcome
    assert page._button_bar.isVisible()
    one.shell.resize(900, 420)
    one.settle()
    assert not page._button_bar.isVisible()
    assert reachable(page, page.all)
    one.shell.resize(900, 800)
    one.settle()
    assert page._button_bar.isVisible()
    assert reachable(page, page.all)

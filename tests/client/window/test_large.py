"""Large text and small windows: nothing is cut off, and the way on is always reachable."""

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from checker.checks.context import LiveSample
from checker.client.window.pages.page import WindowPage
from checker.model.finding import Finding, Level
from checker.model.measurement import Outcome
from checker.model.text import Text
from checker.net.clock import monotonic_s
from tests.client.trials import DIGIT
from tests.client.window.conftest import PlayedWindow
from tests.client.window.sample import frame

CLOCK = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 21})
FINE = Finding(code="computer.fine", level=Level.OK)
LONGEST_S = 5.0
Make = Callable[..., PlayedWindow]


def eventually(holds: Callable[[], bool]) -> bool:
    """Whether it comes to hold: a layout may take another round of events on a busy machine."""
    deadline = monotonic_s() + LONGEST_S
    while not holds() and monotonic_s() < deadline:
        QTest.qWait(10)
    return holds()


def cut_off(page: WindowPage) -> list[str]:
    """What sticks out once the layout has come to rest."""
    eventually(lambda: not cut_off_now(page))
    return cut_off_now(page)


def cut_off_now(page: WindowPage) -> list[str]:
    """Visible texts and buttons that stick out of the page at a side, or are narrower than their words."""
    bad = []
    for widget in [*page.findChildren(QLabel), *page.findChildren(QPushButton), *page.findChildren(QComboBox)]:
        if not widget.isVisible() or not text_of(widget):
            continue
        left = widget.mapTo(page, widget.rect().topLeft()).x()
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        narrow = not wraps and widget.width() + 1 < widget.minimumSizeHint().width()
        low = wraps and widget.height() + 1 < widget.heightForWidth(widget.width())
        if left < 0 or left + widget.width() > page.width() or narrow or low:
            bad.append(f"{text_of(widget)!r} {left} {widget.size().toTuple()}")
    return bad


def text_of(widget: QLabel | QPushButton | QComboBox) -> str:
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
def test_every_page_fits(open_window: Make, language: str, scale: float, width: int, height: int) -> None:
    window = open_window((CLOCK, FINE), language=language)
    while window.style.scale < scale:
        window.style.larger()
    window.main_window.resize(width, height)
    window.settle()
    controller = window.controller
    assert cut_off(controller.welcome) == []
    assert reachable(controller.welcome, controller.welcome.all)
    controller.welcome.all.click()
    window.session.run.begin("camera")
    window.session.run.report_progress("camera", frame(64, 48))
    window.settle()
    assert cut_off(controller.running) == []
    assert reachable(controller.running, controller.running.cancel)
    window.session.run.end_all()
    window.settle()
    assert cut_off(controller.result) == []
    trial_panel = controller.result.trial_panel
    controller.result.begin_trial(DIGIT)
    trial_panel.show_question("digit")
    trial_panel.show_progress(LiveSample(kind="level", numbers=(-50.0,)))
    trial_panel.show_progress(
        LiveSample(kind="advice", text=Text(de="Etwas mehr Licht, bitte. " * 4, en="More light, please. " * 4))
    )
    window.settle()
    assert cut_off(controller.result) == []
    assert reachable(controller.result, trial_panel.question.nothing_button)
    assert reachable(controller.result, trial_panel.stop_button)
    controller.result.end_trial(Outcome.CANCELLED, None)
    trial_panel.device_changes.show_change(
        "camera", Text(de="Neue Kamera: „Brio“.", en="New camera: “Brio”."), "Ein langer Name " * 3
    )
    window.settle()
    assert reachable(controller.result, trial_panel.choosers["speaker"])
    assert reachable(controller.result, controller.result.continue_button)
    controller.result.continue_button.click()
    window.settle()
    assert cut_off(controller.report_controller.send) == []
    assert reachable(controller.report_controller.send, controller.report_controller.send.send)
    controller.report_controller.send.send.click()
    window.delivery.arrive()
    window.settle()
    assert cut_off(controller.report_controller.done) == []
    assert reachable(controller.report_controller.done, controller.report_controller.done.close_button)


def test_the_buttons_move_into_the_column_and_back(open_window: Make) -> None:
    window = open_window()
    window.main_window.resize(900, 800)
    window.settle()
    page = window.controller.welcome
    assert eventually(lambda: not page.column.isAncestorOf(page.all))
    window.main_window.resize(900, 420)
    window.settle()
    assert eventually(lambda: page.column.isAncestorOf(page.all))
    assert eventually(lambda: reachable(page, page.all))
    window.main_window.resize(900, 800)
    window.settle()
    assert eventually(lambda: not page.column.isAncestorOf(page.all))
    assert eventually(lambda: reachable(page, page.all))

"""To see oneself and to hear oneself, inside the page, one at a time."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from checker.checks.contract import Live
from checker.client.window.part import PARTS, playable
from checker.model.failure import Failure, Kind, Operation
from checker.model.finding import Finding, Level
from checker.model.measurement import Outcome
from tests.client.window.conftest import PlayedPart, Stage
from tests.client.window.sample import frame

FINE = Finding(code="computer.fine", level=Level.OK)
Make = Callable[..., Stage]


def test_the_checks_offer_what_the_window_asks_for() -> None:
    assert all(playable(check) for check in PARTS)


def test_only_what_was_allowed_can_be_tried(stage: Make) -> None:
    one = stage((FINE,))
    one.course.welcome.groups[3].box.setChecked(True)
    one.course.welcome.some.click()
    one.session.run.end_all()
    one.settle()
    tryout = one.course.result.tryout
    assert tryout.buttons["camera"].isVisible()
    assert not tryout.buttons["microphone"].isVisible()


def test_the_picture_is_shown_until_it_is_ended(stage: Make, played: list[PlayedPart]) -> None:
    one = stage((FINE,))
    one.to_result()
    tryout = one.course.result.tryout
    tryout.buttons["camera"].click()
    assert (played[0].check, played[0].name, played[0].started) == ("camera", "preview", True)
    played[0].told(frame(32, 24))
    one.settle()
    assert tryout.live.preview.image is not None
    assert not tryout.buttons["microphone"].isEnabled()
    tryout.stop.click()
    one.settle()
    assert played[0].stopped
    assert tryout.live.preview is None
    assert tryout.buttons["microphone"].isEnabled()
    assert not one.course.busy()


def test_hearing_oneself_shows_the_level(stage: Make, played: list[PlayedPart]) -> None:
    one = stage((FINE,))
    one.to_result()
    one.course.result.tryout.buttons["microphone"].click()
    played[0].told(Live(kind="level", numbers=(-12.0,)))
    one.settle()
    assert one.course.result.tryout.live.meter.word.text() == "Gut zu hören"
    played[0].ended(Outcome.DONE, None)
    one.settle()
    assert one.course.result.tryout.running == ""


def test_what_does_not_work_is_said(stage: Make, played: list[PlayedPart]) -> None:
    one = stage((FINE,))
    one.to_result()
    one.course.result.tryout.buttons["camera"].click()
    played[0].ended(Outcome.DEFECT, Failure(operation=Operation.OPEN, kind=Kind.BUSY))
    one.settle()
    assert "von einem anderen Programm belegt" in one.course.result.tryout.text.text()


def test_leaving_the_page_ends_it(stage: Make, played: list[PlayedPart]) -> None:
    one = stage((FINE,))
    one.to_result()
    one.course.result.tryout.buttons["camera"].click()
    one.course.result.onward.click()
    assert played[0].stopped


def test_closing_ends_it(stage: Make, played: list[PlayedPart], qtbot: QtBot) -> None:
    one = stage((FINE,))
    one.to_result()
    one.course.result.tryout.buttons["camera"].click()
    one.shell.close()
    assert played[0].stopped
    qtbot.waitUntil(lambda: not one.course.busy())


def test_the_real_worker_ends_with_a_sentence_where_there_is_no_camera(stage: Make, qtbot: QtBot) -> None:
    one = stage((FINE,))
    one.to_result()
    tryout = one.course.result.tryout
    tryout.buttons["camera"].click()
    qtbot.wait(100)
    if tryout.running:
        qtbot.waitUntil(lambda: not tryout.running or tryout.live.preview is not None, timeout=30_000)
    tryout.stop.click()
    qtbot.waitUntil(lambda: not one.course.busy(), timeout=10_000)
    assert tryout.running == ""

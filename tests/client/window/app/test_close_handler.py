"""Closing never asks, never loses a report, and leaves nothing running."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from checker.client.window.app import close_handler as ending_of
from checker.model.finding import Finding, Level
from tests.client.window.conftest import Stage

FINE = Finding(code="computer.fine", level=Level.OK)
Make = Callable[..., Stage]


def watch(one: Stage) -> list[bool]:
    closed: list[bool] = []
    one.shell.closed.connect(lambda: closed.append(True))
    return closed


def test_closing_on_the_first_page_just_closes(stage: Make) -> None:
    one = stage()
    closed = watch(one)
    assert one.shell.close()
    assert closed == [True]


def test_closing_during_a_run_cancels_it_and_closes_when_it_is_over(stage: Make, qtbot: QtBot) -> None:
    one = stage((FINE,))
    closed = watch(one)
    one.course.welcome.all.click()
    one.session.run.begin("line")
    one.settle()
    assert not one.shell.close()
    assert one.session.run.cancelled
    assert not one.shell.isVisible()
    qtbot.waitUntil(lambda: closed == [True])


def test_a_check_that_does_not_end_holds_the_window_only_so_long(
    stage: Make, qtbot: QtBot, monkeypatch: object
) -> None:
    monkeypatch.setattr(ending_of, "STOP_TIMEOUT_MS", 100)
    one = stage((FINE,))
    closed = watch(one)
    one.course.welcome.all.click()
    one.session.run.cancel = lambda: None
    assert not one.shell.close()
    qtbot.waitUntil(lambda: closed == [True])


def test_an_unsent_report_is_mentioned_once_and_holds_nobody_up(stage: Make) -> None:
    one = stage()
    closed = watch(one)
    one.delivery.unsent = 1
    assert not one.shell.close()
    assert one.shell.notice.isVisible()
    assert "beim nächsten Start gesendet" in one.shell.notice.text.text()
    one.shell.notice.button.click()
    assert closed == [True]


def test_the_second_try_closes_too(stage: Make) -> None:
    one = stage()
    one.delivery.unsent = 3
    assert not one.shell.close()
    assert one.shell.notice.text.text().startswith("3 Berichte")
    assert one.shell.close()


def test_where_the_page_says_it_already_nothing_is_said_twice(stage: Make) -> None:
    one = stage((FINE,))
    one.to_send()
    one.course.report_controller.send.send.click()
    one.delivery.unsent = 1
    one.delivery.wait()
    one.settle()
    assert one.shell.close()
    assert not one.shell.notice.isVisible()


def test_what_was_said_goes_when_the_report_has_arrived(stage: Make) -> None:
    one = stage((FINE,))
    one.to_send()
    one.course.report_controller.send.send.click()
    one.course.report_controller.restart_requested.emit()
    one.delivery.unsent = 1
    assert not one.shell.close()
    assert one.shell.notice.isVisible()
    one.delivery.unsent = 0
    one.delivery.arrive()
    one.settle()
    assert not one.shell.notice.isVisible()

"""Closing never asks, never loses a report, and leaves nothing running."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from checker.client.window.app import close_handler as ending_of
from checker.model.finding import Finding, Level
from tests.client.window.conftest import PlayedWindow

FINE = Finding(code="computer.fine", level=Level.OK)
Make = Callable[..., PlayedWindow]


def watch(window: PlayedWindow) -> list[bool]:
    closed: list[bool] = []
    window.main_window.closed.connect(lambda: closed.append(True))
    return closed


def test_closing_on_the_first_page_just_closes(open_window: Make) -> None:
    window = open_window()
    closed = watch(window)
    assert window.main_window.close()
    assert closed == [True]


def test_closing_during_a_run_cancels_it_and_closes_when_it_is_over(open_window: Make, qtbot: QtBot) -> None:
    window = open_window((FINE,))
    closed = watch(window)
    window.controller.welcome.all.click()
    window.session.run.begin("line")
    window.settle()
    assert not window.main_window.close()
    assert window.session.run.cancelled
    assert not window.main_window.isVisible()
    qtbot.waitUntil(lambda: closed == [True])


def test_a_check_that_does_not_end_holds_the_window_only_so_long(
    open_window: Make, qtbot: QtBot, monkeypatch: object
) -> None:
    monkeypatch.setattr(ending_of, "STOP_TIMEOUT_MS", 100)
    window = open_window((FINE,))
    closed = watch(window)
    window.controller.welcome.all.click()
    window.session.run.cancel = lambda: None
    assert not window.main_window.close()
    qtbot.waitUntil(lambda: closed == [True])


def test_an_unsent_report_is_mentioned_once_and_holds_nobody_up(open_window: Make) -> None:
    window = open_window()
    closed = watch(window)
    window.delivery.unsent = 1
    assert not window.main_window.close()
    assert window.main_window.notice.isVisible()
    assert "beim nächsten Start gesendet" in window.main_window.notice.text.text()
    window.main_window.notice.button.click()
    assert closed == [True]


def test_the_second_try_closes_too(open_window: Make) -> None:
    window = open_window()
    window.delivery.unsent = 3
    assert not window.main_window.close()
    assert window.main_window.notice.text.text().startswith("3 Berichte")
    assert window.main_window.close()


def test_where_the_page_says_it_already_nothing_is_said_twice(open_window: Make) -> None:
    window = open_window((FINE,))
    window.to_send()
    window.controller.report_controller.send.send.click()
    window.delivery.unsent = 1
    window.delivery.wait()
    window.settle()
    assert window.main_window.close()
    assert not window.main_window.notice.isVisible()


def test_what_was_said_goes_when_the_report_has_arrived(open_window: Make) -> None:
    window = open_window((FINE,))
    window.to_send()
    window.controller.report_controller.send.send.click()
    window.controller.report_controller.restart_requested.emit()
    window.delivery.unsent = 1
    assert not window.main_window.close()
    assert window.main_window.notice.isVisible()
    window.delivery.unsent = 0
    window.delivery.arrive()
    window.settle()
    assert not window.main_window.notice.isVisible()

"""Reports that were sent: looked at, asked about, deleted in two presses; the desk is asked by presses alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices

from checker.client.ports.sent_reports import DeskAnswer
from checker.client.window.controllers.sent_controller import SentController
from checker.client.window.pages.report.sent_card import SentCard
from checker.model.finding import Finding, Level
from checker.model.text import Text
from tests.client.window.conftest import PlayedWindow

FINE = Finding(code="computer.fine", level=Level.OK)
GONE = DeskAnswer(message=Text(de="Der Bericht ist gelöscht.", en="The report is deleted."), is_gone=True)
Make = Callable[..., PlayedWindow]


def delivered(open_window: Make) -> tuple[PlayedWindow, SentController, SentCard]:
    window = open_window((FINE,))
    window.to_send()
    done = window.controller.report_controller.done
    window.controller.report_controller.send.send.click()
    assert not done.sent.isVisible(), "it has not arrived"
    window.delivery.arrive()
    window.settle()
    done.sent.click()
    controller = window.controller.sent_controller
    assert window.page is controller.page
    [card] = controller.page.cards.values()
    return window, controller, card


def wait_for(window: PlayedWindow, qtbot, card: SentCard, text: str) -> None:
    qtbot.waitUntil(lambda: card.status.text() == text, timeout=5000)


def test_the_desk_is_asked_when_the_button_is_pressed(open_window: Make, qtbot) -> None:
    window, _controller, card = delivered(open_window)
    assert window.delivery.sent.questions == [] and not card.status.isVisible()
    card.query.click()
    card.query.click()
    wait_for(window, qtbot, card, "Angesehen.")
    [report] = window.delivery.submitted
    assert window.delivery.sent.questions == [("status", report.id)]
    window.controller.toggle_language()
    assert card.status.text() == "Looked at." and card.heading.text() == "K7M-4FX"


def test_deleting_takes_a_second_press_and_says_what_it_means(open_window: Make, qtbot) -> None:
    window, _controller, card = delivered(open_window)
    window.delivery.sent.answer = GONE
    card.delete.click()
    assert card.confirm.isVisible() and "nicht zurücknehmen" in card.question.text()
    card.keep.click()
    assert not card.confirm.isVisible() and window.delivery.sent.questions == []
    card.delete.click()
    card.confirm.click()
    wait_for(window, qtbot, card, "Der Bericht ist gelöscht.")
    assert not card.view.isVisible() and not card.confirm.isVisible()
    window.controller.sent_controller.page.back.click()
    assert window.page is window.controller.report_controller.done
    window.controller.begin()
    assert not window.controller.welcome.sent.isVisible()


def test_what_the_desk_refused_is_said_and_can_be_tried_again(open_window: Make, qtbot) -> None:
    window, _controller, card = delivered(open_window)
    window.delivery.sent.answer = DeskAnswer(message=Text(de="Nicht zu erreichen.", en="-"), is_refused=True)
    card.delete.click()
    card.confirm.click()
    wait_for(window, qtbot, card, "Nicht zu erreichen.")
    assert card.confirm.isVisible() and card.view.isVisible()


def test_it_can_be_looked_at_at_the_next_start_too(open_window: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())) or True)
    window, controller, _card = delivered(open_window)
    window.controller.begin()
    assert window.controller.welcome.sent.isVisible()
    window.controller.welcome.sent.click()
    [card] = controller.page.cards.values()
    card.view.click()
    assert "K7M-4FX" in opened[0].read_text("utf-8")
    controller.close()
    assert not opened[0].exists()
    report_id = window.delivery.submitted[0].id
    window.delivery.sent.add(window.delivery.sent.stored[report_id][0].receipt)
    card.view.click()
    assert "nicht mehr zu lesen" in controller.page.trouble.text()


def test_the_secret_is_handed_over_with_the_report(open_window: Make) -> None:
    window, _controller, _card = delivered(open_window)
    [report] = window.delivery.submitted
    assert window.delivery.secrets == [window.session.secret_of(report.id)]

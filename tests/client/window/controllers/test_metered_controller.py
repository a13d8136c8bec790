"""A metered connection in the window: one calm question between consent and checking, and only where it is due."""

import threading
from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.checks.registry import needs
from checker.client.line import metered
from checker.client.window.controllers.metered_controller import MeteredStatus
from checker.model.measurement import Outcome
from tests.client.window.conftest import PlayedWindow
from tests.client.window.sample import PROFILE

WITH_LINE = msgspec.structs.replace(PROFILE, needs={"line": {"endpoint": "http://127.0.0.1:9/"}})
Make = Callable[..., PlayedWindow]


def agreed(
    open_window: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *, answer: bool, language: str = "de"
) -> PlayedWindow:
    """Everything allowed, and the system's word is there."""
    monkeypatch.setattr(metered, "is_metered", lambda: answer)
    window = open_window(profile=WITH_LINE, language=language)
    window.controller.welcome.all.click()
    expected = window.controller.metered_controller.page if answer else window.controller.running
    qtbot.waitUntil(lambda: window.page is expected, timeout=5000)
    return window


def test_not_metered_is_not_asked(open_window: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = agreed(open_window, qtbot, monkeypatch, answer=False)
    assert window.session.run.plan.left_out == ()


def test_without_an_endpoint_the_system_is_not_even_asked(open_window: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metered, "is_metered", lambda: pytest.fail("asked"))
    window = open_window()
    window.controller.welcome.all.click()
    assert window.page is window.controller.running


def test_nothing_runs_before_the_answer_and_yes_measures(
    open_window: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = agreed(open_window, qtbot, monkeypatch, answer=True)
    assert window.session.runs == []
    window.controller.metered_controller.page.measure.click()
    assert window.page is window.controller.running
    assert "line" in {planned.check.name for planned in window.session.run.plan.planned}


def test_no_leaves_only_the_line_out(open_window: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = agreed(open_window, qtbot, monkeypatch, answer=True)
    window.controller.metered_controller.page.without.click()
    assert window.page is window.controller.running
    assert [(left.check, left.outcome) for left in window.session.run.plan.left_out] == [("line", Outcome.SKIPPED)]
    window.session.run.end_all()
    window.settle()
    assert window.page is window.controller.result


def test_escape_leads_back_and_enter_answers_nothing(
    open_window: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = agreed(open_window, qtbot, monkeypatch, answer=True)
    page = window.controller.metered_controller.page
    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert window.page is page
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert window.page is window.controller.welcome
    assert window.session.runs == []


@pytest.mark.parametrize(("language", "explained"), [("de", "begrenztes Datenvolumen"), ("en", "limited data volume")])
def test_it_is_said_in_both_languages_and_read_out(
    open_window: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, language: str, explained: str
) -> None:
    page = agreed(open_window, qtbot, monkeypatch, answer=True, language=language).controller.metered_controller.page
    assert explained in page.explained.text()
    for button in (page.without, page.measure):
        spoken = QAccessible.queryAccessibleInterface(button)
        assert spoken.text(QAccessible.Text.Name)
        assert explained in spoken.text(QAccessible.Text.Description)


def test_while_the_system_is_asked_the_window_lives_and_an_old_word_counts_no_more(
    open_window: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = threading.Event()
    monkeypatch.setattr(metered, "is_metered", lambda: late.wait(20))
    window = open_window(profile=WITH_LINE)
    window.controller.welcome.all.click()
    window.controller.welcome.all.click()
    window.controller.toggle_language()
    assert window.page is window.controller.welcome
    window.controller.metered_controller.on_status(MeteredStatus(query_number=1, metered=False))
    assert window.session.runs == []
    late.set()
    qtbot.waitUntil(lambda: window.page is window.controller.metered_controller.page, timeout=5000)
    window.controller.metered_controller.on_status(MeteredStatus(query_number=2, metered=False))
    assert window.session.runs == []


def test_what_was_left_out_can_be_made_up_for(open_window: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = agreed(open_window, qtbot, monkeypatch, answer=True)
    window.controller.metered_controller.page.without.click()
    window.session.findings = diagnose_measurements(needs(WITH_LINE), window.session.run.plan.left_out)
    (finding,) = window.session.findings
    assert finding.code == "line.metered-declined"
    window.session.run.end_all()
    window.settle()
    window.controller.result.body.unfold(finding.key).recheck_button.click()
    assert [planned.check.name for planned in window.session.run.plan.planned] == ["line"]

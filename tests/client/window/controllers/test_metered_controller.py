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
from tests.client.window.conftest import Stage
from tests.client.window.sample import PROFILE

WITH_LINE = msgspec.structs.replace(PROFILE, needs={"line": {"endpoint": "http://127.0.0.1:9/"}})
Make = Callable[..., Stage]


def agreed(stage: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *, says: bool, language: str = "de") -> Stage:
    """Everything allowed, and the system's word is there."""
    monkeypatch.setattr(metered, "is_metered", lambda: says)
    one = stage(profile=WITH_LINE, language=language)
    one.course.welcome.all.click()
    expected = one.course.metered_controller.page if says else one.course.running
    qtbot.waitUntil(lambda: one.page is expected, timeout=5000)
    return one


def test_not_metered_is_not_asked(stage: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    one = agreed(stage, qtbot, monkeypatch, says=False)
    assert one.session.run.plan.left_out == ()


def test_without_an_endpoint_the_system_is_not_even_asked(stage: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metered, "is_metered", lambda: pytest.fail("asked"))
    one = stage()
    one.course.welcome.all.click()
    assert one.page is one.course.running


def test_nothing_runs_before_the_answer_and_yes_measures(
    stage: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = agreed(stage, qtbot, monkeypatch, says=True)
    assert one.session.runs == []
    one.course.metered_controller.page.measure.click()
    assert one.page is one.course.running
    assert "line" in {planned.check.name for planned in one.session.run.plan.planned}


def test_no_leaves_only_the_line_out(stage: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    one = agreed(stage, qtbot, monkeypatch, says=True)
    one.course.metered_controller.page.without.click()
    assert one.page is one.course.running
    assert [(left.check, left.outcome) for left in one.session.run.plan.left_out] == [("line", Outcome.SKIPPED)]
    one.session.run.end_all()
    one.settle()
    assert one.page is one.course.result


def test_escape_leads_back_and_enter_answers_nothing(
    stage: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = agreed(stage, qtbot, monkeypatch, says=True)
    page = one.course.metered_controller.page
    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert one.page is page
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert one.page is one.course.welcome
    assert one.session.runs == []


@pytest.mark.parametrize(("language", "explained"), [("de", "begrenztes Datenvolumen"), ("en", "limited data volume")])
def test_it_is_said_in_both_languages_and_read_out(
    stage: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, language: str, explained: str
) -> None:
    page = agreed(stage, qtbot, monkeypatch, says=True, language=language).course.metered_controller.page
    assert explained in page.explained.text()
    for button in (page.without, page.measure):
        spoken = QAccessible.queryAccessibleInterface(button)
        assert spoken.text(QAccessible.Text.Name)
        assert explained in spoken.text(QAccessible.Text.Description)


def test_while_the_system_is_asked_the_window_lives_and_an_old_word_counts_no_more(
    stage: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = threading.Event()
    monkeypatch.setattr(metered, "is_metered", lambda: late.wait(20))
    one = stage(profile=WITH_LINE)
    one.course.welcome.all.click()
    one.course.welcome.all.click()
    one.course.toggle_language()
    assert one.page is one.course.welcome
    one.course.metered_controller.on_status(MeteredStatus(query_number=1, metered=False))
    assert one.session.runs == []
    late.set()
    qtbot.waitUntil(lambda: one.page is one.course.metered_controller.page, timeout=5000)
    one.course.metered_controller.on_status(MeteredStatus(query_number=2, metered=False))
    assert one.session.runs == []


def test_what_was_left_out_can_be_made_up_for(stage: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    one = agreed(stage, qtbot, monkeypatch, says=True)
    one.course.metered_controller.page.without.click()
    one.session.findings = diagnose_measurements(needs(WITH_LINE), one.session.run.plan.left_out)
    (finding,) = one.session.findings
    assert finding.code == "line.metered-declined"
    one.session.run.end_all()
    one.settle()
    one.course.result.body.cards[finding.key].recheck_button.click()
    assert [planned.check.name for planned in one.session.run.plan.planned] == ["line"]

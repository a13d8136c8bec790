"""Which digit do you hear? Only right, wrong or none gets into the measurement."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from checker.checks.context import LiveSample
from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.client.session import Session
from checker.model.codec import to_json
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding, Level
from checker.model.measurement import Outcome
from checker.model.observation import Observation
from checker.model.report import Report
from tests.client.trials import DIGIT, PREVIEW
from tests.client.window.conftest import PlayedPart, PlayedWindow
from tests.client.window.sample import PlayedSession

NOT_ASKED = Finding(code="speaker.not-asked", level=Level.NOTE)
OBSERVATIONS = (
    Observation(name="output.names", value=["Headset"]),
    Observation(name="output.default", value="Headset"),
    Observation(name="play.seconds", value=1.4, unit="s"),
    Observation(name="play.digit-asked", value=True),
)
Make = Callable[..., PlayedWindow]


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """The played session tells what the speaker's own diagnosis finds in what was measured."""
    plain = PlayedSession.report.fget

    def report(self: PlayedSession) -> Report:
        measured = [measurement for measurement in self._measurements.values() if measurement.observations]
        if measured:
            self.findings = diagnose_measurements(Session.needs(self), measured)
        return plain(self)

    monkeypatch.setattr(PlayedSession, "report", property(report))


def playing(open_window: Make, played: list[PlayedPart], number: int = 7, kind: str = "digit") -> PlayedWindow:
    window = open_window((NOT_ASKED,))
    window.to_result()
    window.main_window.activateWindow()
    window.controller.result.body.unfold(NOT_ASKED.key).recheck_button.click()
    assert (played[-1].check, played[-1].name) == ("speaker", "digit")
    for observation in OBSERVATIONS[:2]:
        played[-1].listener(observation)
    played[-1].listener(LiveSample(kind=kind, numbers=(float(number),)))
    window.settle()
    return window


def end(window: PlayedWindow, played: list[PlayedPart]) -> None:
    for observation in OBSERVATIONS[2:]:
        played[-1].listener(observation)
    played[-1].on_end(Outcome.DONE, None)
    window.settle()


def codes(window: PlayedWindow) -> list[str]:
    return [finding.code for finding in window.session.report.findings]


def answers(window: PlayedWindow) -> list[object]:
    measured = {entry.check: entry for entry in window.session.report.measurements}
    return [observation.value for observation in measured["speaker"].observations if observation.name == "play.answer"]


@pytest.mark.parametrize(
    ("typed", "answer", "code"),
    [(7, "right", "speaker.ready"), (8, "wrong", "speaker.wrong-digit"), (None, "none", "speaker.not-heard")],
)
@pytest.mark.parametrize("early", [True, False])
@pytest.mark.usefixtures("judged")
def test_the_answer_is_measured_and_judged(
    open_window: Make, played: list[PlayedPart], typed: int | None, answer: str, code: str, early: bool
) -> None:
    window = playing(open_window, played)
    question = window.controller.result.trial_panel.question
    assert question.isVisible()
    assert question.heading.text() == "Welche Ziffer hören Sie?"
    press = question.nothing_button if typed is None else question.digits[typed]
    if early:
        press.click()
        end(window, played)
    else:
        end(window, played)
        press.click()
    window.settle()
    assert answers(window) == [answer]
    assert codes(window) == [code]
    assert not question.isVisible()
    assert "Headset" in window.controller.result.trial_panel.text.text(), "what it means is said"
    assert window.controller.result.trial_panel.buttons[DIGIT].isEnabled(), "and it can be tried again"


@pytest.mark.usefixtures("judged")
def test_neither_the_digit_nor_the_answer_is_in_the_report(open_window: Make, played: list[PlayedPart]) -> None:
    reports = []
    for number, typed in ((4, 4), (9, 9)):
        window = playing(open_window, played, number)
        window.controller.result.trial_panel.question.digits[typed].click()
        end(window, played)
        measured = [entry for entry in window.session.report.measurements if entry.check == "speaker"]
        reports.append(measured[0].observations)
        assert b"right" in to_json(window.session.report)
    assert reports[0] == reports[1]


def test_tones_are_counted(open_window: Make, played: list[PlayedPart]) -> None:
    window = playing(open_window, played, 3, "tones")
    assert window.controller.result.trial_panel.question.heading.text() == "Wie viele Töne haben Sie gezählt?"
    window.controller.result.trial_panel.question.digits[3].click()
    end(window, played)
    assert answers(window) == ["right"]


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier])
def test_the_key_of_the_digit_answers(
    open_window: Make, played: list[PlayedPart], qtbot: QtBot, modifier: Qt.KeyboardModifier
) -> None:
    window = playing(open_window, played)
    qtbot.waitUntil(window.main_window.isActiveWindow)
    assert QApplication.focusWidget() is window.controller.result.trial_panel.stop_button, (
        "while it plays, nothing takes the focus away"
    )
    end(window, played)
    assert QApplication.focusWidget() is window.controller.result.trial_panel.question.heading
    for key in (Qt.Key.Key_0, Qt.Key.Key_A):
        QTest.keyClick(QApplication.focusWidget(), key)
    assert window.controller.result.trial_panel.question.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_7, modifier)
    window.settle()
    assert answers(window) == ["right"]
    assert QApplication.focusWidget() is window.controller.result.trial_panel.choosers["speaker"]


def test_a_key_while_it_still_plays_counts_too(open_window: Make, played: list[PlayedPart], qtbot: QtBot) -> None:
    window = playing(open_window, played)
    qtbot.waitUntil(window.main_window.isActiveWindow)
    QTest.keyClick(window.controller.result.trial_panel.stop_button, Qt.Key.Key_2)
    end(window, played)
    assert answers(window) == ["wrong"]


def test_who_ends_it_answers_nothing(open_window: Make, played: list[PlayedPart]) -> None:
    window = playing(open_window, played)
    report_id = window.session.report.id
    window.controller.result.trial_panel.stop_button.click()
    window.settle()
    assert window.session.report.id == report_id
    assert not window.controller.result.trial_panel.question.isVisible()
    window.controller.result.trial_panel.question.digits[7].clicked.emit()
    assert window.session.report.id == report_id


def test_who_leaves_answers_nothing(open_window: Make, played: list[PlayedPart]) -> None:
    window = playing(open_window, played)
    end(window, played)
    window.controller.result.continue_button.click()
    report_id = window.session.report.id
    assert window.page is window.controller.report_controller.send
    window.controller.result.trial_panel.question.digits[7].clicked.emit()
    assert window.session.report.id == report_id


def test_playing_it_again_asks_anew(open_window: Make, played: list[PlayedPart]) -> None:
    window = playing(open_window, played)
    end(window, played)
    window.controller.result.trial_panel.buttons[DIGIT].click()
    assert not window.controller.result.trial_panel.question.isVisible()
    played[-1].listener(LiveSample(kind="digit", numbers=(2.0,)))
    window.settle()
    window.controller.result.trial_panel.question.digits[2].click()
    end(window, played)
    assert answers(window) == ["right"]


@pytest.mark.usefixtures("judged")
def test_a_speaker_that_does_not_play_is_judged_without_a_question(open_window: Make, played: list[PlayedPart]) -> None:
    window = open_window((NOT_ASKED,))
    window.to_result()
    window.controller.result.trial_panel.buttons[DIGIT].click()
    for observation in OBSERVATIONS[:2]:
        played[-1].listener(observation)
    failure = Failure(operation=Operation.PLAY, kind=FailureKind.BUSY)
    played[-1].listener(Observation(name="play.seconds", unit="s", failure=failure))
    played[-1].on_end(Outcome.DONE, None)
    window.settle()
    assert codes(window) == ["speaker.not-playing"]
    assert not window.controller.result.trial_panel.question.isVisible()


def test_a_number_that_nobody_asked_for_asks_nothing(open_window: Make, played: list[PlayedPart]) -> None:
    window = open_window((NOT_ASKED,))
    window.to_result()
    window.controller.result.trial_panel.buttons[PREVIEW].click()
    played[-1].listener(LiveSample(kind="digit", numbers=(2.0,)))
    played[-1].listener(LiveSample(kind="digit"))
    window.settle()
    assert not window.controller.result.trial_panel.question.isVisible()

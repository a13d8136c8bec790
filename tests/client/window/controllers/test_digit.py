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
from checker.client.trials.device_trial import DeviceTrial
from checker.model.codec import to_json
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding, Level
from checker.model.measurement import Outcome
from checker.model.observation import Observation
from checker.model.report import Report
from tests.client.window.conftest import PlayedPart, Stage
from tests.client.window.sample import PlayedSession

NOT_ASKED = Finding(code="speaker.not-asked", level=Level.NOTE)
SEEN = (
    Observation(name="output.names", value=["Headset"]),
    Observation(name="output.default", value="Headset"),
    Observation(name="play.seconds", value=1.4, unit="s"),
    Observation(name="play.digit-asked", value=True),
)
Make = Callable[..., Stage]


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """The played session tells what the speaker's own diagnosis finds in what was measured."""
    plain = PlayedSession.report.fget

    def report(self: PlayedSession) -> Report:
        measured = [one for one in self._measurements.values() if one.observations]
        if measured:
            self.findings = diagnose_measurements(Session.needs(self), measured)
        return plain(self)

    monkeypatch.setattr(PlayedSession, "report", property(report))


def playing(stage: Make, played: list[PlayedPart], number: int = 7, kind: str = "digit") -> Stage:
    one = stage((NOT_ASKED,))
    one.to_result()
    one.shell.activateWindow()
    one.course.result.body.cards[NOT_ASKED.key].recheck_button.click()
    assert (played[-1].check, played[-1].name) == ("speaker", "digit")
    for seen in SEEN[:2]:
        played[-1].listener(seen)
    played[-1].listener(LiveSample(kind=kind, numbers=(float(number),)))
    one.settle()
    return one


def end(one: Stage, played: list[PlayedPart]) -> None:
    for seen in SEEN[2:]:
        played[-1].listener(seen)
    played[-1].on_end(Outcome.DONE, None)
    one.settle()


def codes(one: Stage) -> list[str]:
    return [finding.code for finding in one.session.report.findings]


def answers(one: Stage) -> list[object]:
    measured = {one.check: one for one in one.session.report.measurements}
    return [seen.value for seen in measured["speaker"].observations if seen.name == "play.answer"]


@pytest.mark.parametrize(
    ("said", "answer", "code"),
    [(7, "right", "speaker.ready"), (8, "wrong", "speaker.wrong-digit"), (None, "none", "speaker.not-heard")],
)
@pytest.mark.parametrize("early", [True, False])
@pytest.mark.usefixtures("judged")
def test_the_answer_is_measured_and_judged(
    stage: Make, played: list[PlayedPart], said: int | None, answer: str, code: str, early: bool
) -> None:
    one = playing(stage, played)
    question = one.course.result.trial_panel.question
    assert question.isVisible()
    assert question.heading.text() == "Welche Ziffer hören Sie?"
    press = question.nothing_button if said is None else question.digits[said]
    if early:
        press.click()
        end(one, played)
    else:
        end(one, played)
        press.click()
    one.settle()
    assert answers(one) == [answer]
    assert codes(one) == [code]
    assert not question.isVisible()
    assert "Headset" in one.course.result.trial_panel.text.text(), "what it means is said"
    assert one.course.result.trial_panel.buttons[DeviceTrial.DIGIT].isEnabled(), "and it can be tried again"


@pytest.mark.usefixtures("judged")
def test_neither_the_digit_nor_the_answer_is_in_the_report(stage: Make, played: list[PlayedPart]) -> None:
    reports = []
    for number, said in ((4, 4), (9, 9)):
        one = playing(stage, played, number)
        one.course.result.trial_panel.question.digits[said].click()
        end(one, played)
        measured = [one for one in one.session.report.measurements if one.check == "speaker"]
        reports.append(measured[0].observations)
        assert b"right" in to_json(one.session.report)
    assert reports[0] == reports[1]


def test_tones_are_counted(stage: Make, played: list[PlayedPart]) -> None:
    one = playing(stage, played, 3, "tones")
    assert one.course.result.trial_panel.question.heading.text() == "Wie viele Töne haben Sie gezählt?"
    one.course.result.trial_panel.question.digits[3].click()
    end(one, played)
    assert answers(one) == ["right"]


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier])
def test_the_key_of_the_digit_answers(
    stage: Make, played: list[PlayedPart], qtbot: QtBot, modifier: Qt.KeyboardModifier
) -> None:
    one = playing(stage, played)
    qtbot.waitUntil(one.shell.isActiveWindow)
    assert QApplication.focusWidget() is one.course.result.trial_panel.stop_button, (
        "while it plays, nothing takes the focus away"
    )
    end(one, played)
    assert QApplication.focusWidget() is one.course.result.trial_panel.question.heading
    for key in (Qt.Key.Key_0, Qt.Key.Key_A):
        QTest.keyClick(QApplication.focusWidget(), key)
    assert one.course.result.trial_panel.question.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_7, modifier)
    one.settle()
    assert answers(one) == ["right"]
    assert QApplication.focusWidget() is one.course.result.trial_panel.choosers["speaker"]


def test_a_key_while_it_still_plays_counts_too(stage: Make, played: list[PlayedPart], qtbot: QtBot) -> None:
    one = playing(stage, played)
    qtbot.waitUntil(one.shell.isActiveWindow)
    QTest.keyClick(one.course.result.trial_panel.stop_button, Qt.Key.Key_2)
    end(one, played)
    assert answers(one) == ["wrong"]


def test_who_ends_it_answers_nothing(stage: Make, played: list[PlayedPart]) -> None:
    one = playing(stage, played)
    known = one.session.report.id
    one.course.result.trial_panel.stop_button.click()
    one.settle()
    assert one.session.report.id == known
    assert not one.course.result.trial_panel.question.isVisible()
    one.course.result.trial_panel.question.digits[7].clicked.emit()
    assert one.session.report.id == known


def test_who_leaves_answers_nothing(stage: Make, played: list[PlayedPart]) -> None:
    one = playing(stage, played)
    end(one, played)
    one.course.result.continue_button.click()
    known = one.session.report.id
    assert one.page is one.course.report_controller.send
    one.course.result.trial_panel.question.digits[7].clicked.emit()
    assert one.session.report.id == known


def test_playing_it_again_asks_anew(stage: Make, played: list[PlayedPart]) -> None:
    one = playing(stage, played)
    end(one, played)
    one.course.result.trial_panel.buttons[DeviceTrial.DIGIT].click()
    assert not one.course.result.trial_panel.question.isVisible()
    played[-1].listener(LiveSample(kind="digit", numbers=(2.0,)))
    one.settle()
    one.course.result.trial_panel.question.digits[2].click()
    end(one, played)
    assert answers(one) == ["right"]


@pytest.mark.usefixtures("judged")
def test_a_speaker_that_does_not_play_is_judged_without_a_question(stage: Make, played: list[PlayedPart]) -> None:
    one = stage((NOT_ASKED,))
    one.to_result()
    one.course.result.trial_panel.buttons[DeviceTrial.DIGIT].click()
    for seen in SEEN[:2]:
        played[-1].listener(seen)
    lost = Failure(operation=Operation.PLAY, kind=FailureKind.BUSY)
    played[-1].listener(Observation(name="play.seconds", unit="s", failure=lost))
    played[-1].on_end(Outcome.DONE, None)
    one.settle()
    assert codes(one) == ["speaker.not-playing"]
    assert not one.course.result.trial_panel.question.isVisible()


def test_a_number_that_nobody_asked_for_asks_nothing(stage: Make, played: list[PlayedPart]) -> None:
    one = stage((NOT_ASKED,))
    one.to_result()
    one.course.result.trial_panel.buttons[DeviceTrial.PREVIEW].click()
    played[-1].listener(LiveSample(kind="digit", numbers=(2.0,)))
    played[-1].listener(LiveSample(kind="digit"))
    one.settle()
    assert not one.course.result.trial_panel.question.isVisible()

"""To see oneself and to hear oneself, inside the page, one at a time."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from checker.checks.context import LiveSample, Progress
from checker.checks.registry import checks
from checker.client.trials.device_trial import DeviceTrial
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding, Level
from checker.model.measurement import Outcome
from checker.model.text import Text
from tests.client.window.conftest import PlayedPart, Stage
from tests.client.window.sample import frame

FINE = Finding(code="computer.fine", level=Level.OK)
Make = Callable[..., Stage]


@pytest.mark.parametrize("trial", DeviceTrial)
def test_the_checks_offer_what_the_window_asks_for(trial: DeviceTrial) -> None:
    check = checks()[trial.check]
    assert callable(check.probe(trial.part))


def test_only_what_was_allowed_can_be_tried(stage: Make) -> None:
    one = stage((FINE,))
    one.course.welcome.groups[3].box.setChecked(True)
    one.course.welcome.some.click()
    one.session.run.end_all()
    one.settle()
    tryout = one.course.result.trial_panel
    assert tryout.buttons[DeviceTrial.PREVIEW].isVisible()
    assert tryout.choosers["camera"].isVisible()
    assert not any(tryout.buttons[trial].isVisible() for trial in DeviceTrial if trial is not DeviceTrial.PREVIEW)
    assert not tryout.choosers["microphone"].isVisible()


def test_the_picture_is_shown_until_it_is_ended(stage: Make, played: list[PlayedPart]) -> None:
    one = stage((FINE,))
    one.to_result()
    tryout = one.course.result.trial_panel
    tryout.buttons[DeviceTrial.PREVIEW].click()
    assert (played[0].check, played[0].name, played[0].started) == ("camera", "preview", True)
    played[0].listener(frame(32, 24))
    one.settle()
    assert tryout.live.preview.image is not None
    assert "Oval in der Mitte" in tryout.live.preview.accessibleDescription()
    assert not any(button.isEnabled() for button in tryout.buttons.values())
    assert not any(chooser.isEnabled() for chooser in tryout.choosers.values())
    tryout.stop_button.click()
    one.settle()
    assert played[0].stopped
    assert tryout.live.preview is None
    assert all(button.isEnabled() for button in tryout.buttons.values())
    assert not one.course.is_busy()


def test_advice_changes_while_it_is_put_right(
    stage: Make, played: list[PlayedPart], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "checker.client.window.widgets.screen_reader.announce", lambda _widget, text, **_how: said.append(text)
    )
    one = stage((FINE,))
    one.to_result()
    tryout = one.course.result.trial_panel
    tryout.buttons[DeviceTrial.PREVIEW].click()
    for de in ("Etwas mehr Licht, bitte.", "Etwas mehr Licht, bitte.", "Wischen Sie die Linse ab.", "Gut so."):
        played[0].listener(LiveSample(kind="advice", text=Text(de=de, en="x")))
        one.settle()
        assert tryout.live.advice.text() == de, "seen at once"
    assert said == ["Etwas mehr Licht, bitte."], "and not read out more often than every two seconds"
    tryout.live.advice._announcer._pause_timer.timeout.emit()
    assert said == ["Etwas mehr Licht, bitte.", "Gut so."], "of what came meanwhile only the newest"
    tryout.live.advice._announcer._pause_timer.timeout.emit()
    assert len(said) == 2


def test_advice_is_below_the_picture_whichever_came_first(stage: Make, played: list[PlayedPart]) -> None:
    one = stage((FINE,))
    one.to_result()
    tryout = one.course.result.trial_panel
    tryout.buttons[DeviceTrial.PREVIEW].click()
    played[0].listener(LiveSample(kind="advice", text=Text(de="Gut so.", en="Good.")))
    played[0].listener(frame(32, 24))
    one.settle()
    assert tryout.live.preview.y() < tryout.live.advice.y()


def test_the_level_shows_the_range_to_aim_at(stage: Make, played: list[PlayedPart]) -> None:
    one = stage((FINE,))
    one.to_result()
    tryout = one.course.result.trial_panel
    tryout.buttons[DeviceTrial.LEVEL].click()
    assert (played[0].check, played[0].name) == ("microphone", "level")
    for dbfs, mark, said in (
        (-50.0, "note", "Zu leise"),
        (-20.0, "ok", "Gut zu hören"),
        (-2.0, "warning", "Zu laut"),
    ):
        played[0].listener(LiveSample(kind="level", numbers=(dbfs,)))
        one.settle()
        assert tryout.live.meter.word.text().startswith(said)
        assert tryout.live.meter.bar.property("mark") == mark
        tryout.live.meter.bar.grab()


def test_hearing_oneself_shows_how_far_it_is_and_offers_it_again(stage: Make, played: list[PlayedPart]) -> None:
    one = stage((FINE,))
    one.to_result()
    tryout = one.course.result.trial_panel
    tryout.buttons[DeviceTrial.PLAYBACK].click()
    assert (played[0].check, played[0].name) == ("microphone", "playback")
    played[0].listener(LiveSample(kind="level", numbers=(-12.0,)))
    played[0].listener(Progress(done=0.25, text=Text(de="Bitte sprechen Sie.", en="Please speak.")))
    one.settle()
    assert tryout.live.meter.word.text() == "Gut zu hören."
    assert tryout.text.text() == "Bitte sprechen Sie."
    assert (tryout.bar.isVisible(), tryout.bar.value()) == (True, 50), "half of the recording"
    played[0].listener(Progress(done=0.5, text=Text(de="So hören Sie die anderen.", en="x")))
    one.settle()
    assert tryout.bar.maximum() == 0, "how far the replay is, nobody tells"
    played[0].on_end(Outcome.DONE, None)
    one.settle()
    assert tryout.running is None
    assert not tryout.bar.isVisible()
    assert tryout.text.text().startswith("So klingen Sie für die anderen.")
    assert tryout.buttons[DeviceTrial.PLAYBACK].text() == "Noch einmal &hören"
    tryout.buttons[DeviceTrial.PLAYBACK].click()
    assert len(played) == 2


def test_what_does_not_work_is_said(stage: Make, played: list[PlayedPart]) -> None:
    one = stage((FINE,))
    one.to_result()
    one.course.result.trial_panel.buttons[DeviceTrial.PREVIEW].click()
    played[0].on_end(Outcome.DEFECT, Failure(operation=Operation.OPEN, kind=FailureKind.BUSY))
    one.settle()
    assert "von einem anderen Programm belegt" in one.course.result.trial_panel.text.text()


def test_its_time_is_over_is_no_fault(stage: Make, played: list[PlayedPart]) -> None:
    one = stage((FINE,))
    one.to_result()
    one.course.result.trial_panel.buttons[DeviceTrial.PREVIEW].click()
    played[0].listener(frame(32, 24))
    played[0].on_end(Outcome.TIMED_OUT, Failure(operation=Operation.RUN, kind=FailureKind.TIMEOUT))
    one.settle()
    assert one.course.result.trial_panel.text.text().startswith("Nach zwei Minuten beendet")


def test_leaving_the_page_ends_it(stage: Make, played: list[PlayedPart]) -> None:
    one = stage((FINE,))
    one.to_result()
    one.course.result.trial_panel.buttons[DeviceTrial.PREVIEW].click()
    one.course.result.continue_button.click()
    assert played[0].stopped


def test_closing_ends_it(stage: Make, played: list[PlayedPart], qtbot: QtBot) -> None:
    one = stage((FINE,))
    one.to_result()
    one.course.result.trial_panel.buttons[DeviceTrial.PREVIEW].click()
    one.shell.close()
    assert played[0].stopped
    qtbot.waitUntil(lambda: not one.course.has_running_workers())


def test_a_card_shows_its_trouble_live(stage: Make, played: list[PlayedPart]) -> None:
    dark = Finding(code="camera.dark", level=Level.WARNING, values={"camera": "HD Webcam"})
    none = Finding(code="microphone.none", level=Level.BLOCKER)
    one = stage((dark, none))
    one.to_result()
    cards = one.course.result.body.cards
    assert cards[none.key].live_button is None, "there is nothing to see"
    cards[dark.key].live_button.click()
    assert (played[0].check, played[0].name) == ("camera", "preview")
    assert not cards[dark.key].live_button.isEnabled()


def test_the_real_worker_ends_with_a_sentence_where_there_is_no_camera(stage: Make, qtbot: QtBot) -> None:
    one = stage((FINE,))
    one.to_result()
    tryout = one.course.result.trial_panel
    tryout.buttons[DeviceTrial.PREVIEW].click()
    qtbot.wait(100)
    if tryout.running:
        qtbot.waitUntil(lambda: not tryout.running or tryout.live.preview is not None, timeout=30_000)
    tryout.stop_button.click()
    qtbot.waitUntil(lambda: not one.course.is_busy(), timeout=10_000)
    assert tryout.running is None

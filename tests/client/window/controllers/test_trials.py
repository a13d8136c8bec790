"""To see oneself and to hear oneself, inside the page, one at a time."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from checker.checks.context import LiveSample, Progress
from checker.checks.registry import checks
from checker.client.trials.device_trial import DeviceTrial, device_trials
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding, Level
from checker.model.measurement import Outcome
from checker.model.text import Text
from tests.client.trials import LEVEL, PLAYBACK, PREVIEW
from tests.client.window.conftest import PlayedPart, PlayedWindow
from tests.client.window.sample import frame

FINE = Finding(code="computer.fine", level=Level.OK)
Make = Callable[..., PlayedWindow]


@pytest.mark.parametrize("trial", device_trials())
def test_the_checks_offer_what_the_window_asks_for(trial: DeviceTrial) -> None:
    check = checks()[trial.check]
    assert callable(check.probe(trial.part))


def test_only_what_was_allowed_can_be_tried(open_window: Make) -> None:
    window = open_window((FINE,))
    window.controller.welcome.groups[3].box.setChecked(True)
    window.controller.welcome.some.click()
    window.session.run.end_all()
    window.settle()
    trial_panel = window.controller.result.trial_panel
    assert trial_panel.buttons[PREVIEW].isVisible()
    assert trial_panel.choosers["camera"].isVisible()
    assert not any(trial_panel.buttons[trial].isVisible() for trial in device_trials() if trial != PREVIEW)
    assert not trial_panel.choosers["microphone"].isVisible()


def test_the_picture_is_shown_until_it_is_ended(open_window: Make, played: list[PlayedPart]) -> None:
    window = open_window((FINE,))
    window.to_result()
    trial_panel = window.controller.result.trial_panel
    trial_panel.buttons[PREVIEW].click()
    assert (played[0].check, played[0].name, played[0].started) == ("camera", "preview", True)
    played[0].listener(frame(32, 24))
    window.settle()
    assert trial_panel.live.preview.image is not None
    assert "Oval in der Mitte" in trial_panel.live.preview.accessibleDescription()
    assert not any(button.isEnabled() for button in trial_panel.buttons.values())
    assert not any(chooser.isEnabled() for chooser in trial_panel.choosers.values())
    trial_panel.stop_button.click()
    window.settle()
    assert played[0].stopped
    assert trial_panel.live.preview is None
    assert all(button.isEnabled() for button in trial_panel.buttons.values())
    assert not window.controller.is_busy()


def test_advice_changes_while_it_is_put_right(
    open_window: Make, played: list[PlayedPart], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[str] = []
    monkeypatch.setattr(
        "checker.client.window.widgets.screen_reader.announce", lambda _widget, text, **_how: texts.append(text)
    )
    window = open_window((FINE,))
    window.to_result()
    trial_panel = window.controller.result.trial_panel
    trial_panel.buttons[PREVIEW].click()
    for de in ("Etwas mehr Licht, bitte.", "Etwas mehr Licht, bitte.", "Wischen Sie die Linse ab.", "Gut so."):
        played[0].listener(LiveSample(kind="advice", text=Text(de=de, en="x")))
        window.settle()
        assert trial_panel.live.advice.text() == de, "seen at once"
    assert texts == ["Etwas mehr Licht, bitte."], "and not read out more often than every two seconds"
    trial_panel.live.advice._announcer._pause_timer.timeout.emit()
    assert texts == ["Etwas mehr Licht, bitte.", "Gut so."], "of what came meanwhile only the newest"
    trial_panel.live.advice._announcer._pause_timer.timeout.emit()
    assert len(texts) == 2


def test_advice_is_below_the_picture_whichever_came_first(open_window: Make, played: list[PlayedPart]) -> None:
    window = open_window((FINE,))
    window.to_result()
    trial_panel = window.controller.result.trial_panel
    trial_panel.buttons[PREVIEW].click()
    played[0].listener(LiveSample(kind="advice", text=Text(de="Gut so.", en="Good.")))
    played[0].listener(frame(32, 24))
    window.settle()
    assert trial_panel.live.preview.y() < trial_panel.live.advice.y()


def test_the_level_shows_the_range_to_aim_at(open_window: Make, played: list[PlayedPart]) -> None:
    window = open_window((FINE,))
    window.to_result()
    trial_panel = window.controller.result.trial_panel
    trial_panel.buttons[LEVEL].click()
    assert (played[0].check, played[0].name) == ("microphone", "level_meter")
    for dbfs, mark, text in (
        (-50.0, "note", "Zu leise"),
        (-20.0, "ok", "Gut zu hören"),
        (-2.0, "warning", "Zu laut"),
    ):
        played[0].listener(LiveSample(kind="level", numbers=(dbfs,)))
        window.settle()
        assert trial_panel.live.meter.word.text().startswith(text)
        assert trial_panel.live.meter.bar.property("mark") == mark
        trial_panel.live.meter.bar.grab()


def test_hearing_oneself_shows_how_far_it_is_and_offers_it_again(open_window: Make, played: list[PlayedPart]) -> None:
    window = open_window((FINE,))
    window.to_result()
    trial_panel = window.controller.result.trial_panel
    trial_panel.buttons[PLAYBACK].click()
    assert (played[0].check, played[0].name) == ("microphone", "playback")
    played[0].listener(LiveSample(kind="level", numbers=(-12.0,)))
    played[0].listener(Progress(done=0.25, text=Text(de="Bitte sprechen Sie.", en="Please speak.")))
    window.settle()
    assert trial_panel.live.meter.word.text() == "Gut zu hören."
    assert trial_panel.text.text() == "Bitte sprechen Sie."
    assert (trial_panel.bar.isVisible(), trial_panel.bar.value()) == (True, 50), "half of the recording"
    played[0].listener(Progress(done=0.5, text=Text(de="So hören Sie die anderen.", en="x")))
    window.settle()
    assert trial_panel.bar.maximum() == 0, "how far the replay is, nobody tells"
    played[0].on_end(Outcome.DONE, None)
    window.settle()
    assert trial_panel.running is None
    assert not trial_panel.bar.isVisible()
    assert trial_panel.text.text().startswith("So klingen Sie für die anderen.")
    assert trial_panel.buttons[PLAYBACK].text() == "Noch einmal &hören"
    trial_panel.buttons[PLAYBACK].click()
    assert len(played) == 2


def test_what_does_not_work_is_said(open_window: Make, played: list[PlayedPart]) -> None:
    window = open_window((FINE,))
    window.to_result()
    window.controller.result.trial_panel.buttons[PREVIEW].click()
    played[0].on_end(Outcome.DEFECT, Failure(operation=Operation.OPEN, kind=FailureKind.BUSY))
    window.settle()
    assert "von einem anderen Programm belegt" in window.controller.result.trial_panel.text.text()


def test_its_time_is_over_is_no_fault(open_window: Make, played: list[PlayedPart]) -> None:
    window = open_window((FINE,))
    window.to_result()
    window.controller.result.trial_panel.buttons[PREVIEW].click()
    played[0].listener(frame(32, 24))
    played[0].on_end(Outcome.TIMED_OUT, Failure(operation=Operation.RUN, kind=FailureKind.TIMEOUT))
    window.settle()
    assert window.controller.result.trial_panel.text.text().startswith("Nach zwei Minuten beendet")


def test_leaving_the_page_ends_it(open_window: Make, played: list[PlayedPart]) -> None:
    window = open_window((FINE,))
    window.to_result()
    window.controller.result.trial_panel.buttons[PREVIEW].click()
    window.controller.result.continue_button.click()
    assert played[0].stopped


def test_closing_ends_it(open_window: Make, played: list[PlayedPart], qtbot: QtBot) -> None:
    window = open_window((FINE,))
    window.to_result()
    window.controller.result.trial_panel.buttons[PREVIEW].click()
    window.main_window.close()
    assert played[0].stopped
    qtbot.waitUntil(lambda: not window.controller.has_running_workers())


def test_a_card_shows_its_trouble_live(open_window: Make, played: list[PlayedPart]) -> None:
    dark = Finding(code="camera.dark", level=Level.WARNING, values={"camera": "HD Webcam"})
    none = Finding(code="microphone.none", level=Level.BLOCKER)
    window = open_window((dark, none))
    window.to_result()
    body = window.controller.result.body
    cards = {finding.key: body.unfold(finding.key) for finding in (dark, none)}
    assert cards[none.key].live_button is None, "there is nothing to see"
    cards[dark.key].live_button.click()
    assert (played[0].check, played[0].name) == ("camera", "preview")
    assert not cards[dark.key].live_button.isEnabled()


def test_the_real_worker_ends_with_a_sentence_where_there_is_no_camera(open_window: Make, qtbot: QtBot) -> None:
    window = open_window((FINE,))
    window.to_result()
    trial_panel = window.controller.result.trial_panel
    trial_panel.buttons[PREVIEW].click()
    qtbot.wait(100)
    if trial_panel.running:
        qtbot.waitUntil(lambda: not trial_panel.running or trial_panel.live.preview is not None, timeout=30_000)
    trial_panel.stop_button.click()
    qtbot.waitUntil(lambda: not window.controller.is_busy(), timeout=10_000)
    assert trial_panel.running is None

"""A button that mends, with before and after and the way back; another device, checked at once and taken back."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from checker.checks.devices.audio.backends.mixer import MixerSetting
from checker.checks.devices.audio.mixer_change import MixerChange
from checker.client.trials.device_repair import DeviceRepair
from checker.client.window.controllers import repair_controller
from checker.client.window.pages.remedy_page import RemedyPage
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from tests.client.window.conftest import PlayedWindow

MUTED = Finding(code="microphone.muted", level=Level.BLOCKER, subject="Jabra", values={"microphone": "Jabra"})
BLACK = Finding(code="camera.black", level=Level.BLOCKER, subject="Eins", values={"camera": "Eins"})
GOOD = Finding(code="camera.ready", level=Level.OK, subject="Zwei", values={"camera": "Zwei", "rate": 30})
Make = Callable[..., PlayedWindow]


def dialogue(window: PlayedWindow, finding: Finding, **facts: object) -> RemedyPage:
    """The page of a finding, with what its check saw of `Jabra` or of the cameras."""
    check = finding.code.partition(".")[0]
    names = Observation(name="device.names", value=["Eins", "Zwei"])
    observed = [Observation(name=f"device.{name}", value=value, subject="Jabra") for name, value in facts.items()]
    begun = Observation(name="open.begun", value=True, subject="Eins")
    observations = (names, begun) if check == "camera" else tuple(observed)
    window.session.observed[check] = Measurement(check=check, outcome=Outcome.DONE, observations=observations)
    window.to_result((finding,))
    window.controller.remedy_controller.begin(finding)
    window.settle()
    return window.controller.remedy_controller.page


class Mixer:
    """Takes the place of the system's: muted and low, until it is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.setting = MixerSetting(muted=True, volume=10)
        self.device, self.refuses = "", False
        monkeypatch.setattr(repair_controller, "change_mixer", self.change)

    def change(self, direction: str, system: str, name: str, target: MixerSetting) -> MixerChange:
        if self.refuses:
            raise OperationFailed(Operation.WRITE, FailureKind.DENIED)
        before, self.setting, self.device = self.setting, target, name
        return MixerChange(before=before, after=target, undo=lambda: self.undo(before))

    def undo(self, before: MixerSetting) -> MixerSetting:
        self.setting = before
        return before


def test_the_microphone_is_turned_on_and_back(open_window: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    mixer = Mixer(monkeypatch)
    card = (page := dialogue(open_window(), MUTED, muted=True, volume=10)).repairs
    (button,) = card.buttons.values()
    assert card.isVisible() and button.text() == "Mikrofon einschalten" and not card.undo.isVisible()
    button.click()
    assert not button.isEnabled(), "the system is asked beside the window"
    qtbot.waitUntil(card.result.isVisible)
    assert (mixer.device, mixer.setting) == ("Jabra", MixerSetting(muted=False, volume=80))
    assert card.result.text().startswith(
        "Vorher: stumm, Pegel 10\u00a0%. Jetzt: nicht stumm, Pegel 80\u00a0%. Prüfen Sie nun erneut"
    )
    assert page.window().focusWidget() is card.result and not card.buttons and card.undo.isVisible()
    card.undo.click()
    qtbot.waitUntil(lambda: card.result.text().startswith("Rückgängig gemacht."))
    assert mixer.setting == MixerSetting(muted=True, volume=10)
    assert list(card.buttons) and not card.undo.isVisible()


def test_what_is_refused_is_said_and_leads_to_the_steps(
    open_window: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    Mixer(monkeypatch).refuses = True
    window = open_window()
    card = dialogue(window, MUTED, muted=True, volume=90).repairs
    next(iter(card.buttons.values())).click()
    qtbot.waitUntil(card.result.isVisible)
    assert card.result.text().startswith("Das ließ sich von hier nicht ändern.")
    assert card.buttons and not card.undo.isVisible()
    window.controller.toggle_language()
    assert card.result.text().startswith("This could not be changed from here.")


def test_what_nothing_can_be_done_about_has_no_card(open_window: Make) -> None:
    window = open_window()
    assert not dialogue(window, MUTED).repairs.isVisible(), "the mixer did not say that it is muted"


def test_another_camera_is_checked_at_once_and_the_first_one_again(open_window: Make) -> None:
    window = open_window()
    page = dialogue(window, BLACK)
    card = page.repairs
    assert "wählen Sie es auch in Ihrem Besprechungsprogramm" in card.explanation.text()
    card.buttons[DeviceRepair(check="camera", device="Zwei", before="Eins")].click()
    assert window.session.devices["camera"] == "Zwei" and page.is_running
    assert [planned.check.name for planned in window.session.run.plan.planned] == ["camera"]
    assert window.session.run.plan.planned[0].need.device == "Zwei"
    window.session.findings = (GOOD,)
    window.session.run.end_all()
    window.settle()
    assert page.comparison.heading.text() == "Erneut geprüft: behoben"
    assert card.undo.text() == "Wieder „Eins“ prüfen" and card.undo.isVisible()
    card.undo.click()
    assert window.session.devices["camera"] == "Eins" and page.is_running
    window.session.findings = (BLACK,)
    window.session.run.end_all()
    window.settle()
    assert not card.undo.isVisible() and card.buttons


def test_a_cancelled_check_of_another_camera_leaves_the_first(open_window: Make) -> None:
    window = open_window()
    page = dialogue(window, BLACK)
    next(iter(page.repairs.buttons.values())).click()
    page.escape()
    window.settle()
    assert window.session.devices["camera"] == "" and page.repairs.buttons and not page.repairs.undo.isVisible()

"""The window shows a check that no file of the window names: tile, request, device, trial, finding."""

from collections.abc import Callable, Iterator

import pytest

from checker.checks.declaration import Check
from checker.client.trials.device_trial import question_trial
from checker.client.window.widgets.check_prompt import prompt_text
from checker.client.window.widgets.disclosure import Disclosure
from checker.client.window.widgets.labels import Label
from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from tests.client.window.conftest import PlayedPart, PlayedWatch, PlayedWindow
from tests.lab.new_check import added

Make = Callable[..., PlayedWindow]
DARK = Finding(code="lamp.off", level=Level.BLOCKER, evidence=("lamp.brightness",), values={"lux": 12.0})
LAMPS = Measurement(
    check="lamp",
    outcome=Outcome.DONE,
    observations=(
        Observation(name="lamp.names", value=["Büro", "Flur"]),
        Observation(name="lamp.used", value="Flur"),
        Observation(name="lamp.brightness", value=12.0, unit="lx"),
    ),
)


@pytest.fixture(autouse=True)
def lamp() -> Iterator[Check]:
    with added() as check:
        yield check


def test_its_tile_has_its_name_its_sign_and_its_request(open_window: Make, lamp: Check) -> None:
    window = open_window((DARK,))
    window.controller.welcome.all.click()
    window.session.run.begin("lamp")
    window.settle()
    tile = window.controller.running.tiles["lamp"]
    assert tile.name.text() == "Schreibtischlampe"
    assert tile.prompt.isVisible()
    assert tile.prompt.text() == prompt_text("lamp", None) == "Bitte schalten Sie die Lampe ein."


def test_consent_names_what_it_reads(open_window: Make) -> None:
    card = open_window().controller.welcome.groups[0]
    card.findChild(Disclosure).button.click()
    listed = [label.text() for label in card.findChildren(Label) if label.isVisible()]
    assert "•  Helligkeit der Lampe" in listed


def test_its_finding_its_devices_and_its_trial(
    open_window: Make, played: list[PlayedPart], watches: list[PlayedWatch]
) -> None:
    window = open_window((DARK,))
    window.session.observed["lamp"] = LAMPS
    window.to_result()
    card = window.controller.result.body.unfold("lamp.off")
    assert card.heading.text() == "Ihre Schreibtischlampe ist mit 12 Lux zu dunkel."
    assert card.recheck_button.text() == "Lampe blinken lassen"
    panel, trial = window.controller.result.trial_panel, question_trial("lamp")
    assert panel.choosers["lamp"].names == ("Büro", "Flur")
    assert panel.choosers["lamp"].currentText() == "Flur"
    assert panel.buttons[trial].text() == "Lampe &blinken lassen"
    assert ("lamp", "plugged") in [(watch.check, watch.name) for watch in watches]
    panel.buttons[trial].click()
    assert (played[0].check, played[0].name, played[0].started) == ("lamp", "flicker", True)
    assert panel.text.text() == "Gleich blinkt die Lampe."

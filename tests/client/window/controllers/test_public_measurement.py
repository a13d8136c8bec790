"""The public test of the line: said first, started by its own button, and taken as the line's measurement."""

from collections.abc import Callable

import msgspec
from PySide6.QtWidgets import QPushButton

from checker.checks.context import LiveSample, Progress
from checker.client.window.pages.result.cards.public_test_consent import PublicTestConsent
from checker.model.finding import Finding, Level
from checker.model.measurement import Outcome
from checker.model.observation import Observation
from tests.client.window.conftest import PlayedPart, PlayedWindow
from tests.client.window.sample import PROFILE

NOT_ASKED = Finding(code="line.not-asked", level=Level.NOTE)
FAST = Finding(code="line.fine", level=Level.OK, values={"down": 90, "up": 40, "roles_de": "a", "roles_en": "a"})
Make = Callable[..., PlayedWindow]


def offered(window: PlayedWindow) -> list[QPushButton]:
    return [
        button
        for button in window.controller.result.body.unfold(NOT_ASKED.key).findChildren(QPushButton)
        if "Öffentlich messen" in button.text()
    ]


def opened(window: PlayedWindow) -> PublicTestConsent:
    offered(window)[0].click()
    window.settle()
    return window.controller.result.body.unfold(NOT_ASKED.key).findChild(PublicTestConsent)


def test_it_says_what_the_operator_learns_before_its_button_can_be_pressed(
    open_window: Make, played: list[PlayedPart]
) -> None:
    window = open_window((NOT_ASKED,))
    window.to_result()
    consent = opened(window)
    assert "vollständige Internetadresse" in consent.layout().itemAt(0).widget().text()
    assert played == []


def test_what_it_measures_becomes_the_lines_measurement(open_window: Make, played: list[PlayedPart]) -> None:
    window = open_window((NOT_ASKED,))
    window.to_result()
    opened(window).findChild(QPushButton).click()
    assert (played[0].check, played[0].name) == ("line", "public")
    card = window.controller.result.body.unfold(NOT_ASKED.key)
    played[0].listener(Progress(done=0.3))
    played[0].listener(LiveSample(kind="rate", numbers=(0.5, 80.0)))
    window.settle()
    assert card.bar.value() == 30
    assert "rate" in card.live.curves
    assert window.controller.is_busy()
    observations = (Observation(name="method", value="speedtest-cli 2.1.3"), Observation(name="down.rate", value=90.0))
    for observation in observations:
        played[0].listener(observation)
    window.session.findings = (FAST,)
    played[0].on_end(Outcome.DONE, None)
    window.settle()
    line = next(entry for entry in window.session.report.measurements if entry.check == "line")
    assert line.observations == observations
    assert window.controller.result.body.comparisons[NOT_ASKED.key].heading.text() == "Erneut geprüft: behoben"
    assert not window.controller.is_busy()


def test_stopping_it_changes_nothing(open_window: Make, played: list[PlayedPart]) -> None:
    window = open_window((NOT_ASKED,))
    window.to_result()
    report_id = window.session.report.id
    opened(window).findChild(QPushButton).click()
    window.controller.result.body.unfold(NOT_ASKED.key).cancel_button.click()
    window.settle()
    assert played[0].stopped
    assert window.session.report.id == report_id
    assert window.controller.result.running is None


def test_a_profile_can_forbid_it(open_window: Make) -> None:
    window = open_window((NOT_ASKED,), profile=msgspec.structs.replace(PROFILE, needs={"line": {"public": "never"}}))
    window.to_result()
    assert offered(window) == []


def test_the_consent_names_a_public_server_and_its_button_starts_our_own_engine(
    open_window: Make, played: list[PlayedPart]
) -> None:
    needs = {"line": {"public_server": "https://speed.stranger.example/"}}
    window = open_window((NOT_ASKED,), profile=msgspec.structs.replace(PROFILE, needs=needs))
    window.to_result()
    consent = opened(window)
    text = consent.layout().itemAt(0).widget().text()
    assert "speed.stranger.example" in text
    assert "vollständige Internetadresse" in text
    assert "Ookla" not in text
    consent.findChild(QPushButton).click()
    assert (played[0].check, played[0].name) == ("line", "public_server")

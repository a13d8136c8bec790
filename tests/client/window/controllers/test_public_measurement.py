"""The public test of the line: said first, started by its own button, and taken as the line's measurement."""

from collections.abc import Callable

import msgspec
from PySide6.QtWidgets import QPushButton

from checker.checks.context import LiveSample, Progress
from checker.client.window.pages.result.cards.public_test_consent import PublicTestConsent
from checker.model.finding import Finding, Level
from checker.model.measurement import Outcome
from checker.model.observation import Observation
from tests.client.window.conftest import PlayedPart, Stage
from tests.client.window.sample import PROFILE

ASKED = Finding(code="line.not-asked", level=Level.NOTE)
FAST = Finding(code="line.fine", level=Level.OK, values={"down": 90, "up": 40, "roles_de": "a", "roles_en": "a"})
Make = Callable[..., Stage]


def offered(one: Stage) -> list[QPushButton]:
    return [
        button
        for button in one.course.result.body.cards[ASKED.key].findChildren(QPushButton)
        if "Öffentlich messen" in button.text()
    ]


def opened(one: Stage) -> PublicTestConsent:
    offered(one)[0].click()
    one.settle()
    return one.course.result.body.cards[ASKED.key].findChild(PublicTestConsent)


def test_it_says_what_the_operator_learns_before_its_button_can_be_pressed(
    stage: Make, played: list[PlayedPart]
) -> None:
    one = stage((ASKED,))
    one.to_result()
    ask = opened(one)
    assert "vollständige Internetadresse" in ask.layout().itemAt(0).widget().text()
    assert played == []


def test_what_it_measures_becomes_the_lines_measurement(stage: Make, played: list[PlayedPart]) -> None:
    one = stage((ASKED,))
    one.to_result()
    opened(one).findChild(QPushButton).click()
    assert (played[0].check, played[0].name) == ("line", "public")
    card = one.course.result.body.cards[ASKED.key]
    played[0].listener(Progress(done=0.3))
    played[0].listener(LiveSample(kind="rate", numbers=(0.5, 80.0)))
    one.settle()
    assert card.bar.value() == 30
    assert "rate" in card.live.curves
    assert one.course.is_busy()
    seen = (Observation(name="method", value="speedtest-cli 2.1.3"), Observation(name="down.rate", value=90.0))
    for observation in seen:
        played[0].listener(observation)
    one.session.findings = (FAST,)
    played[0].on_end(Outcome.DONE, None)
    one.settle()
    line = next(one for one in one.session.report.measurements if one.check == "line")
    assert line.observations == seen
    assert one.course.result.body.comparisons[ASKED.key].heading.text() == "Erneut geprüft: behoben"
    assert not one.course.is_busy()


def test_stopping_it_changes_nothing(stage: Make, played: list[PlayedPart]) -> None:
    one = stage((ASKED,))
    one.to_result()
    known = one.session.report.id
    opened(one).findChild(QPushButton).click()
    one.course.result.body.cards[ASKED.key].cancel_button.click()
    one.settle()
    assert played[0].stopped
    assert one.session.report.id == known
    assert one.course.result.running is None


def test_a_profile_can_forbid_it(stage: Make) -> None:
    one = stage((ASKED,), profile=msgspec.structs.replace(PROFILE, needs={"line": {"public": "never"}}))
    one.to_result()
    assert offered(one) == []

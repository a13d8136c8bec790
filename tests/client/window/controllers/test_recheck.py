"""Check again: one finding alone, before and after in words."""

from collections.abc import Callable

from checker.checks.context import LiveSample, Progress
from checker.model.finding import Finding, Level
from checker.model.measurement import Outcome
from checker.model.privacy import DataGroup
from tests.client.trials import PREVIEW
from tests.client.window.conftest import PlayedWindow

CLOCK = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 21})
BATTERY = Finding(code="computer.battery-low", level=Level.WARNING, values={"percent": 9})
FINE = Finding(code="computer.fine", level=Level.OK)
CAMERA = Finding(
    code="run.not-allowed", level=Level.UNKNOWN, subject="camera", values={"name_de": "Kamera", "name_en": "Camera"}
)
Make = Callable[..., PlayedWindow]


def again(window: PlayedWindow, before: Finding, after: tuple[Finding, ...], outcome: Outcome = Outcome.DONE) -> None:
    window.controller.result.body.unfold(before.key).recheck_button.click()
    window.session.findings = after
    window.session.run.end_all(outcome)
    window.settle()


def test_only_the_check_of_that_finding_runs(open_window: Make) -> None:
    window = open_window((CLOCK, BATTERY))
    window.to_result()
    window.controller.result.body.unfold(CLOCK.key).recheck_button.click()
    assert [planned.check.name for planned in window.session.run.plan.planned] == ["computer"]
    assert window.page is window.controller.result


def test_while_it_runs_the_card_shows_it_and_nothing_else_can_start(open_window: Make) -> None:
    window = open_window((CLOCK, BATTERY))
    window.to_result()
    body = window.controller.result.body
    cards = {finding.key: body.unfold(finding.key) for finding in (CLOCK, BATTERY)}
    cards[CLOCK.key].recheck_button.click()
    window.session.run.begin("computer")
    window.session.run.report_progress("computer", Progress(done=0.4))
    window.session.run.report_progress("computer", LiveSample(kind="level", numbers=(-20.0,)))
    window.settle()
    assert cards[CLOCK.key].bar.value() == 40
    assert cards[CLOCK.key].live.meter is not None
    assert not cards[BATTERY.key].recheck_button.isEnabled()
    assert not window.controller.result.trial_panel.buttons[PREVIEW].isEnabled()
    assert not window.controller.result.restart_button.isEnabled()
    assert len(window.session.runs) == 2
    window.controller.result.finding_actions.recheck_requested.emit(BATTERY)
    assert len(window.session.runs) == 2


def test_what_is_solved_says_before_and_after_in_its_place(open_window: Make) -> None:
    window = open_window((CLOCK, BATTERY))
    window.to_result()
    again(window, CLOCK, (BATTERY, FINE))
    result = window.controller.result
    assert CLOCK.key not in result.body.cards
    compared = result.body.comparisons[CLOCK.key]
    texts = [label.text() for label in compared.findChildren(type(compared.heading).__mro__[1])]
    assert texts[0] == "Erneut geprüft: verändert", "the battery is still low: the check as a whole is not settled"
    assert "Vorher: Die Uhr Ihres Computers geht um 21\u00a0Minuten falsch." in texts
    assert window.main_window.focusWidget() is compared.heading


def test_all_well_is_called_solved_and_turns_the_light(open_window: Make) -> None:
    window = open_window((CLOCK,))
    window.to_result()
    assert window.controller.result.word.text() == "Geht nicht"
    again(window, CLOCK, (FINE,))
    assert window.controller.result.body.comparisons[CLOCK.key].heading.text() == "Erneut geprüft: behoben"
    assert window.controller.result.word.text() == "In Ordnung"


def test_what_stays_says_so_on_its_card(open_window: Make) -> None:
    window = open_window((CLOCK,))
    window.to_result()
    again(window, CLOCK, (CLOCK,))
    card = window.controller.result.body.unfold(CLOCK.key)
    assert card.item.recheck_result is not None
    assert window.main_window.focusWidget() is card.heading


def test_cancelling_keeps_what_was_known(open_window: Make) -> None:
    window = open_window((CLOCK,))
    window.to_result()
    report_id = window.session.report.id
    window.controller.result.body.unfold(CLOCK.key).recheck_button.click()
    window.controller.result.body.unfold(CLOCK.key).cancel_button.click()
    window.settle()
    assert window.session.run.cancelled
    assert window.session.report.id == report_id
    assert window.controller.check_controller.recheck_results == {}
    assert window.controller.result.body.unfold(CLOCK.key).recheck_button.isEnabled()


def test_a_check_that_was_not_allowed_is_allowed_by_its_own_button(open_window: Make) -> None:
    window = open_window((CAMERA,))
    window.controller.welcome.groups[0].box.setChecked(True)
    window.controller.welcome.some.click()
    window.session.run.end_all()
    window.settle()
    card = window.controller.result.body.unfold(CAMERA.key)
    assert card.recheck_button.text() == "Erlauben und prüfen"
    assert DataGroup.CAMERA not in window.session.allowed
    card.recheck_button.click()
    assert window.session.allowed == (DataGroup.PC, DataGroup.CAMERA)
    assert [planned.check.name for planned in window.session.run.plan.planned] == ["camera"]


def test_a_second_look_replaces_the_first_comparison(open_window: Make) -> None:
    window = open_window((CLOCK, BATTERY))
    window.to_result()
    again(window, CLOCK, (BATTERY,))
    again(window, BATTERY, (FINE,))
    assert list(window.controller.check_controller.recheck_results) == [BATTERY.key]
    assert list(window.controller.result.body.comparisons) == [BATTERY.key]

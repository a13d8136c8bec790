"""Check again: one finding alone, before and after in words."""

from collections.abc import Callable

from checker.checks.context import LiveSample, Progress
from checker.client.trials.device_trial import DeviceTrial
from checker.model.finding import Finding, Level
from checker.model.measurement import Outcome
from checker.model.privacy import DataGroup
from tests.client.window.conftest import Stage

CLOCK = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 21})
BATTERY = Finding(code="computer.battery-low", level=Level.WARNING, values={"percent": 9})
FINE = Finding(code="computer.fine", level=Level.OK)
CAMERA = Finding(
    code="run.not-allowed", level=Level.UNKNOWN, subject="camera", values={"name_de": "Kamera", "name_en": "Camera"}
)
Make = Callable[..., Stage]


def again(one: Stage, before: Finding, after: tuple[Finding, ...], outcome: Outcome = Outcome.DONE) -> None:
    one.course.result.body.cards[before.key].recheck_button.click()
    one.session.findings = after
    one.session.run.end_all(outcome)
    one.settle()


def test_only_the_check_of_that_finding_runs(stage: Make) -> None:
    one = stage((CLOCK, BATTERY))
    one.to_result()
    one.course.result.body.cards[CLOCK.key].recheck_button.click()
    assert [planned.check.name for planned in one.session.run.plan.planned] == ["computer"]
    assert one.page is one.course.result


def test_while_it_runs_the_card_shows_it_and_nothing_else_can_start(stage: Make) -> None:
    one = stage((CLOCK, BATTERY))
    one.to_result()
    cards = one.course.result.body.cards
    cards[CLOCK.key].recheck_button.click()
    one.session.run.begin("computer")
    one.session.run.tell("computer", Progress(done=0.4))
    one.session.run.tell("computer", LiveSample(kind="level", numbers=(-20.0,)))
    one.settle()
    assert cards[CLOCK.key].bar.value() == 40
    assert cards[CLOCK.key].live.meter is not None
    assert not cards[BATTERY.key].recheck_button.isEnabled()
    assert not one.course.result.trial_panel.buttons[DeviceTrial.PREVIEW].isEnabled()
    assert not one.course.result.restart_button.isEnabled()
    assert len(one.session.runs) == 2
    one.course.result.finding_actions.recheck_requested.emit(BATTERY)
    assert len(one.session.runs) == 2


def test_what_is_solved_says_before_and_after_in_its_place(stage: Make) -> None:
    one = stage((CLOCK, BATTERY))
    one.to_result()
    again(one, CLOCK, (BATTERY, FINE))
    result = one.course.result
    assert CLOCK.key not in result.body.cards
    compared = result.body.comparisons[CLOCK.key]
    said = [label.text() for label in compared.findChildren(type(compared.heading).__mro__[1])]
    assert said[0] == "Erneut geprüft: verändert", "the battery is still low: the check as a whole is not settled"
    assert "Vorher: Die Uhr Ihres Computers geht um 21 Minuten falsch." in said
    assert one.shell.focusWidget() is compared.heading


def test_all_well_is_called_solved_and_turns_the_light(stage: Make) -> None:
    one = stage((CLOCK,))
    one.to_result()
    assert one.course.result.word.text() == "Geht nicht"
    again(one, CLOCK, (FINE,))
    assert one.course.result.body.comparisons[CLOCK.key].heading.text() == "Erneut geprüft: behoben"
    assert one.course.result.word.text() == "In Ordnung"


def test_what_stays_says_so_on_its_card(stage: Make) -> None:
    one = stage((CLOCK,))
    one.to_result()
    again(one, CLOCK, (CLOCK,))
    card = one.course.result.body.cards[CLOCK.key]
    assert card.item.recheck_result is not None
    assert one.shell.focusWidget() is card.heading


def test_cancelling_keeps_what_was_known(stage: Make) -> None:
    one = stage((CLOCK,))
    one.to_result()
    known = one.session.report.id
    one.course.result.body.cards[CLOCK.key].recheck_button.click()
    one.course.result.body.cards[CLOCK.key].cancel_button.click()
    one.settle()
    assert one.session.run.cancelled
    assert one.session.report.id == known
    assert one.course.check_controller.recheck_results == {}
    assert one.course.result.body.cards[CLOCK.key].recheck_button.isEnabled()


def test_a_check_that_was_not_allowed_is_allowed_by_its_own_button(stage: Make) -> None:
    one = stage((CAMERA,))
    one.course.welcome.groups[0].box.setChecked(True)
    one.course.welcome.some.click()
    one.session.run.end_all()
    one.settle()
    card = one.course.result.body.cards[CAMERA.key]
    assert card.recheck_button.text() == "Erlauben und prüfen"
    assert DataGroup.CAMERA not in one.session.allowed
    card.recheck_button.click()
    assert one.session.allowed == (DataGroup.PC, DataGroup.CAMERA)
    assert [planned.check.name for planned in one.session.run.plan.planned] == ["camera"]


def test_a_second_look_replaces_the_first_comparison(stage: Make) -> None:
    one = stage((CLOCK, BATTERY))
    one.to_result()
    again(one, CLOCK, (BATTERY,))
    again(one, BATTERY, (FINE,))
    assert list(one.course.check_controller.recheck_results) == [BATTERY.key]
    assert list(one.course.result.body.comparisons) == [BATTERY.key]

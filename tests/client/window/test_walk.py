"""The way through the window, page by page."""

from collections.abc import Callable

from checker.checks.context import LiveSample, Progress
from checker.checks.registry import NAMES
from checker.model.finding import Finding, Level
from checker.model.measurement import Outcome
from checker.model.privacy import DataGroup
from checker.model.text import Text
from tests.client.window.conftest import Stage
from tests.client.window.sample import ALONE, frame

CLOCK = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 21})
FINE = Finding(code="computer.fine", level=Level.OK)
Make = Callable[..., Stage]


def test_nothing_runs_and_nothing_is_ticked_before_consent(stage: Make) -> None:
    one = stage()
    assert one.page is one.course.welcome
    assert [card.group for card in one.course.welcome.groups] == [
        DataGroup.PC,
        DataGroup.NETWORK,
        DataGroup.ROUTER,
        DataGroup.CAMERA,
        DataGroup.MICROPHONE,
    ]
    assert not any(card.box.isChecked() for card in one.course.welcome.groups)
    assert not one.course.welcome.some.isEnabled()
    assert one.session.runs == []
    assert one.session.allowed == ()


def test_every_single_fact_of_a_group_can_be_read_before_agreeing(stage: Make) -> None:
    one = stage()
    card = one.course.welcome.groups[0]
    card._more.button.click()
    listed = [card._facts.layout().itemAt(at).widget().text() for at in range(card._facts.layout().count())]
    assert "•  Eingebauter Arbeitsspeicher" in listed


def test_only_what_is_ticked_is_allowed_and_the_rest_is_left_out(stage: Make) -> None:
    one = stage()
    one.course.welcome.groups[0].box.setChecked(True)
    one.course.welcome.some.click()
    one.settle()
    assert one.session.allowed == (DataGroup.PC,)
    assert one.page is one.course.running
    assert [planned.check.name for planned in one.session.run.plan.planned] == ["computer"]
    assert one.course.running.tiles["camera"].outcome is Outcome.SKIPPED
    assert one.course.running.tiles["camera"].state_label.text() == "nicht erlaubt, ausgelassen"


def test_tiles_tell_what_happens(stage: Make) -> None:
    one = stage()
    one.course.welcome.all.click()
    context, tiles = one.session.run, one.course.running.tiles
    assert list(tiles) == list(NAMES)
    assert tiles["line"].state_label.text() == "wartet"
    context.begin("line")
    context.tell("line", Progress(done=0.5, text=Text(de="Herunterladen", en="Download")))
    context.tell("line", LiveSample(kind="rate", numbers=(0.1, 48.2)))
    context.begin("camera")
    context.tell("camera", frame(64, 48))
    context.begin("microphone")
    context.tell("microphone", LiveSample(kind="level", numbers=(-20.0,)))
    one.settle()
    assert tiles["line"].state_label.text() == "Herunterladen"
    assert tiles["line"].bar.value() == 50
    assert tiles["line"].live.curves["rate"].value_label.text() == "48 Megabit pro Sekunde"
    assert tiles["camera"].live.preview.image.width() == 64
    assert tiles["microphone"].live.meter.word.text() == "Gut zu hören."
    assert "sprechen" in tiles["microphone"].prompt.text()
    context.tell("microphone", Progress(done=0.5, text=Text(de="Sprechen Sie weiter.", en="Go on.")))
    one.settle()
    assert tiles["microphone"].prompt.text() == "Sprechen Sie weiter."
    assert tiles["microphone"].state_label.text() == "läuft"
    assert tiles["microphone"].prompt.isVisible()
    context.end("camera")
    one.settle()
    assert tiles["camera"].state_label.text() == "fertig"
    assert tiles["camera"].live.preview is None, "no picture outlives its check"
    assert one.course.running.count.text() == f"1 von {len(NAMES)} Prüfungen fertig"


def test_the_result_names_the_verdict_and_who_acts(stage: Make) -> None:
    one = stage((CLOCK,))
    one.to_result()
    result = one.course.result
    assert one.page is result
    assert result.word.text() == "Geht nicht"
    assert result.heading.text()
    card = result.body.cards["computer.clock-wrong"]
    assert card.heading.text() == "Die Uhr Ihres Computers geht um 21 Minuten falsch."
    assert card.recheck_button.text() == "Erneut prüfen"


def test_cancelling_ends_the_run_and_shows_what_there_is(stage: Make) -> None:
    one = stage((FINE,))
    one.course.welcome.all.click()
    one.session.run.begin("line")
    one.settle()
    one.course.running.cancel.click()
    assert not one.course.running.cancel.isEnabled()
    one.settle()
    assert one.session.run.cancelled
    assert one.page is one.course.result
    assert not one.course.is_busy()


def test_starting_over_leads_to_consent_again_with_the_ticks_as_they_were(stage: Make) -> None:
    one = stage((FINE,))
    one.course.welcome.groups[0].box.setChecked(True)
    one.course.welcome.some.click()
    one.session.run.end_all()
    one.settle()
    one.course.result.restart_button.click()
    assert one.page is one.course.welcome
    assert [card.box.isChecked() for card in one.course.welcome.groups] == [True, False, False, False, False]


def test_sending_shows_the_reference(stage: Make) -> None:
    one = stage((FINE,))
    one.to_send()
    assert one.page is one.course.report_controller.send
    assert "Beispiel Bau GmbH" in one.course.report_controller.send.values.toPlainText()
    assert one.delivery.submitted == []
    one.course.report_controller.send.send.click()
    one.delivery.arrive()
    one.settle()
    done = one.course.report_controller.done
    assert one.page is done
    assert [report.consent.send for report in one.delivery.submitted] == [True]
    assert done.reference.text() == "K7M-4FX"
    assert done.spelling.text() == "Köln – sieben – München – vier – Frankfurt – Xanten"
    assert done.heading.text() == "Ihr Bericht ist angekommen"


def test_keeping_sends_nothing(stage: Make) -> None:
    one = stage((FINE,))
    one.to_send()
    one.course.report_controller.send.decline_button.click()
    assert one.page is one.course.report_controller.done
    assert one.delivery.submitted == []
    assert one.course.report_controller.done.heading.text() == "Ihr Bericht bleibt bei Ihnen"
    assert not one.session.report.consent.send


def test_without_a_desk_there_is_nothing_to_send_with(stage: Make) -> None:
    one = stage((CLOCK,), profile=ALONE)
    one.to_send()
    send = one.course.report_controller.send
    assert not hasattr(send, "send")
    assert not one.course.result._offers.guide
    send.decline_button.click()
    assert one.delivery.submitted == []


def test_the_article_stands_in_the_window_and_leads_back(stage: Make) -> None:
    one = stage((CLOCK,), profile=ALONE)
    one.to_result()
    one.course.result.finding_actions.article_requested.emit(CLOCK)
    assert one.page is one.course.article
    assert one.course.article.heading.text()
    assert one.course.article.view.toPlainText().strip()
    one.course.article.default.click()
    assert one.page is one.course.result

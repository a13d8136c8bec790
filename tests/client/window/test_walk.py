"""The way through the window, page by page."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from checker.checks.context import LiveSample, Progress
from checker.checks.registry import selected_checks
from checker.client.window.pages import running_page
from checker.client.window.widgets.disclosure import Disclosure
from checker.client.window.widgets.labels import Label
from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.privacy import DataGroup
from checker.model.text import Text
from checker.run.events import CheckEnded
from checker.show.company_path.segments import PathSegment
from tests.client.window.conftest import PlayedWindow
from tests.client.window.sample import WITHOUT_FIRM, frame

CLOCK = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 21})
FINE = Finding(code="computer.fine", level=Level.OK)
WIFI = {"loss": 6, "p95": 240}
Make = Callable[..., PlayedWindow]


def test_nothing_runs_and_nothing_is_ticked_before_consent(open_window: Make) -> None:
    window = open_window()
    assert window.page is window.controller.welcome
    assert [card.group for card in window.controller.welcome.groups] == [
        DataGroup.PC,
        DataGroup.NETWORK,
        DataGroup.ROUTER,
        DataGroup.CAMERA,
        DataGroup.MICROPHONE,
    ]
    assert not any(card.box.isChecked() for card in window.controller.welcome.groups)
    assert not window.controller.welcome.some.isEnabled()
    assert window.session.runs == []
    assert window.session.allowed == ()


def test_every_single_fact_of_a_group_can_be_read_before_agreeing(open_window: Make) -> None:
    window = open_window()
    card = window.controller.welcome.groups[0]
    card.findChild(Disclosure).button.click()
    listed = [label.text() for label in card.findChildren(Label) if label.isVisible()]
    assert "•  Eingebauter Arbeitsspeicher" in listed


def test_only_what_is_ticked_is_allowed_and_the_rest_is_left_out(open_window: Make) -> None:
    window = open_window()
    window.controller.welcome.groups[0].box.setChecked(True)
    window.controller.welcome.some.click()
    window.settle()
    assert window.session.allowed == (DataGroup.PC,)
    assert window.page is window.controller.running
    assert [planned.check.name for planned in window.session.run.plan.planned] == ["computer"]
    assert window.controller.running.tiles["camera"].outcome is Outcome.SKIPPED
    assert window.controller.running.tiles["camera"].state_label.text() == "nicht erlaubt, ausgelassen"


def test_tiles_tell_what_happens(open_window: Make) -> None:
    window = open_window()
    window.controller.welcome.all.click()
    context, tiles = window.session.run, window.controller.running.tiles
    assert list(tiles) == list(selected_checks())
    assert tiles["line"].state_label.text() == "wartet"
    context.begin("line")
    context.report_progress("line", Progress(done=0.5, text=Text(de="Herunterladen", en="Download")))
    context.report_progress("line", LiveSample(kind="rate", numbers=(0.1, 48.2)))
    context.begin("camera")
    context.report_progress("camera", frame(64, 48))
    context.begin("microphone")
    context.report_progress("microphone", LiveSample(kind="level", numbers=(-20.0,)))
    window.settle()
    assert tiles["line"].state_label.text() == "Herunterladen"
    assert tiles["line"].bar.value() == 50
    assert tiles["line"].live.curves["rate"].value_label.text() == "48 Megabit pro Sekunde"
    assert tiles["camera"].live.preview.image.width() == 64
    assert tiles["microphone"].live.meter.word.text() == "Gut zu hören."
    assert "sprechen" in tiles["microphone"].prompt.text()
    context.report_progress("microphone", Progress(done=0.5, text=Text(de="Sprechen Sie weiter.", en="Go on.")))
    window.settle()
    assert tiles["microphone"].prompt.text() == "Sprechen Sie weiter."
    assert tiles["microphone"].state_label.text() == "läuft"
    assert tiles["microphone"].prompt.isVisible()
    context.end("camera")
    window.settle()
    assert tiles["camera"].state_label.text() == "fertig, noch nicht sicher", "nothing was measured"
    assert tiles["camera"].live.preview is None, "no picture outlives its check"
    assert window.controller.running.count.text() == f"1 von {len(tiles)} Prüfungen fertig"


def test_no_tile_grows_or_shrinks_while_what_it_shows_comes_and_goes(open_window: Make) -> None:
    window = open_window()
    window.controller.welcome.all.click()
    window.settle()
    run, tiles = window.session.run, window.controller.running.tiles
    shows: dict[str, tuple[LiveSample, ...]] = {
        "line": (LiveSample(kind="rate", numbers=(0.1, 48.2)), LiveSample(kind="latency", numbers=(0.1, 20.0))),
        "camera": (frame(640, 480),),
        "microphone": (LiveSample(kind="level", numbers=(-20.0,)),),
    }
    declared = {name: check.live_kinds for name, check in selected_checks().items() if check.live_kinds}
    assert declared == {name: tuple(sample.kind for sample in samples) for name, samples in shows.items()}
    for name, samples in shows.items():
        tops = [tile.y() for tile in tiles.values()]
        run.begin(name)
        for sample in samples:
            window.settle()
            assert [tile.y() for tile in tiles.values()] == tops, f"{name} begins"
            run.report_progress(name, sample)
        window.settle()
        assert [tile.y() for tile in tiles.values()] == tops, f"{name} shows something"
        run.end(name)
        window.settle()
        assert [tile.y() for tile in tiles.values()] == tops, f"{name} is over"


def test_the_result_names_the_verdict_and_who_acts(open_window: Make) -> None:
    window = open_window((CLOCK,))
    window.to_result()
    result = window.controller.result
    assert window.page is result
    assert result.word.text() == "Geht nicht"
    assert result.heading.text()
    card = result.body.unfold("computer.clock-wrong")
    assert card.heading.text() == "Die Uhr Ihres Computers geht um 21\u00a0Minuten falsch."
    assert card.recheck_button.text() == "Erledigt, erneut prüfen"


def test_cancelling_ends_the_run_and_shows_what_there_is(open_window: Make) -> None:
    window = open_window((FINE,))
    window.controller.welcome.all.click()
    window.session.run.begin("line")
    window.settle()
    window.controller.running.cancel.click()
    assert not window.controller.running.cancel.isEnabled()
    window.settle()
    assert window.session.run.cancelled
    assert window.page is window.controller.result
    assert not window.controller.is_busy()


def test_starting_over_leads_to_consent_again_with_the_ticks_as_they_were(open_window: Make) -> None:
    window = open_window((FINE,))
    window.controller.welcome.groups[0].box.setChecked(True)
    window.controller.welcome.some.click()
    window.session.run.end_all()
    window.settle()
    window.controller.result.restart_button.click()
    assert window.page is window.controller.welcome
    assert [card.box.isChecked() for card in window.controller.welcome.groups] == [True, False, False, False, False]


def test_sending_shows_the_reference(open_window: Make) -> None:
    window = open_window((FINE,))
    window.to_send()
    assert window.page is window.controller.report_controller.send
    window.controller.report_controller.send.all_values.button.click()
    assert "Beispiel Bau GmbH" in window.values_text()
    assert window.delivery.submitted == []
    window.controller.report_controller.send.send.click()
    window.delivery.arrive()
    window.settle()
    done = window.controller.report_controller.done
    assert window.page is done
    assert [report.consent.send for report in window.delivery.submitted] == [True]
    assert done.reference.text() == "K7M-4FX"
    assert done.spelling.text() == "Köln – sieben – München – vier – Frankfurt – Xanten"
    assert done.heading.text() == "Ihr Bericht ist angekommen"


def test_keeping_sends_nothing(open_window: Make) -> None:
    window = open_window((FINE,))
    window.to_send()
    window.controller.report_controller.send.decline_button.click()
    assert window.page is window.controller.report_controller.done
    assert window.delivery.submitted == []
    assert window.controller.report_controller.done.heading.text() == "Ihr Bericht bleibt bei Ihnen"
    assert not window.session.report.consent.send


def test_without_a_desk_there_is_nothing_to_send_with(open_window: Make) -> None:
    window = open_window((CLOCK,), profile=WITHOUT_FIRM)
    window.to_send()
    send = window.controller.report_controller.send
    assert not hasattr(send, "send")
    buttons = window.controller.result.findChildren(QPushButton)
    assert "Anleitung im Browser" not in {button.text() for button in buttons}
    send.decline_button.click()
    assert window.delivery.submitted == []


def test_the_article_stands_in_the_window_and_leads_back(open_window: Make) -> None:
    window = open_window((CLOCK,), profile=WITHOUT_FIRM)
    window.to_result()
    window.controller.result.finding_actions.article_requested.emit(CLOCK)
    assert window.page is window.controller.article
    assert window.controller.article.heading.text()
    assert window.controller.article.view.toPlainText().strip()
    window.controller.article.default.click()
    assert window.page is window.controller.result


def test_a_check_that_finds_trouble_is_not_marked_as_well(open_window: Make) -> None:
    window = open_window()
    window.controller.welcome.all.click()
    window.session.run.begin("computer")
    full = Observation(name="disk.free", value=0.1, unit="GiB")
    window.session.run.listener(
        CheckEnded(measurement=Measurement(check="computer", outcome=Outcome.DONE, observations=(full,)))
    )
    window.settle()
    tile = window.controller.running.tiles["computer"]
    assert tile.level in (Level.WARNING, Level.BLOCKER)
    assert tile.state.property("mark") == tile.level.value
    assert tile.state_label.text() == "Auf dem Computer sind nur noch 0,1\u00a0GB frei."


def test_what_is_sure_is_said_at_once_and_the_way_appears_without_blame(open_window: Make) -> None:
    window = open_window()
    window.controller.welcome.all.click()
    running = window.controller.running
    running.end("computer", Outcome.DONE, (CLOCK,))
    running.end("network", Outcome.DONE, (Finding(code="network.wifi-disturbed", level=Level.WARNING, values=WIFI),))
    assert running.tiles["computer"].state_label.text() == "Die Uhr Ihres Computers geht um 21\u00a0Minuten falsch."
    assert running.tiles["network"].state_label.text() == "fertig, hier stimmt etwas nicht", "others may put it right"
    assert running.path is not None and set(running.path.levels.values()) == {Level.UNKNOWN}
    running.end("router", Outcome.DONE, (Finding(code="network.desk-reached", level=Level.OK),))
    levels = running.path.levels
    assert levels[PathSegment.PROVIDER] is Level.OK and levels[PathSegment.HOME] is Level.UNKNOWN
    assert running.path.accessibleDescription().endswith("Firma: noch offen")


def test_a_check_that_runs_again_is_not_read_out_by_the_page_of_the_run(
    open_window: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window((CLOCK,))
    window.to_result()
    announced: list[str] = []
    monkeypatch.setattr(running_page, "announce", lambda _widget, text, **_how: announced.append(text))
    window.controller.result.body.first_card.recheck_button.click()
    window.session.run.end_all()
    window.settle()
    assert announced == []


def test_escape_means_the_page_from_the_bar_above_it_too(open_window: Make) -> None:
    window = open_window((CLOCK,))
    window.to_send()
    window.main_window.header.language.setFocus()
    QTest.keyClick(window.main_window.header.language, Qt.Key.Key_Escape)
    assert window.page is window.controller.result


def test_what_is_asked_for_stands_at_the_top_and_nothing_scrolls(open_window: Make) -> None:
    window = open_window()
    window.main_window.resize(900, 420)
    window.controller.welcome.all.click()
    window.settle()
    running = window.controller.running
    window.session.run.begin("microphone")
    window.settle()
    assert running.column.verticalScrollBar().value() == 0
    assert "sprechen" in running.request.text()
    window.session.run.end("microphone")
    window.settle()
    assert not running.request.text().strip()

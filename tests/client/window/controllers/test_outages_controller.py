"""Watching for outages: explained, started on purpose, paused, ended, and never lost when the window closes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from checker.checks.context import LiveSample
from checker.checks.outages.outage import OutagePlace
from checker.client.environment.data_directory import DataDirectory
from checker.client.history import watch_checkpoint
from checker.client.history.watch_checkpoint import WatchCheckpoint
from checker.client.window.pages.outages_page import OutagesPage
from checker.client.window.widgets.live.place_timeline import SilenceBar, watched_spans
from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome
from checker.model.privacy import DataGroup
from tests.checks.outages.drawn import Broken, DrawnPath, observations
from tests.client.history.test_watch_checkpoint import leave_checkpoint
from tests.client.window.conftest import PlayedWindow
from tests.client.window.sample import PROFILE, WITHOUT_FIRM

Make = Callable[..., PlayedWindow]
HOME = Finding(code="outages.home", level=Level.WARNING, values={"times_de": "einmal", "longest_de": "9\u00a0Sekunden"})
OBSERVED = tuple(observations(DrawnPath((Broken(50.0, 62.0, OutagePlace.HOME),)).run(400).timeline))


def sample(path: DrawnPath) -> LiveSample:
    return LiveSample(
        kind="so-far", numbers=(path.timeline.watched_s,), observations=tuple(observations(path.timeline))
    )


def started(window: PlayedWindow) -> OutagesPage:
    window.session.findings = (HOME,)
    window.session.observed["outages"] = Measurement(check="outages", outcome=Outcome.DONE, observations=OBSERVED)
    window.controller.welcome.outages.click()
    page = window.controller.outages_controller.page
    assert window.page is page
    page.start.click()
    window.settle()
    return page


def test_it_is_explained_and_enter_starts_nothing(open_window: Make, qtbot: QtBot) -> None:
    window = open_window()
    window.controller.welcome.outages.click()
    page = window.controller.outages_controller.page
    assert page.default is None and page.start.isVisible() and not page.finish.isVisible()
    assert window.session.allowed == () and window.session.runs == []
    page.back.click()
    assert window.page is window.controller.welcome


def test_from_the_start_to_the_result(open_window: Make) -> None:
    window = open_window()
    page = started(window)
    assert window.session.allowed == (DataGroup.NETWORK,)
    assert [planned.check.name for planned in window.session.run.plan.planned] == ["outages"]
    assert window.controller.is_busy()
    window.session.run.report_progress("outages", sample(DrawnPath((Broken(50.0, 62.0, OutagePlace.HOME),)).run(100)))
    window.settle()
    assert page.sentence.text() == "Bisher 1 Abbruch: 1 × zwischen Computer und Router."
    assert page.time_left.text() == "Noch 1 Stunde 58 Minuten. Arbeiten Sie wie sonst."
    assert [timeline.state.text() for timeline in page.timelines] == ["antwortet, war einmal weg"] * 3
    assert "antwortet, war einmal weg" in page.timelines[0].bar.accessibleName()
    assert page.list.isVisible() and page.list.rows[0].place == "zwischen Computer und Router"
    page.finish.click()
    assert window.session.run.control.is_finished.is_set() and not page.finish.isEnabled()
    window.session.run.end_all()
    window.settle()
    assert window.page is window.controller.result
    assert window.controller.result.body is not None
    assert window.controller.result.body.outages.rows[0].place == "zwischen Computer und Router"
    assert window.session.history.count() == 1


def test_pause_escape_and_the_other_language(open_window: Make) -> None:
    window = open_window()
    page = started(window)
    page.pause.click()
    assert window.session.run.control.is_paused.is_set()
    assert page.time_left.text() == "Angehalten. Es wird nichts gefragt."
    page.pause.click()
    assert not window.session.run.control.is_paused.is_set()
    page.escape()
    assert window.page is page, "Escape ends no watch"
    window.controller.toggle_language()
    assert page.sentence.text() == "Nothing has broken so far."
    window.controller.toggle_language()


def test_a_window_that_closes_ends_it_and_keeps_what_was_seen(open_window: Make) -> None:
    window = open_window()
    started(window)
    window.main_window.close()
    assert window.session.run.control.is_finished.is_set()
    assert window.controller.has_running_workers()
    window.session.run.end_all()
    window.settle()
    assert not window.controller.has_running_workers()
    assert window.session.history.count() == 1


@pytest.fixture
def interrupted(tmp_path: Path) -> WatchCheckpoint:
    """What a program that was killed in its watch has left."""
    checkpoint = WatchCheckpoint(DataDirectory(tmp_path))
    leave_checkpoint(checkpoint, PROFILE.code)
    return checkpoint


def reopened(open_window: Make, checkpoint: WatchCheckpoint) -> PlayedWindow:
    window = open_window((HOME,))
    window.session.watch_checkpoint = checkpoint
    window.controller.begin()
    assert window.controller.welcome.interrupted_watch.isVisible()
    assert window.session.allowed == () and not window.session.has_measurements
    return window


def test_an_interrupted_watch_is_judged_at_the_next_start(open_window: Make, interrupted: WatchCheckpoint) -> None:
    window = reopened(open_window, interrupted)
    window.controller.welcome.interrupted_watch.result.click()
    window.settle()
    assert window.page is window.controller.result
    assert window.session.allowed == (DataGroup.NETWORK,)
    assert window.controller.result.body is not None
    assert window.controller.result.body.outages.rows[0].place == "zwischen Computer und Router"
    assert window.session.history.count() == 1
    interrupted.wait()
    assert not window.session.has_interrupted_watch
    window.controller.begin()
    assert not window.controller.welcome.interrupted_watch.isVisible()


def test_an_interrupted_watch_can_be_deleted(open_window: Make, interrupted: WatchCheckpoint) -> None:
    window = reopened(open_window, interrupted)
    window.controller.welcome.interrupted_watch.delete.click()
    interrupted.wait()
    assert window.page is window.controller.welcome
    assert not window.controller.welcome.interrupted_watch.isVisible()
    assert not window.session.has_interrupted_watch
    assert window.session.history.count() == 0


def test_one_that_cannot_be_read_ends_on_the_first_page(
    open_window: Make, interrupted: WatchCheckpoint, tmp_path: Path
) -> None:
    window = reopened(open_window, interrupted)
    for path in DataDirectory(tmp_path).watches.iterdir():
        path.write_bytes(b"{")
    window.controller.welcome.interrupted_watch.result.click()
    window.settle()
    assert window.page is window.controller.welcome
    assert not window.controller.welcome.interrupted_watch.isVisible()


def test_a_watch_leaves_its_state_and_takes_it_away_with_its_result(
    open_window: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_checkpoint, "PERIOD_S", 0.0)
    window = open_window()
    window.session.watch_checkpoint = checkpoint = WatchCheckpoint(DataDirectory(tmp_path))
    page = started(window)
    window.session.run.report_progress("outages", sample(DrawnPath((Broken(50.0, 62.0, OutagePlace.HOME),)).run(100)))
    window.settle()
    checkpoint.wait()
    assert checkpoint.read(PROFILE.code) is not None
    page.finish.click()
    window.session.run.end_all()
    window.settle()
    checkpoint.wait()
    assert not window.session.has_interrupted_watch


def test_nothing_else_runs_beside_it(open_window: Make) -> None:
    window = open_window()
    started(window)
    window.controller.welcome.all.click()
    window.settle()
    assert len(window.session.runs) == 1


def test_checking_an_outage_again_is_watching_again(open_window: Make) -> None:
    window = open_window((HOME,))
    window.to_result()
    window.controller.result.finding_actions.recheck_requested.emit(HOME)
    assert window.page is window.controller.outages_controller.page
    window.controller.outages_controller.page.back.click()
    assert window.page is window.controller.result
    assert len(window.session.runs) == 1


def test_without_a_desk_there_is_nobody_to_watch(open_window: Make) -> None:
    window = open_window(profile=WITHOUT_FIRM)
    assert not window.controller.welcome.outages.isVisible()
    window.to_result()
    assert not window.controller.result.outages_button.isVisible()


@pytest.mark.parametrize(
    ("unwatched", "until_s", "expected"),
    [
        ((), 60.0, [(0.0, 60.0)]),
        (((10.0, 20.0),), 60.0, [(0.0, 10.0), (20.0, 60.0)]),
        (((0.0, 20.0), (30.0, 60.0)), 60.0, [(20.0, 30.0)]),
    ],
)
def test_what_was_watched_lies_between_the_gaps(
    unwatched: tuple[tuple[float, float], ...], until_s: float, expected: list[tuple[float, float]]
) -> None:
    assert watched_spans(unwatched, until_s) == expected


def test_the_bar_wears_the_colour_of_trouble_only_with_one(qtbot: QtBot) -> None:
    bar = SilenceBar()
    qtbot.addWidget(bar)
    bar.show_spans((), (), 60.0)
    assert bar.property("mark") == "ok"
    bar.show_spans(((10.0, 20.0),), ((30.0, 40.0),), 60.0)
    assert bar.property("mark") == "warning"
    bar.resize(200, 20)
    assert not bar.grab().isNull()

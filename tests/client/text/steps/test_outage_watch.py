"""Outages in the terminal: each is named once, Ctrl-C brings the result, and a second one throws it away."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from checker.checks.context import ProbeContext
from checker.checks.outages import probe
from checker.checks.outages.need import MAX_MINUTES, OutagesNeed
from checker.checks.outages.outage import OutagePlace
from checker.client.arguments import MAX_WATCH_MINUTES, ClientOptions, parse_arguments
from checker.client.environment.data_directory import DataDirectory
from checker.client.history.watch_checkpoint import WatchCheckpoint
from checker.client.session import Session
from checker.client.text.steps import outage_watch
from checker.client.text.text_mode import run_text_mode
from checker.model.observation import Observation
from checker.model.profile import Profile
from checker.net.net import Net
from checker.run.runner import Runner
from tests.checks.outages.drawn import Broken, DrawnPath, observations
from tests.client.history.test_watch_checkpoint import leave_checkpoint
from tests.client.window.sample import PlayedDelivery

PROFILE = Profile(code="ABBRUCH", customer="Muster GmbH")


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[OutagesNeed]:
    """A watch of four hundred seconds in one moment, which then goes on until it is ended."""
    needs: list[OutagesNeed] = []

    def observe(need: OutagesNeed, context: ProbeContext) -> Iterator[Observation]:
        needs.append(need)
        path = DrawnPath((Broken(50.0, 62.0, OutagePlace.HOME), Broken(200.0, 230.0, OutagePlace.LINE))).run(400)
        while not context.control.is_finished.is_set():
            context.show_so_far(400.0, observations(path.timeline))
            context.control.is_finished.wait(0.05)
            context.raise_if_cancelled()
        yield from observations(path.timeline)

    monkeypatch.setattr(probe, "observe", observe)
    return needs


def interrupting(monkeypatch: pytest.MonkeyPatch, at: set[int]) -> None:
    """Ctrl-C at these waits for the run."""
    wait, calls = Runner.wait, iter(range(10_000))

    def interrupted_wait(self: Runner, seconds: float | None = None) -> object:
        if next(calls) in at:
            raise KeyboardInterrupt
        return wait(self, seconds)

    monkeypatch.setattr(Runner, "wait", interrupted_wait)


def test_ctrl_c_ends_it_with_its_result(played: list[OutagesNeed], monkeypatch: pytest.MonkeyPatch) -> None:
    interrupting(monkeypatch, {3})
    output = io.StringIO()
    session = Session(PROFILE, Net(), only=("outages",))
    session.watch_minutes = 30
    options = ClientOptions(text=True, yes=True, send=False, only=("outages",))
    ended = run_text_mode(session, PlayedDelivery(), Console(file=output, width=200), options)
    text = " ".join(output.getvalue().split())
    assert (ended.interrupted, ended.exit_code, played[0].minutes) == (False, 2, 30)
    assert text.count("12 Sekunden: zwischen Computer und Router") == 1
    assert text.count("30 Sekunden: zwischen Router und Anbieter") == 1
    assert "Zwischen Ihrem Router und dem Anbieter ist die Verbindung einmal abgebrochen" in text
    assert session.history.count() == 1
    session.earlier_outages = []
    again = Session(PROFILE, Net(), only=("outages",), history=session.history)
    interrupting(monkeypatch, {1})
    run_text_mode(again, PlayedDelivery(), Console(file=io.StringIO()), options)
    assert len(played[1].earlier) == 2, "the first watch's outages are known to the second"


@pytest.mark.parametrize("is_wanted", [True, False])
def test_an_interrupted_watch_is_judged_or_deleted_before_another_begins(
    played: list[OutagesNeed], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, is_wanted: bool
) -> None:
    checkpoint = WatchCheckpoint(DataDirectory(tmp_path))
    leave_checkpoint(checkpoint, PROFILE.code)
    monkeypatch.setattr(outage_watch, "is_interactive", lambda: True)
    monkeypatch.setattr(outage_watch, "confirm", lambda _question, _console: is_wanted)
    interrupting(monkeypatch, {3})
    session = Session(PROFILE, Net(), only=("outages",))
    session.watch_checkpoint = checkpoint
    options = ClientOptions(text=True, yes=True, send=False, only=("outages",))
    run_text_mode(session, PlayedDelivery(), Console(file=io.StringIO(), width=200), options)
    checkpoint.wait()
    assert len(played) == (0 if is_wanted else 1)
    assert session.history.count() == 1
    assert not session.has_interrupted_watch


def test_minutes_are_named_or_the_longest(capsys: pytest.CaptureFixture[str]) -> None:
    assert MAX_WATCH_MINUTES == MAX_MINUTES
    options = parse_arguments(["--outages"])
    assert (options.outages, options.text, options.only) == (120, True, ("outages",))
    assert parse_arguments(["--outages", "15"]).outages == 15
    for wrong in ("0", "121", "x"):
        with pytest.raises(SystemExit):
            parse_arguments(["--outages", wrong])
    capsys.readouterr()

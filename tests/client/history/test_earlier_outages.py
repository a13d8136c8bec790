"""Outages of earlier runs: read from what lies on this PC, also where its disk is full, and from nothing else."""

import msgspec
import pytest

from checker.checks.outages.outage import OutagePlace
from checker.client.environment.data_directory import DataDirectory
from checker.client.history import run_history
from checker.client.history.earlier_outages import earlier_outages
from checker.client.history.run_history import RunHistory
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.measurement import Measurement, Outcome
from checker.model.profile import BUILT_IN
from checker.model.report import Consent
from checker.run.report import assemble_report
from tests.checks.outages.drawn import Broken, DrawnPath, observations


def add_watch(history: RunHistory) -> int:
    path = DrawnPath((Broken(60.0, 72.0, OutagePlace.HOME),)).run(400)
    observed = tuple(observations(path.timeline))
    report = assemble_report(BUILT_IN, [], Consent())
    measured = (Measurement(check="outages", outcome=Outcome.DONE, observations=observed),)
    history.add(msgspec.structs.replace(report, measurements=measured))
    return round(path.timeline.began_wall_s) + 60


def test_they_are_read_once_each(tmp_path: object) -> None:
    history = RunHistory(DataDirectory(tmp_path))  # type: ignore[arg-type]
    history.add(assemble_report(BUILT_IN, [], Consent()))
    moment = add_watch(history)
    add_watch(history)
    assert earlier_outages(history) == [moment]
    assert earlier_outages(RunHistory(DataDirectory(tmp_path))) == [moment]  # type: ignore[arg-type]


def test_a_full_disk_costs_nothing_of_this_start(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OperationFailed(Operation.WRITE, FailureKind.EXHAUSTED)

    monkeypatch.setattr(run_history, "write_atomically", full)
    history = RunHistory(DataDirectory(tmp_path))  # type: ignore[arg-type]
    assert earlier_outages(history) == []
    moment = add_watch(history)
    assert earlier_outages(history) == [moment]

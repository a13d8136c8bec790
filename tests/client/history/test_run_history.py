"""Earlier runs lie on this PC for this user alone, are few, hold nothing that was typed, and go when they shall."""

import datetime
import os
import stat
import sys
from pathlib import Path

import msgspec
import pytest

from checker.client.environment.data_directory import DataDirectory
from checker.client.history.run_history import RunHistory
from checker.model.employee.own_words import OwnWords
from checker.model.privacy import HISTORY_DAYS, HISTORY_RUNS
from checker.model.report import Report, new_report_id
from tests.show.samples import TROUBLE


@pytest.fixture
def directory(tmp_path: Path) -> DataDirectory:
    return DataDirectory(tmp_path / "home")


def run(minute: int = 0) -> Report:
    created = TROUBLE.created + datetime.timedelta(minutes=minute)
    words = OwnWords(trouble="Teams hängt", callback_number="0171 5550100")
    return msgspec.structs.replace(
        TROUBLE,
        id=new_report_id(),
        created=created,
        own_words=words,
        case_code="a" * 32,
        consent=msgspec.structs.replace(TROUBLE.consent, send=True),
    )


def test_a_run_is_a_private_file_without_what_was_typed_and_is_never_one_to_be_sent(directory: DataDirectory) -> None:
    history = RunHistory(directory)
    first = run()
    history.add(first)
    (stored,) = RunHistory(directory).runs() or history.runs()
    assert (stored.id, stored.findings) == (first.id, first.findings)
    assert stored.own_words is None and stored.case_code == "" and not stored.consent.send
    (file,) = directory.history.iterdir()
    assert b"Teams" not in file.read_bytes()
    assert directory.history in directory.entries, "removing the program removes it"
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600 and stat.S_IMODE(directory.history.stat().st_mode) == 0o700


def test_the_newest_come_first_and_what_only_goes_on_replaces_the_last(directory: DataDirectory) -> None:
    history = RunHistory(directory)
    first, second, third = run(0), run(5), run(9)
    history.add(first)
    history.add(second)
    history.add(third, replaces_last=True)
    history.add(third)
    assert [stored.id for stored in history.runs()] == [third.id, first.id]
    assert history.count() == 2


def test_few_stay_and_none_for_long(directory: DataDirectory) -> None:
    history = RunHistory(directory)
    begun_s = datetime.datetime.now().timestamp() - 1000
    reports = [run(minute) for minute in range(HISTORY_RUNS + 2)]
    for at, report in enumerate(reports):
        history.add(report)
        history.runs()
        path = directory.history / f"{report.id}.json"
        os.utime(path, (begun_s + at, begun_s + at))
    history.add(run(60))
    assert len(history.runs()) == HISTORY_RUNS
    old_s = (datetime.datetime.now() - datetime.timedelta(days=HISTORY_DAYS + 1)).timestamp()
    for path in directory.history.iterdir():
        os.utime(path, (old_s, old_s))
    newest = run(90)
    history.add(newest)
    assert [stored.id for stored in history.runs()] == [newest.id]


def test_one_and_all_are_deleted_and_a_damaged_file_stops_nothing(directory: DataDirectory) -> None:
    history = RunHistory(directory)
    first, second = run(0), run(1)
    for report in (first, second):
        history.add(report)
    assert history.delete(first.id) and [stored.id for stored in history.runs()] == [second.id]
    (directory.history / f"{'0' * 32}.json").write_text("{damaged")
    assert [stored.id for stored in history.runs()] == [second.id]
    assert history.delete_all() and history.runs() == [] and list(directory.history.iterdir()) == []


def test_where_nothing_can_be_written_this_starts_runs_can_still_be_compared(directory: DataDirectory) -> None:
    directory.home.write_text("a file in the folder's place")
    history = RunHistory(directory)
    history.add(run())
    history.add(run(1))
    assert len(history.runs()) == 2 and history.delete_all() and history.count() == 0

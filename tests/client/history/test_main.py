"""The terminal lists earlier runs, compares two of them, and deletes only when somebody agrees."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from checker.client.environment.data_directory import DataDirectory
from checker.client.history.main import main
from checker.client.history.run_history import RunHistory
from checker.client.text.words import tr
from checker.model.finding import Finding, Level
from checker.model.report import new_report_id
from tests.show.samples import EMPTY

CLOCK = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 21})
FINE = Finding(code="computer.fine", level=Level.OK)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A wrong clock first; an hour later all is well."""
    history = RunHistory(DataDirectory(tmp_path))
    for finding, hours in ((CLOCK, 0), (FINE, 1)):
        created = EMPTY.created + datetime.timedelta(hours=hours)
        history.add(msgspec.structs.replace(EMPTY, id=new_report_id(), created=created, findings=(finding,)))
    history.runs()
    yield tmp_path
    tr.set_language("de")


def run_command(capsys: pytest.CaptureFixture[str], home: Path, *words: str) -> tuple[int, str]:
    exit_code = main([*words, "--home", str(home), "--language", "de"])
    return exit_code, capsys.readouterr().out


def test_the_list_has_a_number_a_time_and_the_verdict_a_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exit_code, output = run_command(capsys, home)
    first, second, hint = output.strip().splitlines()
    assert exit_code == 0 and first.startswith("1  ") and second.strip().startswith("2  ")
    assert "Ihr Arbeitsplatz ist bereit." in first and "history compare 2 1" in hint


def test_two_are_compared(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exit_code, output = run_command(capsys, home, "compare")
    assert exit_code == 0 and output.startswith("Vorher: ") and "Was heute geht" in output
    assert run_command(capsys, home, "compare", "7", "1")[0] == 1


def test_nothing_is_deleted_without_a_yes(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(capsys, home, "delete", "1") == (1, "Es wurde nichts gelöscht.\n")
    assert run_command(capsys, home, "delete")[0] == 1
    assert run_command(capsys, home, "delete", "1", "--yes") == (0, "Gelöscht.\n")
    assert run_command(capsys, home, "delete", "all", "--yes")[0] == 0
    assert run_command(capsys, home) == (0, "Auf diesem Computer liegt keine frühere Prüfung.\n")

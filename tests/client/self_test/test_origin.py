"""What the system thinks of the program, measured over stand-ins: signed or not, notarised or not, from its source."""

import sys
from pathlib import Path

import pytest

from checker.client.self_test.topics import origin
from checker.net.command import CommandResult

APP = "/Applications/Homeoffice-Check.app"


@pytest.mark.parametrize(
    ("program", "bundle"),
    [
        (f"{APP}/Contents/MacOS/Homeoffice-Check", APP),
        ("/opt/homebrew/bin/python3", None),
        ("/Users/x/Homeoffice-Check.app.old/python3", None),
    ],
)
def test_the_app_around_a_program(program: str, bundle: str | None) -> None:
    assert origin.bundle_folder(Path(program)) == (None if bundle is None else Path(bundle))


@pytest.mark.parametrize(
    ("codesign", "spctl", "as_assumed"),
    [(0, 0, True), (1, 0, False), (0, 3, False)],
    ids=["sealed", "broken", "not Apple's"],
)
def test_a_released_app(codesign: int, spctl: int, as_assumed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    statuses = {"codesign": codesign, "spctl": spctl}
    monkeypatch.setattr(sys, "executable", f"{APP}/Contents/MacOS/Homeoffice-Check")
    monkeypatch.setattr(
        origin, "run_command", lambda *command, timeout_s: CommandResult(output="Petra", status=statuses[command[0]])
    )
    reading = origin.measure_signature()
    assert reading.as_assumed is as_assumed
    assert (reading.values["codesign"], reading.values["assessed"]) == (codesign, spctl)
    assert reading.values["translocated"] is False


def test_from_its_source_there_is_nothing_to_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(origin, "run_command", lambda *_, **__: pytest.fail("asked"))
    assert origin.measure_signature().as_assumed is None


@pytest.mark.parametrize(("state", "reported"), [(2, 2), ("Petra", None), (None, None)])
def test_windows_mark(state: object, reported: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "x.exe"
    (tmp_path / "x.exe:Zone.Identifier").write_text("[ZoneTransfer]\nReferrerUrl=http://petra.example")
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(origin, "read_machine_value", lambda *_: state)
    assert origin.measure_mark().values == {"packaged": False, "marked": True, "smart_app_control": reported}

"""The matrix says what is wrong, and the command what it cannot do."""

import os
from pathlib import Path

import pytest

from tests.bench import command, faults
from tests.lab.faults.kinds.fault import Cause
from tests.lab.faults.truth.recorded import RecordedRun, append_run
from tests.lab.faults.verdict import Row

EXPECTED = Cause("vpn.udp-blocked", "router", "you")


def row(named: Cause | None, missing: tuple[str, ...] = ()) -> Row:
    return Row("udp-blocked", "All UDP is dropped.", EXPECTED, named, missing, ("vpn.silent@wg blocker",), 4.25)


@pytest.mark.parametrize(
    "named, missing, right",
    [
        (EXPECTED, (), True),
        (EXPECTED, ("network.dns-slow",), False),
        (Cause("vpn.udp-blocked", "router", "provider"), (), False),
        (Cause("vpn.udp-blocked", "gateway", "you"), (), False),
        (Cause("vpn.silent", "router", "you"), (), False),
        (None, (), False),
    ],
)
def test_a_row_is_right_only_in_everything(named: Cause | None, missing: tuple[str, ...], right: bool) -> None:
    assert row(named, missing).right is right
    text = faults.table([row(named, missing)])
    assert f"Top cause right: {int(right)} of 1." in text
    assert ("| **wrong** | 4.2 |" in text) is not right
    assert ("told: vpn.silent@wg blocker" in text) is not right


def test_alarms_are_counted_by_home() -> None:
    text = faults.healthy_table(
        [
            ("plain", [], ["network.desk-down note"], 2.0),
            ("plain", ["vpn.silent@wg blocker"], [], 4.0),
            ("CGNAT", [], [], 3.0),
        ]
    )
    assert "Runs with an alarm: 1 of 3. With a false note: 1." in text
    assert "| plain | 2 | 1 | 1 | 3.0 | 4.0 | network.desk-down note; vpn.silent@wg blocker |" in text
    assert faults.healthy_table([]) == ""


def test_without_root_it_says_so_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert command.main(["faults"]) == faults.CANNOT
    assert capsys.readouterr().err == "The benchmark builds homes of its own, and that needs root.\n"


def test_an_unknown_fault_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(faults, "why_not", lambda: "")
    assert command.main(["faults", "--only", "no-such"]) == faults.CANNOT
    assert "no-cable" in capsys.readouterr().err


def test_an_unknown_mechanism_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(faults, "why_not", lambda: "")
    assert command.main(["faults", "--grid", "1", "--mechanism", "no-such"]) == faults.CANNOT
    assert "kill-switch" in capsys.readouterr().err


def test_a_folder_without_faults_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(faults, "why_not", lambda: "")
    assert command.main(["faults", "--faults", str(tmp_path)]) == faults.CANNOT
    assert "cannot be read" in capsys.readouterr().err


def test_rows_are_diagnosed_again_without_a_lab(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(faults, "why_not", lambda: "needs root")
    rows, out = tmp_path / "rows.jsonl", tmp_path / "report.md"
    append_run(rows, RecordedRun("desk-gone", "The desk is gone.", error="broke"))
    assert command.main(["faults", "--rediagnose", str(rows), "--out", str(out)]) == 0
    assert "- **desk-gone**: broke" in out.read_text("utf-8")
    assert capsys.readouterr().out.strip() == out.read_text("utf-8").strip()

"""Somebody sits at the terminal: answers, mistypes, refuses, and presses Ctrl-C."""

from pathlib import Path

import pytest

from checker.model.codec import report_from_json
from checker.model.measurement import Outcome
from checker.model.privacy import DataGroup
from checker.model.verdict import verdict
from tests.client.program import CTRL_C, Terminal


def test_one_group_allowed_one_refused_after_a_wrong_answer(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    with Terminal("--only", "computer,camera", "--report", file, home=tmp_path) as terminal:
        terminal.expect("Kennung, Adresse oder Datei")
        terminal.type("\n")
        terminal.expect("Erlauben? [j/n]")
        assert "Computer: Prozessor" in terminal.screen
        for nonsense in ("vielleicht\n", "jj\n", "[bold]\n", "  ?\n"):
            terminal.type(nonsense)
            terminal.expect("Bitte mit j oder n antworten. Erlauben? [j/n]")
        terminal.type(" JA \n")
        terminal.expect("Kamera: Öffnet")
        terminal.expect("Erlauben? [j/n]")
        terminal.type("n\n")
        terminal.expect("Diese Prüfung haben Sie nicht erlaubt: Kamera")
        assert terminal.ended() == 2, "what was not allowed is not known"
    report = report_from_json(file.read_bytes())
    assert report.consent.groups == (DataGroup.PC,)
    assert report.consent.given is not None
    outcomes = {measurement.check: measurement.outcome for measurement in report.measurements}
    assert outcomes == {"computer": Outcome.DONE, "camera": Outcome.SKIPPED}
    assert "run.not-allowed" in [finding.code for finding in report.findings]


def test_everything_refused_reads_nothing(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    with Terminal("--only", "computer,camera", "--report", file, "--language", "en", home=tmp_path) as terminal:
        terminal.expect("Code, address or file")
        terminal.type("\n")
        for answer in ("\n", "no\n"):
            terminal.expect("Allow? [y/n]")
            terminal.type(answer)
        terminal.expect("Nothing allowed: nothing was read about this computer and nothing was sent about it.")
        assert terminal.ended() == 2
    assert not file.exists()


@pytest.mark.parametrize("typed", [CTRL_C, "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_the_end_at_a_question_is_no_consent(tmp_path: Path, typed: str) -> None:
    with Terminal("--only", "computer", home=tmp_path) as terminal:
        terminal.expect("Kennung, Adresse oder Datei")
        terminal.type("\n")
        terminal.expect("Erlauben? [j/n]")
        terminal.type(typed)
        assert terminal.ended(again=typed) == 2
        assert "Abgebrochen." in terminal.screen or "Niemand ist da" in terminal.screen


def test_ctrl_c_during_the_checks_keeps_what_was_seen(tmp_path: Path) -> None:
    """The terminal signals everything that runs in it; the worker of the camera is not to die of it as of a crash."""
    file = tmp_path / "report.json"
    with Terminal("--yes", "--only", "computer,camera", "--report", file, home=tmp_path) as terminal:
        terminal.expect("0:00:01")
        terminal.type(CTRL_C)
        terminal.expect("Abgebrochen. Was bis dahin gemessen wurde, bleibt.")
        terminal.expect("Was heute geht")
        code = terminal.ended()
    report = report_from_json(file.read_bytes())
    assert code == verdict(report.findings).exit_code != 0
    measured = {measurement.check: measurement for measurement in report.measurements}
    assert measured["computer"].outcome is Outcome.CANCELLED
    assert measured["computer"].observations_by_key.number("cpu.cores")
    assert measured["camera"].outcome in (Outcome.DONE, Outcome.CANCELLED)

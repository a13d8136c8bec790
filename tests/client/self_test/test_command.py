"""--self-test FILE: the file, the table, the exit code; `-` leaves standard output to the JSON."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.client.main import main
from checker.client.self_test import command
from checker.client.self_test.result import (
    AssumptionOutcome,
    AssumptionResult,
    SelfTestResult,
    self_test_result,
)
from checker.model.failure import FailureKind

ROOT = Path(__file__).resolve().parents[3]
RESULTS = (
    AssumptionResult(
        id="tcp.refused", outcome=AssumptionOutcome.AS_ASSUMED, expected="Refused.", observed={"seconds": 2.03}
    ),
    AssumptionResult(
        id="files.x", outcome=AssumptionOutcome.DIFFERS, expected="Kept apart.", observed={"there": False}
    ),
    AssumptionResult(
        id="network.y",
        outcome=AssumptionOutcome.FAILED,
        expected="Is told.",
        failure=FailureKind.DENIED,
        detail="WlanOpenHandle 5",
    ),
    AssumptionResult(id="dns.z", outcome=AssumptionOutcome.NOT_REQUESTED, expected="Never shown."),
)


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """A measurement that is over at once; remembers whether the network was asked for."""
    networks: list[bool] = []

    def measure(*, with_network: bool, listener: Callable[[AssumptionResult], None]) -> SelfTestResult:
        networks.append(with_network)
        for result in RESULTS:
            listener(result)
        return self_test_result("windows", RESULTS, with_network=with_network)

    monkeypatch.setattr(command, "measure_assumptions", measure)
    return networks


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "de",
            ("Es wird nichts gesendet", "1 wie angenommen", "2 anders oder", "angenommen: Kept apart."),
        ),
        ("en", ("Nothing is sent", "1 as assumed", "2 different or not measurable", "assumed: Kept apart.")),
    ],
)
def test_a_plain_table_and_the_file(
    language: str, sentences: tuple[str, ...], played: list[bool], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "Ergebnis ü.json"
    assert main(["--self-test", str(file), "--language", language]) == command.DIFFERENT
    out = capsys.readouterr().out
    for sentence in sentences:
        assert sentence in out
    assert "= tcp.refused" in out
    assert "seconds=2.03" in out
    assert "there=no" in out
    assert "denied WlanOpenHandle 5" in out
    assert "Never shown" not in out
    assert str(file) in out
    content = json.loads(file.read_text("utf-8"))
    assert content["results"][0]["found"] == {"seconds": 2.03}
    assert content["results"][0]["outcome"] == "as-assumed"
    assert (content["format"], content["system"], content["with_network"]) == (1, "windows", False)
    assert played == [False]


def test_the_network_is_asked_where_it_was_said(played: list[bool], tmp_path: Path) -> None:
    main(["--self-test", str(tmp_path / "x.json"), "--self-test-network"])
    assert played == [True]


def test_standard_output_holds_the_json_alone(played: list[bool], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--self-test", "-", "--language", "en"]) == command.DIFFERENT
    streams = capsys.readouterr()
    assert len(json.loads(streams.out)["results"]) == len(RESULTS)
    assert "tcp.refused" in streams.err


def test_a_file_that_cannot_be_written_is_said(
    played: list[bool], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "nowhere" / "x.json"
    assert main(["--self-test", str(file), "--language", "en"]) == command.NOT_WRITTEN
    assert "This folder is no longer there" in capsys.readouterr().out


def test_the_whole_program_does_it(tmp_path: Path) -> None:
    """From another process, as a pipeline starts it; in a pipe that cannot take umlauts."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-m", "checker", "--self-test", "-"],
        cwd=ROOT,
        env={"PYTHONIOENCODING": "ascii", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        check=False,
        timeout=100,
    )
    assert done.returncode in (command.AS_ASSUMED, command.DIFFERENT), done.stderr
    ids = {result["id"] for result in json.loads(done.stdout)["results"]}
    assert {"clock.perf-counter", "tcp.refused", "devices.authorization-status"} <= ids
    assert b"clock.perf-counter" in done.stderr

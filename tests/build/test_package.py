"""The packaged program does what the source does: every check, its worker, and a report that arrives."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from checker.checks.registry import selected_checks
from checker.net.pac.evaluation import evaluator
from recipe.product import executable, this_system
from tests.lab.root import is_root

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = executable(this_system())
pytestmark = [
    pytest.mark.packaged,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not PROGRAM.exists(), reason="no executable: python3 build/package.py makes it"),
]


@pytest.fixture(scope="module")
def outcome() -> dict[str, Any]:
    """What came of a run in a network namespace that holds nothing but loopback."""
    offline = ["unshare", "--net"] if sys.platform == "linux" and is_root() else []
    command = [*offline, sys.executable, "-m", "tests.build.smoke", str(PROGRAM)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    decoded: dict[str, Any] = json.loads(done.stdout)
    return decoded


def test_it_ends_in_words(outcome: dict[str, Any]) -> None:
    assert outcome["exit"] in (0, 1, 2)
    assert outcome["err"] == ""
    assert "Traceback" not in outcome["out"]
    assert "Reference to read out" in outcome["out"], "the English catalogue is packaged"


def test_every_check_ran_and_none_failed(outcome: dict[str, Any]) -> None:
    outcomes = {measurement["check"]: measurement["outcome"] for measurement in outcome["report"]["measurements"]}
    assert outcomes == dict.fromkeys(selected_checks(), "done")


def test_the_devices_were_looked_for_by_the_worker(outcome: dict[str, Any]) -> None:
    observations = {
        measurement["check"]: measurement.get("observations") for measurement in outcome["report"]["measurements"]
    }
    assert observations["camera"]
    assert observations["microphone"]


def test_the_desk_has_both_reports(outcome: dict[str, Any]) -> None:
    assert outcome["received"] == 2, "one of the run in a terminal, one of the run without any console"


def test_without_a_console_it_ends_the_same_way(outcome: dict[str, Any]) -> None:
    assert outcome["exit_without_console"] == outcome["exit"]


def test_its_version_tells_where_the_licences_lie() -> None:
    done = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True)
    version, licences = done.stdout.splitlines()
    assert version.startswith("Homeoffice-Check ")
    assert "LESSER GENERAL PUBLIC LICENSE" in Path(licences.partition(": ")[2]).read_text("utf-8")


@pytest.mark.skipif(not shutil.which("Xvfb") or not shutil.which("xdotool"), reason="needs Xvfb and xdotool")
def test_the_window_opens(display: str, tmp_path: Path) -> None:
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    window = subprocess.Popen([PROGRAM, "--home", tmp_path], env=environment, stderr=subprocess.PIPE, text=True)
    try:
        completed = subprocess.run(
            ["xdotool", "search", "--sync", "--onlyvisible", "--name", "Homeoffice-Check"],
            env=environment,
            capture_output=True,
            timeout=30,
            check=False,
        )
        assert completed.stdout.strip(), "no window appeared"
    finally:
        window.terminate()
        _, errors = window.communicate(timeout=15)
    assert "Traceback" not in errors


@pytest.mark.skipif(sys.platform != "linux", reason="Windows and macOS run proxy scripts themselves")
def test_proxy_scripts_are_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluator, "own_command", lambda *words: [str(PROGRAM), *words])
    monkeypatch.setattr(evaluator, "START_S", 60.0)
    script = "function FindProxyForURL(url, host) { return /^h/.test(host) ? 'PROXY ' + dnsResolve('127.0.0.1') : ''; }"
    assert evaluator.evaluate_script(script, "https://h/", "h") == "PROXY 127.0.0.1"

"""python3 -m tests.guest.inside TASK.json, in the guest: stages every scenario and tells what the program said of it.

One line of JSON for each on standard output, as soon as it has ended.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from tests.guest.scenario import Booted, NotStaged, Scenario, ScenarioResult, Task
from tests.guest.scenarios import BY_NAME

_PROGRAM_S = 100.0
"""A check takes 12 s at most; the program's start and end take long under emulation."""


def main() -> None:
    """argv: the file with the Task."""
    task = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Task)
    _send(Booted(kernel=os.uname().release))
    for name in task.names:
        _send(_run_scenario(BY_NAME[name], task.program))


def _run_scenario(scenario: Scenario, program: tuple[str, ...]) -> ScenarioResult:
    began = time.monotonic()
    try:
        with scenario.stage() as environment, tempfile.TemporaryDirectory() as folder:
            report = _report(scenario, program, environment, Path(folder))
    except (NotStaged, subprocess.SubprocessError, OSError, ValueError) as trouble:
        return ScenarioResult(
            name=scenario.name, seconds=time.monotonic() - began, trouble=f"{type(trouble).__name__} {trouble}"
        )
    measured: dict[str, Any] = next(
        (measurement for measurement in report["measurements"] if measurement["check"] == scenario.check), {}
    )
    codes = [
        finding["code"] for finding in report["findings"] if finding["code"].startswith((f"{scenario.check}.", "run."))
    ]
    lines = list(_lines(measured.get("observations", ())))
    lines.append(f"outcome {measured.get('outcome')} {measured.get('failure', '')}".strip())
    return ScenarioResult(
        name=scenario.name, codes=tuple(codes), seconds=measured.get("seconds", 0.0), observations=tuple(lines)
    )


def _report(scenario: Scenario, program: tuple[str, ...], environment: Mapping[str, str], folder: Path) -> Any:
    """As a person in a terminal runs it. Raises when no report comes of it."""
    report = folder / "report.json"
    command = [*program, "--text", "--yes", "--no-send", "--language", "en", "--only", scenario.check]
    done = subprocess.run(
        [*command, "--home", str(folder / "home"), "--report", str(report)],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=_PROGRAM_S,
    )
    if not report.exists():
        raise NotStaged(f"no report, exit {done.returncode}: {done.stdout.strip()[-300:]}")
    return json.loads(report.read_bytes())


def _lines(observations: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for observation in observations:
        what = observation["value"] if "value" in observation else observation.get("failure")
        subject = observation.get("subject", "")
        yield f"{observation.get('at_s', 0):.1f} s: {observation['name']} {what} {subject}".strip()


def _send(what: ScenarioResult | Booted) -> None:
    sys.stdout.write(msgspec.json.encode(what).decode() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

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

from tests.guest.scenario import Booted, NotStaged, Said, Scenario, Task
from tests.guest.scenarios import BY_NAME

_PROGRAM_S = 100.0
"""A check takes 12 s at most; the program's start and end take long under emulation."""


def main() -> None:
    """argv: the file with the Task."""
    task = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Task)
    _tell(Booted(kernel=os.uname().release))
    for name in task.names:
        _tell(_said(BY_NAME[name], task.program))


def _said(scenario: Scenario, program: tuple[str, ...]) -> Said:
    began = time.monotonic()
    try:
        with scenario.stage() as environment, tempfile.TemporaryDirectory() as folder:
            report = _report(scenario, program, environment, Path(folder))
    except (NotStaged, subprocess.SubprocessError, OSError, ValueError) as trouble:
        return Said(name=scenario.name, seconds=time.monotonic() - began, trouble=f"{type(trouble).__name__} {trouble}")
    measured: dict[str, Any] = next((one for one in report["measurements"] if one["check"] == scenario.check), {})
    codes = [one["code"] for one in report["findings"] if one["code"].startswith((f"{scenario.check}.", "run."))]
    seen = list(_shown(measured.get("observations", ())))
    seen.append(f"outcome {measured.get('outcome')} {measured.get('failure', '')}".strip())
    return Said(name=scenario.name, codes=tuple(codes), seconds=measured.get("seconds", 0.0), seen=tuple(seen))


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


def _shown(observations: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for one in observations:
        what = one["value"] if "value" in one else one.get("failure")
        yield f"{one.get('at_s', 0):.1f} s: {one['name']} {what} {one.get('subject', '')}".strip()


def _tell(what: Said | Booted) -> None:
    sys.stdout.write(msgspec.json.encode(what).decode() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

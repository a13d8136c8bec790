"""Runs as they are kept: what was true, what was observed, what was said. One line of JSON each.

A diagnosis can be made again from them within milliseconds, with rules that have changed since.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.checks.registry import needs
from checker.model.report import Report
from tests.lab.faults.truth.truth import Truth


class RecordedRun(msgspec.Struct, omit_defaults=True):
    """`home`: its kind; `code`: the code that must come first, of the project's own faults; `seed`: of the grid.

    `is_void`: the fault did not take effect, so nothing counts. `error`: it could not be run. `sight`: windows or none.
    `experiments`: names of the follow-up probes.
    """

    name: str
    broken: str
    home: str = ""
    truth: Truth = msgspec.field(default_factory=Truth)
    report: Report | None = None
    code: str = ""
    seed: str = ""
    sight: str = ""
    seconds: float = 0.0
    experiments: list[str] = []
    is_void: bool = False
    is_fresh: bool = False
    error: str = ""

    @property
    def is_healthy(self) -> bool:
        """Whether nothing was broken in it."""
        return not self.truth.injected


def diagnosed_again(run: RecordedRun) -> RecordedRun:
    """The same run with what today's rules say of its observations."""
    if run.report is None:
        return run
    findings = diagnose_measurements(needs(run.report.profile), run.report.measurements)
    return msgspec.structs.replace(run, report=msgspec.structs.replace(run.report, findings=findings))


def append_run(file: Path, run: RecordedRun) -> None:
    """One line more."""
    with file.open("ab") as out:
        out.write(msgspec.json.encode(run) + b"\n")


def stored_runs(file: Path) -> Iterator[RecordedRun]:
    """Every line. Raises msgspec.ValidationError for one that is no run."""
    decoder = msgspec.json.Decoder(RecordedRun)
    with file.open("rb") as lines:
        yield from (decoder.decode(line) for line in lines if line.strip())

"""What a report names as the cause, beside what was broken."""

import traceback
from dataclasses import dataclass
from pathlib import Path

from checker.model.finding import Finding, Level
from checker.model.report import Report
from checker.show.company_path.segments import segment_of
from checker.show.findings import RootFinding, group_findings
from tests.lab.faults.kinds.fault import Cause, Fault
from tests.lab.faults.truth.claims import verdict_on
from tests.lab.faults.truth.truth import Truth

LAB_MACHINE = (
    "computer.memory-small",
    "computer.cpu-weak",
    "computer.disk-full",
    "computer.busy",
    "computer.memory-full",
    "computer.restart-due",
    "computer.battery-low",
    "computer.os-unsupported",
    "computer.screen-small",
)
"""The PC in the lab is the machine that runs it: its load and its age say nothing of the home."""


@dataclass(frozen=True)
class Row:
    """One line of the matrix. `named` is what the checks put first, `missing` what else they should have told.

    `seconds`: all checks; `gateways_s`: the check of the gateways alone.
    """

    name: str
    broken: str
    expected: Cause
    named: Cause | None
    missing: tuple[str, ...]
    findings: tuple[str, ...]
    seconds: float
    gateways_s: float = 0.0

    @property
    def right(self) -> bool:
        return self.named == self.expected and not self.missing


def of_the_home(report: Report) -> list[Finding]:
    """The findings without those on the lab's own machine."""
    return [finding for finding in report.findings if finding.code not in LAB_MACHINE]


def compared(fault: Fault, report: Report, seconds: float) -> Row:
    """The first trouble of the report; where it has none, the note that was expected, or the first one."""
    findings = of_the_home(report)
    groups = group_findings(findings)
    calm = sorted(groups.notes, key=lambda root: root.finding.code != _named_cause(fault).code)
    first = next(iter((*groups.problems, *calm)), None)
    codes = {finding.code for finding in findings}
    return Row(
        name=fault.name,
        broken=fault.broken,
        expected=_named_cause(fault),
        named=_cause(first) if first else None,
        missing=tuple(code for code in fault.also if code not in codes),
        findings=tuple(_line(finding) for finding in findings if finding.level is not Level.OK),
        seconds=seconds,
        gateways_s=max(
            (measurement.seconds for measurement in report.measurements if measurement.check == "vpn"), default=0.0
        ),
    )


def crashed(fault: Fault, why: str, seconds: float) -> Row:
    """The checks broke, or the town could not be built."""
    return Row(fault.name, fault.broken, _named_cause(fault), None, fault.also, (why,), seconds)


def where(error: Exception) -> str:
    """What broke, and in which line: the matrix goes on."""
    last = next((line for line in reversed(str(error).splitlines()) if line.strip()), "")
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"broke in {Path(frame.filename).name}, line {frame.lineno}: {type(error).__name__}: {last}"


def alarms(report: Report) -> list[str]:
    """Everything above a note."""
    return [_line(finding) for finding in of_the_home(report) if finding.level not in (Level.OK, Level.NOTE)]


def notes(report: Report, truth: Truth) -> list[str]:
    """The notes that are not true, and the comforting ones too."""
    return [
        _line(finding)
        for finding in of_the_home(report)
        if finding.level in (Level.OK, Level.NOTE) and verdict_on(truth, finding) is False
    ]


def _cause(root: RootFinding) -> Cause:
    segment = segment_of(root.finding.code)
    return Cause(root.finding.code, segment.value if segment else "", root.actor.value)


def _line(finding: Finding) -> str:
    return f"{finding.key} {finding.level.value}" + (f" (follows {finding.caused_by})" if finding.caused_by else "")


def _named_cause(fault: Fault) -> Cause:
    """The cause that it must be named by. Raises LookupError for a fault that is judged by its truth alone."""
    if fault.cause is None:
        raise LookupError(fault.name)
    return fault.cause

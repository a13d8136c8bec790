"""How each test file ended, by pytest's report (JUnit's XML); and all of them as a table."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass, field

CLEAN, FAILING, NOT_COLLECTABLE, BROKEN, TOO_LONG = "clean", "failing", "not collectable", "broken off", "too long"


@dataclass(frozen=True)
class Outcome:
    """`tests` are the failed ones. Where the process ended early the counts are 0."""

    kind: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    tests: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return self.kind == CLEAN

    def line(self) -> str:
        return f"{self.kind:15} {self.passed:4} passed {self.failed:3} failed {self.skipped:3} skipped"


def outcomes_of(files: Sequence[str], report: str) -> dict[str, Outcome]:
    """From the report of a run of these files that reached its end. A file without a test in it is clean."""
    cases = list(ET.fromstring(report).iter("testcase"))
    return {file: _outcome(file, cases) for file in files}


def _outcome(file: str, cases: list[ET.Element]) -> Outcome:
    module = file.removesuffix(".py").replace("/", ".")
    for case in cases:
        if not case.get("classname") and case.get("name") == module:  # of the file itself
            return Outcome(NOT_COLLECTABLE) if case.find("skipped") is None else Outcome(CLEAN, skipped=1)
    own = [case for case in cases if f"{case.get('classname')}.".startswith(f"{module}.")]
    skipped = [case for case in own if case.find("skipped") is not None]
    failed = {case.get("name", "") for case in own if any(case.find(kind) is not None for kind in ("failure", "error"))}
    passed = len({case.get("name") for case in own}) - len(skipped) - len(failed)
    return Outcome(FAILING if failed else CLEAN, passed, len(failed), len(skipped), sorted(failed))


def last_begun(files: Sequence[str], output: str) -> str:
    """The file whose tests were under way when pytest's output ends; empty where none had begun."""
    begun = [line.split(" ", 1)[0].replace("\\", "/") for line in output.splitlines()]
    return next((name for name in reversed(begun) if name in files), "")


def table(outcomes: dict[str, Outcome]) -> str:
    """What is not clean, with the tests that failed, and the sums."""
    lines = []
    for file, outcome in outcomes.items():
        if not outcome.is_clean:
            lines += [f"{file}: {outcome.kind}", *(f"    {test}" for test in outcome.tests)]
    kinds = [outcome.kind for outcome in outcomes.values()]
    files = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys((CLEAN, *kinds)))
    sums = {name: sum(getattr(outcome, name) for outcome in outcomes.values()) for name in _SUMS}
    tests = ", ".join(f"{number} {name}" for name, number in sums.items())
    return "\n".join([*lines, f"{len(kinds)} files: {files}", f"Tests: {tests}"])


_SUMS = ("passed", "failed", "skipped")

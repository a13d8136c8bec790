"""How one test file ended, read from pytest's last line; and all of them as a table."""

import re
from dataclasses import dataclass, field

_COUNT = re.compile(r"(\d+) (passed|failed|skipped|errors?|xfailed|xpassed|tests? collected)")
_TEST = re.compile(r"^(?:FAILED|ERROR) ([^\s\[]+(?:\[.*?\])?)(?: - .*)?$", re.MULTILINE)
_COLLECTION = re.compile(r"errors? during collection|error(s)? in \d|^ERROR \S+\.py(?: - |$)", re.MULTILINE)
CLEAN, FAILING, NOT_COLLECTABLE, BROKEN, TOO_LONG = "clean", "failing", "not collectable", "broken off", "too long"
_NOTHING_TO_RUN = 5
"""pytest's exit code where every test was deselected."""


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


def outcome_of(code: int, output: str) -> Outcome:
    """From pytest's exit code and what it printed."""
    last = next((line for line in reversed(output.splitlines()) if _COUNT.search(line)), "")
    counts = {name.rstrip("s"): int(number) for number, name in _COUNT.findall(last)}
    failed = counts.get("failed", 0) + counts.get("error", 0)
    tests = sorted(set(_TEST.findall(output)))
    if code in (0, _NOTHING_TO_RUN):
        kind = CLEAN
    elif _COLLECTION.search(output) and not counts.get("passed"):
        kind = NOT_COLLECTABLE
    else:
        kind = FAILING if failed else BROKEN
    return Outcome(kind, counts.get("passed", 0), failed, counts.get("skipped", 0), tests)


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

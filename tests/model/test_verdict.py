"""The traffic light: a gap must never read as ready."""

import pytest

from checker.model.finding import Finding
from checker.model.verdict import Verdict, by_weight, verdict

OK, NOTE, GAP, WARN, STOP = (
    Finding.ok("a.ok"),
    Finding.note("a.note"),
    Finding.unknown("a.gap"),
    Finding.warning("a.warn"),
    Finding.blocker("a.stop"),
)


@pytest.mark.parametrize(
    "findings, said, code",
    [
        ([], Verdict.UNKNOWN, 2),
        ([OK], Verdict.READY, 0),
        ([OK, NOTE], Verdict.READY, 0),
        ([OK, WARN], Verdict.READY_WITH_WARNINGS, 0),
        ([OK, WARN, GAP], Verdict.UNKNOWN, 2),
        ([GAP, STOP, OK], Verdict.NOT_READY, 1),
    ],
)
def test_verdict(findings: list[Finding], said: Verdict, code: int) -> None:
    assert verdict(findings) is said
    assert said.exit_code == code


def test_worst_first_and_consequences_last() -> None:
    follows = Finding(code="b.stop", level=STOP.level, caused_by="a.stop")
    assert by_weight([OK, follows, WARN, STOP]) == [STOP, WARN, OK, follows]

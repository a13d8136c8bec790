"""The traffic light: a gap must never read as ready."""

import pytest

from checker.model.finding import Finding
from checker.model.verdict import ReportVerdict, sort_by_severity, verdict

OK, NOTE, GAP, WARN, STOP = (
    Finding.ok("a.ok"),
    Finding.note("a.note"),
    Finding.unknown("a.gap"),
    Finding.warning("a.warn"),
    Finding.blocker("a.stop"),
)


@pytest.mark.parametrize(
    "findings, expected, code",
    [
        ([], ReportVerdict.UNKNOWN, 2),
        ([OK], ReportVerdict.READY, 0),
        ([OK, NOTE], ReportVerdict.READY, 0),
        ([OK, WARN], ReportVerdict.READY_WITH_WARNINGS, 0),
        ([OK, WARN, GAP], ReportVerdict.UNKNOWN, 2),
        ([GAP, STOP, OK], ReportVerdict.NOT_READY, 1),
    ],
)
def test_verdict(findings: list[Finding], expected: ReportVerdict, code: int) -> None:
    assert verdict(findings) is expected
    assert expected.exit_code == code


def test_worst_first_and_consequences_last() -> None:
    follows = Finding(code="b.stop", level=STOP.level, caused_by="a.stop")
    assert sort_by_severity([OK, follows, WARN, STOP]) == [STOP, WARN, OK, follows]

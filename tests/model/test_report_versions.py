"""The version before today's is taken for a year more, and no longer."""

import datetime

import pytest

from checker.model.manifest import AcceptedReportVersion
from checker.model.report import REPORT_VERSION
from checker.model.report_versions import ACCEPTED_REPORTS, OVERLAP, is_version_accepted

RELEASED = datetime.date(2027, 3, 1)
OVERLAPPING = (AcceptedReportVersion(number=8), AcceptedReportVersion(number=7, until=RELEASED + OVERLAP))


@pytest.mark.parametrize(
    ("number", "day", "accepted"),
    [
        (8, RELEASED, True),
        (8, datetime.date(2040, 1, 1), True),
        (7, RELEASED, True),
        (7, datetime.date(2028, 2, 29), True),
        (7, datetime.date(2028, 3, 1), False),
        (6, RELEASED, False),
        (9, RELEASED, False),
    ],
)
def test_takes(number: int, day: datetime.date, accepted: bool) -> None:
    assert is_version_accepted(number, day, OVERLAPPING) is accepted


def test_the_own_version_is_taken_without_an_end() -> None:
    assert ACCEPTED_REPORTS[0] == AcceptedReportVersion(number=REPORT_VERSION)
    assert all(
        older.until is not None and older.number == REPORT_VERSION - at
        for at, older in enumerate(ACCEPTED_REPORTS)
        if at
    )

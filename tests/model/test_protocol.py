"""The version before today's is taken for a year more, and no longer."""

import datetime

import pytest

from checker.model.manifest import Taken
from checker.model.protocol import OVERLAP, REPORTS, takes
from checker.model.report import REPORT_VERSION

CAME = datetime.date(2027, 3, 1)
OVERLAPPING = (Taken(number=8), Taken(number=7, until=CAME + OVERLAP))


@pytest.mark.parametrize(
    ("number", "day", "taken"),
    [
        (8, CAME, True),
        (8, datetime.date(2040, 1, 1), True),
        (7, CAME, True),
        (7, datetime.date(2028, 2, 29), True),
        (7, datetime.date(2028, 3, 1), False),
        (6, CAME, False),
        (9, CAME, False),
    ],
)
def test_takes(number: int, day: datetime.date, taken: bool) -> None:
    assert takes(number, day, OVERLAPPING) is taken


def test_the_own_version_is_taken_without_an_end() -> None:
    assert REPORTS[0] == Taken(number=REPORT_VERSION)
    assert all(
        older.until is not None and older.number == REPORT_VERSION - at for at, older in enumerate(REPORTS) if at
    )

"""Which versions of the report a desk takes: its own, and the one before it until a year after its own came.

A program that is not updated is never cut off from one day to the next. When REPORT_VERSION rises, the version before
it stays here with the day on which its year ends, and codec.py turns such a report into one of today's.
"""

import datetime
from collections.abc import Iterable

from checker.model.manifest import AcceptedReportVersion
from checker.model.report import REPORT_VERSION

OVERLAP = datetime.timedelta(days=365)
"""How long a desk still takes the reports of the version before its own."""


ACCEPTED_REPORTS = (AcceptedReportVersion(number=REPORT_VERSION),)
"""The newest first. There was no version before this one."""


def is_version_accepted(
    number: int, today: datetime.date, versions: Iterable[AcceptedReportVersion] = ACCEPTED_REPORTS
) -> bool:
    """Whether a report of this version is taken today."""
    return any(version.number == number and (version.until is None or today <= version.until) for version in versions)

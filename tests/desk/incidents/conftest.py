"""The desk of the cases' tests, and people who meet one trouble at the same time."""

import datetime
import secrets
from collections.abc import Callable, Iterator

import msgspec
import pytest
from django.utils import timezone

from checker.model.finding import Finding, Level
from tests.desk import example_reports
from tests.desk.filed import file_report
from tests.desk.reports.cases.conftest import CaseDesk, case_desk, new_code

__all__ = ["case_desk", "failing", "new_code"]
REACHED = Finding(code="vpn.answers", level=Level.OK, subject="zentrale", values={"gateway": "zentrale"})
SILENT = Finding(code="vpn.silent", level=Level.BLOCKER, subject="zentrale", values={"gateway": "zentrale"})


@pytest.fixture
def failing(case_desk: CaseDesk) -> Iterator[Callable]:
    """Files reports of so many people; each PC has a code of its own unless one is given."""
    from checker.desk.incidents import detection  # noqa: PLC0415 - Django is set up by a fixture

    def file(
        number: int,
        finding: Finding | None = SILENT,
        *,
        code: str | None = None,
        minutes_ago: float = 0,
        customer: object = None,
    ) -> list:
        cases = []
        for _ in range(number):
            report = msgspec.structs.replace(
                example_reports.report("FALL", findings=(finding or REACHED,)),
                case_code=secrets.token_hex(16) if code is None else code,
                created=timezone.now() - datetime.timedelta(minutes=minutes_ago),
            )
            at = customer or case_desk.customer
            carried = msgspec.structs.replace(report, profile=example_reports.profile(at.code))
            cases.append(file_report(at, carried).case)
        detection.last_detection.forget()
        return cases

    yield file
    detection.last_detection.forget()

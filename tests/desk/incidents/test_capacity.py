"""An incident's page says whether the company's line carries all who came in its first hour."""

from collections.abc import Callable

import pytest

from tests.desk.incidents.conftest import REACHED
from tests.desk.reports.cases.conftest import CaseDesk


@pytest.mark.parametrize(
    ("people", "uplink", "expected"),
    [
        (5, 200, ["enough", "enough"]),
        (20, 40, ["enough", "scarce"]),
        (60, 40, ["scarce", "too little"]),
        (600, 40, ["too little", "too little"]),
    ],
)
def test_each_persons_share_is_held_against_what_the_task_needs(people: int, uplink: int, expected: list[str]) -> None:
    from checker.desk.incidents.capacity import company_line  # noqa: PLC0415 - Django is set up by a fixture

    line = company_line(people, uplink, "en")
    assert line is not None and line.per_person == pytest.approx(uplink / people)
    assert [sufficiency.value for _, sufficiency in line.tasks] == expected
    assert [task for task, _ in line.tasks] == ["remote desktop", "large files"]


def test_nothing_is_said_of_a_line_that_nobody_entered(case_desk: CaseDesk) -> None:
    from checker.desk.incidents.capacity import company_line  # noqa: PLC0415 - as above

    assert company_line(5, None, "de") is None and company_line(0, 50, "de") is None


def test_the_page_counts_people_and_not_reports(case_desk: CaseDesk, failing: Callable) -> None:
    from checker.desk.incidents.detection import detect_incidents  # noqa: PLC0415 - as above
    from checker.desk.incidents.models import Incident  # noqa: PLC0415 - as above

    failing(6)
    failing(2, code="7" * 32)
    failing(1, REACHED)
    detect_incidents()
    incident = Incident.objects.get(customer=case_desk.customer, closed=None)
    address = f"/incidents/{incident.pk}/"
    assert "8 Personen in der ersten Stunde" in case_desk.page(address)
    case_desk.customer.uplink_mbit = 40
    case_desk.customer.save()
    page = " ".join(case_desk.page(address).split())
    assert "40 Mbit/s hinauf für 8 Personen in der ersten Stunde: 5,0 Mbit/s für jede" in page
    assert "Arbeiten auf dem Firmenrechner: reicht" in page and "große Dateien: knapp" in page

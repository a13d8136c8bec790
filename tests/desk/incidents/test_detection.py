"""When many cases are one incident, and when they are not: no false one."""

import datetime
import secrets
from collections.abc import Callable

import msgspec
from django.utils import timezone

from checker.model.finding import Finding, Level
from tests.desk.incidents.conftest import SILENT
from tests.desk.reports.cases.conftest import CaseDesk


def _incidents() -> list:
    from checker.desk.incidents.detection import detect_incidents  # noqa: PLC0415 - Django is set up by a fixture
    from checker.desk.incidents.models import Incident  # noqa: PLC0415 - as above

    detect_incidents()
    return list(Incident.objects.all())


def test_five_people_at_one_gateway_are_one_incident_and_later_ones_join(failing: Callable) -> None:
    failing(4)
    assert _incidents() == []
    first = failing(1)
    [incident] = _incidents()
    assert (incident.cause, incident.subject, incident.people, incident.is_manual) == (
        "vpn.silent",
        "zentrale",
        5,
        False,
    )
    assert incident.began <= first[0].received
    failing(2)
    [incident] = _incidents()
    assert incident.people == 7
    assert [again.pk for again in _incidents()] == [incident.pk]


def test_what_is_no_incident(failing: Callable, case_desk: CaseDesk) -> None:
    failing(9, code=secrets.token_hex(16))
    failing(9, code="")
    failing(3)
    failing(4, msgspec.structs.replace(SILENT, subject="werk"))
    failing(4, customer=case_desk.other)
    assert _incidents() == [], "one person often, people without a code, two gateways, two customers"
    failing(9, Finding(code="camera.black", level=Level.BLOCKER))
    failing(9, Finding(code="vpn.unreachable", level=Level.BLOCKER, subject="zentrale"))
    failing(9, Finding(code="vpn.silent", level=Level.WARNING, subject="zentrale"))
    assert _incidents() == [], "what lies at home, and what stops nobody"


def test_reports_that_waited_say_nothing_of_now(failing: Callable) -> None:
    from checker.desk.reports.cases.models import Case  # noqa: PLC0415 - Django is set up by a fixture

    failing(6, minutes_ago=70)
    assert _incidents() == []
    cases = failing(6)
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(
        received=timezone.now() - datetime.timedelta(minutes=61),
        created=timezone.now() - datetime.timedelta(minutes=61),
    )
    assert _incidents() == []


def test_where_as_many_get_through_it_is_not_the_gateway(failing: Callable) -> None:
    failing(6, None)
    failing(6)
    assert _incidents() == []
    failing(1)
    assert len(_incidents()) == 1


def test_who_is_fine_again_counts_no_more(failing: Callable) -> None:
    codes = [secrets.token_hex(16) for _ in range(6)]
    for code in codes:
        failing(1, code=code)
    for code in codes[:2]:
        failing(1, None, code=code)
    assert _incidents() == []


def test_only_what_lies_with_the_company_can_be_shared(django: None) -> None:
    from checker.desk.incidents.detection import MIN_PEOPLE, shared_causes  # noqa: PLC0415 - as above

    assert {"vpn.silent", "vpn.server-behind-down", "vpn.certificate-expired"} <= shared_causes()
    assert not {"vpn.unreachable", "vpn.udp-blocked", "vpn.session-cut", "network.no-internet"} & shared_causes()
    assert MIN_PEOPLE >= 5, "what is said of fewer is said of persons"

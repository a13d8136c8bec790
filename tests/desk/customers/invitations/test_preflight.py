"""A new colleague's workplace passes or fails, on the technician's page and on the colleague's own."""

import datetime
from typing import Any

import pytest
from django.test import Client

from checker.model.codec import profile_from_toml, to_json
from checker.model.finding import Finding
from tests.desk import example_reports
from tests.desk.filed import send_report
from tests.desk.in_process import renew_firm_key, signed_in
from tests.show.samples import ALL_WELL


@pytest.fixture(scope="module")
def technician(django: None) -> Client:
    client = signed_in()
    renew_firm_key()
    return client


@pytest.fixture
def invitation(technician: Client) -> Any:
    from checker.desk.customers.models import Customer, unused_customer_code  # noqa: PLC0415 - Django is set up now

    customer = Customer.objects.create(name="Neue Stelle", code=unused_customer_code("Neue Stelle"))
    technician.post(f"/customers/{customer.code}/invite/", {"days": "14", "purpose": "Jana", "is_preflight": "on"})
    return customer.invitations.get()


def _send(code: str, *findings: Finding) -> None:
    token = profile_from_toml(Client().get(f"/api/v1/profiles/{code}").content).enrolment
    report = example_reports.report(code, findings=findings)
    assert send_report(to_json(report), token, report.id).status == 201


WITHOUT_CAMERA = [finding for finding in ALL_WELL if finding.check != "camera"]


@pytest.mark.parametrize(
    ("findings", "outcome"),
    [
        ([*ALL_WELL], "Bestanden"),
        ([*ALL_WELL, Finding.warning("network.wifi-weak")], "Bestanden, mit Einschränkungen"),
        ([*ALL_WELL, Finding.blocker("vpn.refused")], "Nicht bestanden"),
        ([*ALL_WELL, Finding.unknown("vpn.silent")], "Noch nicht entschieden"),
        (WITHOUT_CAMERA, "Noch nicht entschieden"),
        ([*WITHOUT_CAMERA, Finding.blocker("vpn.refused")], "Nicht bestanden"),
        ([Finding.note("vpn.no-gateways"), *(row for row in ALL_WELL if row.check != "vpn")], "Bestanden"),
    ],
)
def test_the_newest_report_decides(technician: Client, invitation: Any, findings: list[Finding], outcome: str) -> None:
    page = f"/customers/{invitation.customer.code}/invite/{invitation.code}/"
    assert "Noch kein Bericht" in technician.get(page).content.decode()
    assert "Noch kein Bericht" in Client().get(f"/d/{invitation.code}/").content.decode()
    _send(invitation.code, Finding.blocker("network.dead"))
    _send(invitation.code, *findings)
    for text in (technician.get(page).content.decode(), Client().get(f"/d/{invitation.code}/").content.decode()):
        assert f"</span> {outcome}</span>" in text


def test_what_is_left_to_do_leads_to_its_article_and_the_case_back(technician: Client, invitation: Any) -> None:
    _send(invitation.code, *ALL_WELL, Finding.blocker("computer.clock-wrong", minutes=60))
    page = Client().get(f"/d/{invitation.code}/").content.decode()
    assert "/guide/de/computer.clock-wrong/" in page and "Das ist noch zu tun" in page
    invitation.refresh_from_db()
    case = technician.get(f"/reports/{invitation.reference}/").content.decode()
    assert f"/customers/{invitation.customer.code}/invite/{invitation.code}/" in case
    invitations = technician.get(f"/customers/{invitation.customer.code}/invite/").content.decode()
    assert "Nicht bestanden" in invitations


def test_an_ordinary_invitation_and_the_customers_own_page_give_no_outcome(technician: Client, invitation: Any) -> None:
    invitation.is_preflight = False
    invitation.save()
    _send(invitation.code, *ALL_WELL)
    for code in (invitation.code, invitation.customer.code):
        assert "Vorab-Prüfung" not in Client().get(f"/d/{code}/").content.decode()


def test_a_deleted_report_leaves_no_outcome_behind(technician: Client, invitation: Any) -> None:
    from checker.desk.reports.models import ReceivedReport  # noqa: PLC0415 - Django is set up now
    from checker.desk.reports.retention import delete_reports  # noqa: PLC0415

    _send(invitation.code, *ALL_WELL)
    invitation.refresh_from_db()
    assert invitation.ends - invitation.made >= datetime.timedelta(days=13)
    delete_reports(ReceivedReport.objects.filter(reference=invitation.reference))
    assert "Noch kein Bericht" in Client().get(f"/d/{invitation.code}/").content.decode()

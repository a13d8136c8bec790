"""A customer's sites: each with a code of its own, which opens just its ways into the company."""

from typing import Any

import pytest
from django.test import Client

from checker.model.codec import profile_from_toml
from tests.desk import example_reports
from tests.desk.filed import send_report
from tests.desk.in_process import renew_firm_key, signed_in

NEEDS = """
[needs.computer]
memory_gib = 8

[[needs.vpn.gateways]]
kind = "https"
id = "koeln"
name = "Köln"
host = "koeln.example.com"

[[needs.vpn.gateways]]
kind = "https"
id = "berlin"
name = "Berlin"
host = "berlin.example.com"
"""


@pytest.fixture(scope="module")
def technician(django: None) -> Client:
    client = signed_in()
    renew_firm_key()
    return client


@pytest.fixture
def customer(technician: Client) -> Any:
    from checker.desk.customers.models import Customer, unused_customer_code  # noqa: PLC0415 - Django is set up now

    customer = Customer.objects.create(name="Zwei Orte", code=unused_customer_code("Zwei Orte"))
    customer.change_needs(NEEDS)
    return customer


def _site(technician: Client, customer: Any, name: str, *gateways: str) -> Any:
    technician.post(f"/customers/{customer.code}/sites/new/", {"name": name, "gateways": gateways})
    return customer.sites.get(name=name)


def _profile(code: str) -> Any:
    return profile_from_toml(Client().get(f"/api/v1/profiles/{code}").content)


def _gateways(code: str) -> list[str]:
    return [gateway["id"] for gateway in _profile(code).needs["vpn"]["gateways"]]


def test_a_sites_code_opens_its_gateways_and_everything_else_of_the_profile(technician: Client, customer: Any) -> None:
    site = _site(technician, customer, "Köln", "koeln")
    assert _gateways(site.code) == ["koeln"] and _profile(site.code).needs["computer"] == {"memory_gib": 8}
    assert _gateways(customer.code) == ["koeln", "berlin"]
    assert _gateways(_site(technician, customer, "Alle").code) == ["koeln", "berlin"]
    page = technician.get(f"/customers/{customer.code}/").content.decode()
    assert site.code in page and "alle Wege in die Firma" in page
    assert (
        "Diesen Standort gibt es schon"
        in technician.post(f"/customers/{customer.code}/sites/new/", {"name": "köln"}).content.decode()
    )
    sheet = technician.get(f"/customers/{customer.code}/invite/{site.code}/sheet/de/")
    assert f"/d/{site.code}/" in sheet.content.decode()


def test_a_gateway_that_is_gone_leaves_nobody_unchecked_and_is_named(technician: Client, customer: Any) -> None:
    site = _site(technician, customer, "Berlin", "berlin")
    customer.change_needs(NEEDS.replace('"berlin"', '"hamburg"'))
    assert _gateways(site.code) == ["koeln", "hamburg"]
    assert "steht nicht mehr im Profil" in technician.get(f"/customers/{customer.code}/").content.decode()


def test_an_invitation_to_a_site_opens_the_same_and_reports_name_it(technician: Client, customer: Any) -> None:
    site = _site(technician, customer, "Berlin", "berlin")
    technician.post(f"/customers/{customer.code}/invite/", {"days": "7", "site": site.code})
    invitation = customer.invitations.get()
    assert _gateways(invitation.code) == ["berlin"]
    for code in (site.code, invitation.code):
        report_id, raw = example_reports.raw(code, example_reports.SLOW)
        assert send_report(raw, _profile(code).enrolment, report_id).status == 201
        reference = customer.reports.order_by("-pk").first().reference
        assert "Standort Berlin" in technician.get(f"/reports/{reference}/").content.decode()


def test_the_code_of_a_site_that_was_removed_is_over_and_never_drawn_again(technician: Client, customer: Any) -> None:
    site = _site(technician, customer, "Köln", "koeln")
    technician.post(f"/customers/{customer.code}/sites/{site.code}/end/")
    assert Client().get(f"/d/{site.code}/").status_code == 410
    assert not customer.sites.exists() and customer.former_codes.filter(code=site.code).exists()

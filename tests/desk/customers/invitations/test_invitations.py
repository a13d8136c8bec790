"""Employees are invited: codes that end by time or by number, a sheet and a mail in both languages."""

import datetime
from typing import Any

import pytest
from django.test import Client

from checker.model.codec import profile_from_toml, refusal_from_json
from tests.desk import example_reports
from tests.desk.filed import send_report
from tests.desk.in_process import renew_firm_key, signed_in


@pytest.fixture(scope="module")
def technician(django: None) -> Client:
    client = signed_in()
    from checker.desk.firm.models import Firm  # noqa: PLC0415 - Django is set up now

    renew_firm_key()
    Firm.objects.update(name="Muster-IT (Beispiel)", phone="+49 30 23125 000")
    return client


def _invited(technician: Client, name: str, **fields: str) -> tuple[Any, Any]:
    from checker.desk.customers.models import Customer, unused_customer_code  # noqa: PLC0415 - as above

    customer = Customer.objects.create(name=name, code=unused_customer_code(name))
    technician.post(f"/customers/{customer.code}/invite/", {"days": "7", **fields})
    return customer, customer.invitations.get()


def _send(code: str, token: str) -> Any:
    report_id, raw = example_reports.raw(code, example_reports.WELL)
    return lambda: send_report(raw, token, report_id)


def test_an_invitation_opens_the_profile_until_its_day(technician: Client) -> None:
    customer, invitation = _invited(technician, "Tage", purpose="Neue im März")
    profile = profile_from_toml(Client().get(f"/api/v1/profiles/{invitation.code}").content)
    assert (profile.code, profile.customer) == (invitation.code, "Tage")
    assert profile.expires is not None
    assert profile.expires - datetime.date.today() <= datetime.timedelta(days=7)
    assert b"Diese Einladung gilt bis" in Client().get(f"/d/{invitation.code}/").content
    technician.post(f"/customers/{customer.code}/invite/{invitation.code}/end/")
    over = Client().get(f"/d/{invitation.code}/")
    assert (over.status_code, "Diese Einladung gilt nicht mehr" in over.content.decode()) == (410, True)
    assert Client().get(f"/api/v1/profiles/{invitation.code}").json()["kind"] == "invitation-over"


def test_an_invitation_ends_with_its_last_report(technician: Client) -> None:
    customer, invitation = _invited(technician, "Zahl", max_runs="1")
    client = Client()
    token = profile_from_toml(client.get(f"/api/v1/profiles/{invitation.code}").content).enrolment
    first = _send(invitation.code, token)
    assert first().status == 201
    assert first().status == 200, "the same report once more is answered as before"
    second = _send(invitation.code, token)()
    assert (second.status, refusal_from_json(second.body).kind) == (403, "invitation-over")
    assert client.get(f"/api/v1/profiles/{invitation.code}").status_code == 403
    invitation.refresh_from_db()
    assert (invitation.runs, customer.reports.count()) == (1, 1)
    assert "verbraucht" in technician.get(f"/customers/{customer.code}/invite/").content.decode()


def test_reports_under_the_customers_own_code_are_not_counted(technician: Client) -> None:
    customer, invitation = _invited(technician, "Eigene", max_runs="1")
    client = Client()
    token = profile_from_toml(client.get(f"/api/v1/profiles/{customer.code}").content).enrolment
    assert _send(customer.code, token)().status == 201
    invitation.refresh_from_db()
    assert invitation.runs == 0


def test_sheet_and_mail_say_the_way_in_in_both_languages(technician: Client) -> None:
    customer, invitation = _invited(technician, "Blatt")
    page = technician.get(f"/customers/{customer.code}/invite/{invitation.code}/").content.decode()
    address = f"/d/{invitation.code}/"
    assert page.count(address) >= 3
    assert "mailto:?subject=Ihr%20Arbeitsplatz" in page
    assert "mailto:?subject=Your%20workplace" in page
    for language, words in (("de", "Vergleichen Sie diese vier Wörter"), ("en", "Compare these four words")):
        sheet = technician.get(f"/customers/{customer.code}/invite/{invitation.code}/sheet/{language}/")
        text = sheet.content.decode()
        assert words in text
        assert address in text
        assert '<svg xmlns="http://www.w3.org/2000/svg"' in text

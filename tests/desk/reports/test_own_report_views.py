"""Whoever has a report's secret learns how far it is, and deletes it; nobody else, and never by its reference."""

import secrets
from collections.abc import Iterator

import msgspec
import pytest
from django.test import Client

from checker.model.codec import refusal_from_json, report_status_from_json
from checker.model.secrecy.own_report import SECRET_HEADER, ReportProgress, digest_of_secret, new_secret
from tests.desk import example_reports
from tests.desk.filed import file_report
from tests.desk.in_process import signed_in


class Sender:
    """A program that sent a report, and the technician who got it."""

    def __init__(self, customer, digest: bool = True) -> None:
        self.secret = new_secret()
        made = example_reports.report(customer.code, example_reports.SLOW)
        if digest:
            made = msgspec.structs.replace(made, secret_digest=digest_of_secret(self.secret))
        self.row = file_report(customer, made)

    def request(self, method: str = "get", secret: str | None = None, address: str = "203.0.113.5"):
        headers = {SECRET_HEADER: self.secret if secret is None else secret}
        path = f"/api/v1/reports/{self.row.report_id}"
        return getattr(Client(), method)(path, headers=headers, REMOTE_ADDR=address)

    @property
    def progress(self) -> ReportProgress:
        response = self.request()
        assert response.status_code == 200 and response["Cache-Control"] == "no-store"
        return report_status_from_json(response.content).progress


@pytest.fixture
def customer(django: None) -> Iterator[object]:
    from checker.desk.customers.models import Customer  # noqa: PLC0415 - Django is set up now
    from checker.desk.reports.customer_deletion import delete_customer  # noqa: PLC0415 - as above
    from checker.desk.throttle.models import Tally  # noqa: PLC0415 - as above

    signed_in()
    Tally.objects.all().delete()
    made = Customer.objects.create(code=f"EIGEN-{secrets.token_hex(2).upper()}", name="Eigen GmbH")
    yield made
    delete_customer(made)
    Tally.objects.all().delete()


def refusal(response) -> tuple[int, str]:
    return response.status_code, refusal_from_json(response.content).kind


def test_each_step_at_the_desk_is_told_as_it_is(customer) -> None:
    sender, technician = Sender(customer), signed_in()
    state = f"/reports/{sender.row.reference}/state/"
    assert sender.progress is ReportProgress.RECEIVED
    technician.get(f"/reports/{sender.row.reference}/")
    assert sender.progress is ReportProgress.OPENED
    for fields, progress in (
        ({"do": "take"}, ReportProgress.WORKING),
        ({"do": "wait", "for": "provider"}, ReportProgress.WAITING),
        ({"do": "wait", "for": "employee"}, ReportProgress.WAITING_FOR_EMPLOYEE),
        ({"do": "close"}, ReportProgress.SOLVED),
    ):
        technician.post(state, fields)
        assert sender.progress is progress


def test_what_is_fine_and_was_filed_by_itself_is_not_called_worked_on(customer) -> None:
    sender = Sender(customer)
    fine = example_reports.report(customer.code, example_reports.WELL)
    sender.row = file_report(customer, msgspec.structs.replace(fine, secret_digest=digest_of_secret(sender.secret)))
    assert sender.progress is ReportProgress.FILED


def test_it_is_deleted_once_and_then_gone(customer) -> None:
    from checker.desk.reports.models import Arrival  # noqa: PLC0415 - as above

    sender, other = Sender(customer), Sender(customer)
    response = sender.request("delete")
    assert report_status_from_json(response.content).progress is ReportProgress.DELETED
    assert not Arrival.objects.filter(pk=sender.row.arrival_id).exists()
    assert refusal(sender.request("delete")) == refusal(sender.request()) == (404, "report-gone")
    assert other.progress is ReportProgress.RECEIVED


@pytest.mark.parametrize("method", ["get", "delete"])
def test_nothing_else_opens_it(customer, method: str) -> None:
    sender = Sender(customer)
    row = sender.row
    for wrong in ("", new_secret(), digest_of_secret(sender.secret), row.reference, row.report_id, "ä", "0" * 5000):
        assert refusal(sender.request(method, wrong)) == (403, "secret-wrong"), wrong
    assert sender.progress is ReportProgress.RECEIVED


def test_a_report_of_an_older_program_has_no_secret_and_is_opened_by_none(customer) -> None:
    sender = Sender(customer, digest=False)
    for secret in ("", new_secret()):
        assert refusal(sender.request("delete", secret)) == (403, "secret-wrong")


def test_wrong_tries_are_limited_and_the_right_secret_never_waits(customer) -> None:
    from checker.desk.reports.own_report_views import WRONG_TRIES  # noqa: PLC0415 - as above

    sender = Sender(customer)
    for _ in range(WRONG_TRIES.times):
        assert sender.request("delete", new_secret()).status_code == 403
    response = sender.request("delete", new_secret())
    assert refusal(response) == (429, "too-many-tries") and int(response["Retry-After"]) > 0
    assert sender.request(address="203.0.113.6").status_code == 200, "a neighbour in the same network"
    assert sender.request().status_code == 200, "whoever has the secret, behind the same address"


def test_other_methods_and_other_addresses_are_answered_as_programs_expect(customer) -> None:
    sender = Sender(customer)
    assert sender.request("post").status_code == 405
    response = Client().get("/api/v1/reports/nonsense")
    assert refusal(response) == (404, "not-found")

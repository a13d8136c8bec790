"""A report that was mailed becomes a case: sealed or plain, once, of a customer of this firm alone."""

import secrets
from collections.abc import Iterator

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from checker.model.codec import to_json
from checker.model.profile import FirmContact
from checker.model.report import Report, report_reference
from checker.model.secrecy.sealed_report import seal_report
from tests.desk import example_reports
from tests.desk.in_process import renew_firm_key, signed_in


@pytest.fixture
def mailed(django: None) -> Iterator[Report]:
    from checker.desk.customers.models import Customer  # noqa: PLC0415 - Django is set up now
    from checker.desk.firm.sealing_key import sealing_key  # noqa: PLC0415 - as above
    from checker.desk.reports.customer_deletion import delete_customer  # noqa: PLC0415 - as above
    from checker.desk.throttle.models import Tally  # noqa: PLC0415 - as above

    signed_in()
    Tally.objects.all().delete()
    renew_firm_key()
    customer = Customer.objects.create(code=f"POST-{secrets.token_hex(2).upper()}", name="Post GmbH")
    firm = FirmContact(name="Muster IT", desk_url="https://desk.example", sealing_key=sealing_key())
    made = example_reports.report(customer.code, example_reports.SLOW, send=False)
    yield msgspec.structs.replace(made, profile=msgspec.structs.replace(made.profile, firm=firm))
    delete_customer(customer)


def bring(content: bytes, client: Client | None = None):
    file = SimpleUploadedFile("Homeoffice-Check.hoc", content)
    return (client or signed_in()).post("/inbox/import/", {"file": file} if content else {})


def test_it_becomes_a_case_once_sealed_or_not(mailed: Report) -> None:
    from checker.desk.reports.models import ReceivedReport  # noqa: PLC0415 - as above

    for content in (seal_report(mailed), to_json(mailed)):
        response = bring(content)
        assert response.status_code == 302 and response.url == f"/reports/{report_reference(mailed.id)}/"
    assert ReceivedReport.objects.filter(report_id=mailed.id).count() == 1
    assert signed_in().get(response.url).status_code == 200


def test_what_is_none_of_this_firm_is_refused_with_a_reason(mailed: Report) -> None:
    strange = msgspec.structs.replace(mailed, profile=msgspec.structs.replace(mailed.profile, code="FREMD-1"))
    for content in (b"", b"nonsense", seal_report(mailed)[:-4], b"{" + b" " * 2_100_000, seal_report(strange)):
        response = bring(content)
        assert response.status_code == 400 and 'role="alert"' in response.content.decode()
    assert bring(seal_report(mailed), Client()).url.startswith("/sign-in/")

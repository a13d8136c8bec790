"""What a phone hands over: a case by its reference, once; nothing without the firm's enrolment; clear answers."""

import datetime
import secrets
from collections.abc import Iterator

import msgspec
import pytest
from django.test import Client

from checker.model.report import report_reference
from checker.model.secrecy.sealing import new_sealing_key, seal, sealing_key_text
from checker.model.signature import new_key, public_key, sign_enrolment, text_from_bytes
from checker.show.qr_code.payload import pack_summary, summarize
from tests.desk import example_reports
from tests.desk.filed import file_report
from tests.desk.in_process import signed_in

_SECRET = new_key()


class Phone:
    """A phone whose camera has read the code of a PC of this customer."""

    def __init__(self, customer) -> None:
        self.customer = customer
        made = example_reports.report(customer.code, example_reports.WRONG_CLOCK)
        self.report = msgspec.structs.replace(made, case_code=secrets.token_hex(16))
        self.reference = report_reference(self.report.id)

    def token(self, until: datetime.date = datetime.date(2099, 1, 1), secret: bytes = _SECRET) -> str:
        from checker.desk.firm.models import Firm  # noqa: PLC0415 - Django is set up by a fixture

        Firm.objects.update_or_create(pk=1, defaults={"public_key": public_key(_SECRET), "phone": "030 1234567"})
        return sign_enrolment(self.customer.code, until, secret)

    def sealed(self, token: str | None = None, key: str = "") -> str:
        from checker.desk.firm.sealing_key import sealing_key  # noqa: PLC0415 - as above

        summary = summarize(self.report, self.token() if token is None else token)
        return text_from_bytes(seal(pack_summary(summary, 1000), key or sealing_key()))

    def hand_over(self, sealed: str | None = None, language: str = "de"):
        client = Client(enforce_csrf_checks=True, headers={"accept-language": language})
        return client.post("/q", {"sealed": self.sealed() if sealed is None else sealed})


@pytest.fixture
def phone(django: None) -> Iterator[Phone]:
    from checker.desk.customers.models import Customer  # noqa: PLC0415 - as above
    from checker.desk.reports.customer_deletion import delete_customer  # noqa: PLC0415 - as above
    from checker.desk.throttle.models import Tally  # noqa: PLC0415 - as above

    signed_in()
    Tally.objects.all().delete()
    customer = Customer.objects.create(code=f"HANDY-{secrets.token_hex(2).upper()}", name="Handy GmbH")
    yield Phone(customer)
    delete_customer(customer)
    Tally.objects.all().delete()


def test_the_page_reads_the_code_by_its_own_script_alone(phone: Phone) -> None:
    response = Client().get("/q")
    page, policy = response.content.decode(), response["Content-Security-Policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert f'<script nonce="{nonce}" src="/static/desk/phone.js' in page and page.count("<script") == 1
    assert "default-src 'none'" in policy and "form-action 'self'" in policy
    assert "<noscript>" in page and 'name="sealed"' in page


def test_a_case_is_there_under_the_reference_that_was_read_out(phone: Phone) -> None:
    page = phone.hand_over().content.decode()
    assert phone.reference in page and "angekommen" in page and "tel:0301234567" in page
    [case] = phone.customer.cases.all()
    assert (case.reference, case.cause, case.state, case.runs) == (phone.reference, "computer.clock-wrong", "new", 0)
    technician = signed_in()
    assert technician.get("/inbox/", {"q": phone.reference}).url.startswith(f"/reports/{phone.reference}/")
    sheet = technician.get(f"/reports/{phone.reference}/").content.decode()
    assert "Kurzbericht vom Handy" in sheet and "Uhr" in sheet and "{" not in sheet.partition("<main")[2]
    row = technician.get("/inbox/").content.decode().partition(f'<li id="{phone.reference}"')[2].partition("</li>")[0]
    assert "Kurzbericht" in row or "Uhr" in row
    assert "{" not in row
    technician.post(f"/reports/{phone.reference}/state/", {"do": "take"})
    case.refresh_from_db()
    assert case.state == "working"


def test_twice_is_once_and_the_report_joins_it(phone: Phone) -> None:
    sealed = phone.sealed()
    assert phone.hand_over(sealed).status_code == phone.hand_over(sealed).status_code == 200
    row = file_report(phone.customer, phone.report)
    [case] = phone.customer.cases.all()
    assert row.case == case and row.reference == case.reference == phone.reference and case.runs == 1
    assert case.worst, "the report's own sentence"
    assert "Kurzbericht" not in signed_in().get(f"/reports/{phone.reference}/").content.decode().partition("Verlauf")[0]
    phone.hand_over()
    assert phone.customer.cases.get().runs == 1 and phone.customer.cases.get().summaries.count() == 1


def test_it_says_nothing_new_once_the_report_is_here(phone: Phone) -> None:
    row = file_report(phone.customer, phone.report)
    assert row.reference in phone.hand_over().content.decode()
    assert phone.customer.cases.get().summaries.count() == 0


@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_is_taken_without_the_firms_enrolment_and_the_reason_is_said(phone: Phone, language: str) -> None:
    token = phone.token()
    refused = {
        phone.sealed(""): 401,
        phone.sealed(phone.token(secret=new_key())): 401,
        phone.sealed(phone.token(datetime.date(2020, 1, 1))): 403,
        phone.sealed(token, sealing_key_text(new_sealing_key())): 400,
        phone.sealed()[:-2]: 400,
        "nonsense!": 400,
        "": 400,
        "A" * 100_000: 400,
    }
    for sealed, status in refused.items():
        response = phone.hand_over(sealed, language)
        assert response.status_code == status, sealed[:20]
        heading = "nicht angekommen" if language == "de" else "has not arrived"
        assert heading in response.content.decode() and "tel:0301234567" in response.content.decode()
    assert phone.customer.cases.count() == 0


def test_of_another_customer_it_is_refused(phone: Phone) -> None:
    token = phone.token()
    profile = msgspec.structs.replace(phone.report.profile, code="ANDERE-1")
    phone.report = msgspec.structs.replace(phone.report, profile=profile)
    assert phone.hand_over(phone.sealed(token)).status_code == 403


def test_a_phone_that_goes_on_and_on_waits(phone: Phone) -> None:
    from checker.desk.reports.phone_views import PER_SITE  # noqa: PLC0415 - as above

    for _ in range(PER_SITE.times):
        assert phone.hand_over("x").status_code == 400
    assert phone.hand_over().status_code == 429


def test_its_time_ends_with_that_of_reports(phone: Phone) -> None:
    from django.utils import timezone  # noqa: PLC0415 - as above

    from checker.desk.reports.cases.models import PhoneSummary  # noqa: PLC0415 - as above
    from checker.desk.reports.retention import REPORT_RETENTION, delete_expired_reports  # noqa: PLC0415 - as above

    phone.hand_over()
    delete_expired_reports()
    assert phone.customer.cases.count() == 1
    PhoneSummary.objects.update(received=timezone.now() - REPORT_RETENTION - datetime.timedelta(hours=1))
    delete_expired_reports()
    assert phone.customer.cases.count() == 0

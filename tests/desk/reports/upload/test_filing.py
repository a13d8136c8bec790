"""What storing a group of reports costs the database, and that each of them is judged for itself."""

import datetime
from typing import Any

import pytest

from checker.model.codec import receipt_from_json, refusal_from_json, to_json
from checker.model.signature import new_key, public_key, sign_enrolment
from tests.desk import example_reports
from tests.desk.in_process import signed_in

LAST_DAY = datetime.date(2099, 1, 1)


@pytest.fixture(autouse=True)
def _tables() -> None:
    signed_in()


class _Firm:
    """A firm with one customer, whose employees send."""

    def __init__(self, code: str) -> None:
        from checker.desk.customers.models import Customer  # noqa: PLC0415 - Django is set up by a fixture
        from checker.desk.firm.models import Firm  # noqa: PLC0415

        secret = new_key()
        Firm.objects.update_or_create(pk=1, defaults={"public_key": public_key(secret)})
        self.customer = Customer.objects.create(code=code, name="Muster GmbH")
        self.token = sign_enrolment(code, LAST_DAY, secret)

    def upload(self, measured: Any = example_reports.SLOW, *, token: str | None = None, network: str = "n") -> Any:
        from checker.desk.reports.upload.uploads import ReportUpload  # noqa: PLC0415

        report = example_reports.report(self.customer.code, measured)
        return ReportUpload(raw=to_json(report), token=token or self.token, network=network, report=report)


def _statements(number: int) -> list[str]:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from checker.desk.reports.upload.filing import Filing  # noqa: PLC0415

    firm, filing = _Firm(f"KOSTEN-{number}"), Filing()
    filing.file_uploads([firm.upload()])
    uploads = [firm.upload() for _ in range(number)]
    with CaptureQueriesContext(connection) as captured:
        answers = filing.file_uploads(uploads)
    assert {answer.status for answer in answers} == {201}
    return [query["sql"] for query in captured.captured_queries]


def test_a_report_costs_few_statements_and_one_flush_and_many_cost_no_more() -> None:
    single, many = _statements(1), _statements(50)
    assert len(single) <= 9, single
    assert len(many) <= 9, many
    # A commit is one flush (sqlite.org/wal.html: WAL mode, synchronous=FULL).
    assert single.count("COMMIT") == many.count("COMMIT") == 1


def test_in_a_group_each_is_judged_for_itself() -> None:
    from checker.desk.reports.models import Arrival, ReceivedReport  # noqa: PLC0415
    from checker.desk.reports.upload.filing import Filing  # noqa: PLC0415

    firm, filing = _Firm("GRUPPE-1"), Filing()
    twin = firm.upload()
    stranger = firm.upload(token=sign_enrolment("GRUPPE-1", LAST_DAY, new_key()))
    uploads = [twin, stranger, twin, firm.upload(example_reports.WELL)]
    refused_before = Arrival.objects.filter(state="refused").count()
    filed = filing.file_uploads(uploads)
    assert ReceivedReport.objects.filter(customer=firm.customer).count() == 2
    assert Arrival.objects.filter(state="refused").count() == refused_before + 1
    first, stranger, again, well = filed
    assert [answer.status for answer in (first, stranger, again, well)] == [201, 401, 200, 201]
    assert first.body == again.body
    assert refusal_from_json(stranger.body).kind == "enrolment-invalid"
    assert receipt_from_json(well.body).reference != receipt_from_json(first.body).reference


def test_only_the_part_of_a_group_that_is_within_the_limit_is_taken_and_the_rest_is_not_counted() -> None:
    from checker.desk.reports.upload.filing import NEW_REPORTS_PER_NETWORK, Filing  # noqa: PLC0415

    firm, filing = _Firm("GRENZE-1"), Filing()
    uploads = [firm.upload(network="one street") for _ in range(NEW_REPORTS_PER_NETWORK.times + 5)]
    statuses = [answer.status for answer in filing.file_uploads(uploads)]
    other = filing.file_uploads([firm.upload(network="another")])
    assert statuses == [201] * 120 + [429] * 5
    assert other[0].status == 201

"""A desk's tables in this process: what is tested here needs no server."""

import datetime
import secrets
from collections.abc import Callable, Iterator

import msgspec
import pytest

from checker.model.employee.own_words import OwnWords
from checker.model.measurement import Measurement
from tests.desk import example_reports
from tests.desk.filed import file_report
from tests.desk.in_process import signed_in

NOW = datetime.datetime(2026, 3, 9, 8, 30, tzinfo=datetime.UTC)


class CaseDesk:
    """Takes reports of one customer, and opens pages as a technician."""

    def __init__(self) -> None:

        from checker.desk.accounts.models import Technician  # noqa: PLC0415
        from checker.desk.customers.models import Customer  # noqa: PLC0415

        self.customer = Customer.objects.create(code="FALL", name="Bäckerei Özdemir", regular=True)
        self.other = Customer.objects.create(code="ANDERE", name="Kanzlei Groß")
        self.technician = Technician.objects.create(name="anna", role="administrator")
        self.colleague = Technician.objects.create(name="bernd", role="administrator")
        self.client = self.client_of(self.technician)
        self._minutes = 0

    def client_of(self, technician: object):
        """A browser that this technician is signed in with."""
        from django.test import Client  # noqa: PLC0415 - as above

        client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "de"})
        client.force_login(technician)
        return client

    def take(
        self,
        measured: tuple[Measurement, ...],
        code: str = "",
        words: OwnWords | None = None,
        *,
        customer=None,
        minutes: int | None = None,
    ):
        """Files a report; returns its case, read anew. `minutes`: when it was made, else after the one before."""
        customer = customer or self.customer
        self._minutes += 1
        made = NOW + datetime.timedelta(minutes=self._minutes if minutes is None else minutes)
        report = msgspec.structs.replace(
            example_reports.report(customer.code, measured), case_code=code, own_words=words, created=made
        )
        return file_report(customer, report).case

    def act(self, case, client=None, **fields: str):
        """Presses a button of the case's page; returns the case, read anew."""
        response = (client or self.client).post(f"/reports/{case.reference}/state/", fields)
        assert response.status_code == 302
        case.refresh_from_db()
        return case

    def page(self, path: str) -> str:
        """The page's text."""
        response = self.client.get(path)
        assert response.status_code == 200, path
        return response.content.decode()


@pytest.fixture
def case_desk(django: None) -> Iterator[CaseDesk]:
    """Empty but for two customers and two technicians; emptied again."""
    from checker.desk.accounts.models import Technician  # noqa: PLC0415 - as above
    from checker.desk.customers.models import Customer  # noqa: PLC0415
    from checker.desk.reports.cases.models import Case, ReplyText  # noqa: PLC0415
    from checker.desk.reports.models import Arrival, ConfirmedCauseCount, ReceivedReport  # noqa: PLC0415
    from checker.desk.throttle.models import Tally  # noqa: PLC0415

    models = (ReceivedReport, Case, Arrival, ReplyText, ConfirmedCauseCount, Customer, Technician, Tally)
    signed_in()
    for model in models:
        model.objects.all().delete()
    yield CaseDesk()
    for model in models:
        model.objects.all().delete()


@pytest.fixture
def new_code() -> Callable[[], str]:
    """Draws the code of a trouble."""
    return lambda: secrets.token_hex(16)

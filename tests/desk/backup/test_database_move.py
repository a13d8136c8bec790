"""`desk move`: everything is in the other database as it was, or nothing; and the desk goes on there.

100,000 reports to PostgreSQL: `python3 -m tests -m slow tests/desk/backup/test_database_move.py`.
"""

import uuid
from pathlib import Path

import dj_database_url
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.desk import example_reports, postgres
from tests.desk.filed import file_report
from tests.desk.in_process import signed_in

MANY = 100_000


@pytest.fixture
def customer(django: None):
    """With reports, a case, a member of an incident: tables of every kind."""
    from django.utils import timezone  # noqa: PLC0415 - Django is set up now

    from checker.desk.customers.models import Customer  # noqa: PLC0415 - as above
    from checker.desk.incidents.models import Incident  # noqa: PLC0415 - as above

    signed_in("umzug")
    customer = Customer.objects.create(code="UMZUG-AAAA", name="Umzug GmbH")
    received = [file_report(customer, example_reports.WRONG_CLOCK) for _ in range(3)]
    incident = Incident.objects.create(customer=customer, cause="vpn.silent", began=timezone.now())
    incident.cases.add(received[0].case)
    yield customer
    customer.cases.all().delete()
    Customer.objects.filter(pk=customer.pk).delete()


def _rows(url: str, table: str) -> list[tuple]:
    """As the database itself has them."""
    from django.db import connections  # noqa: PLC0415 - as above

    connections.databases["other"] = {
        **connections["default"].settings_dict,
        "OPTIONS": {},
        **dj_database_url.parse(url),
    }
    try:
        with connections["other"].cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")
            return [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()]
    finally:
        connections["other"].close()
        del connections["other"], connections.databases["other"]


def test_everything_is_there_as_it_was(customer, tmp_path: Path) -> None:
    from django.conf import settings  # noqa: PLC0415 - as above

    here, there = f"sqlite:///{settings.DATA}/desk.sqlite3", f"sqlite:///{tmp_path}/other.sqlite3"
    tables = ("customers_customer", "intake_arrival", "inbox_receivedreport", "cases_case", "accounts_technician")
    before = {table: _rows(here, table) for table in (*tables, "incidents_incident_cases", "cases_event")}
    call_command("move", "--to", there)
    assert {table: _rows(there, table) for table in before} == before
    assert {table: _rows(here, table) for table in before} == before, "nothing here is changed"
    assert before["incidents_incident_cases"]
    for url in (there, here):
        with pytest.raises(CommandError, match=r"leere|schon hat"):
            call_command("move", "--to", url)


def test_a_copy_that_differs_leaves_nothing(customer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.desk.backup import database_move  # noqa: PLC0415 - as above
    from checker.desk.customers.models import Customer  # noqa: PLC0415 - as above

    copy = database_move.copy_table

    def copy_badly(model: type) -> int:
        number = copy(model)
        if model is Customer:
            Customer.objects.using(database_move.TARGET).update(name="verloren")
        return number

    monkeypatch.setattr(database_move, "copy_table", copy_badly)
    there = f"sqlite:///{tmp_path}/other.sqlite3"
    with pytest.raises(CommandError, match="customers_customer"):
        call_command("move", "--to", there)
    assert _rows(there, "customers_customer") == _rows(there, "intake_arrival") == []


def test_not_while_the_desk_serves(customer, tmp_path: Path) -> None:
    from django.conf import settings  # noqa: PLC0415 - as above

    from checker.desk.serving.folder_lock import FolderLock, last_address  # noqa: PLC0415 - as above

    lock = FolderLock(Path(settings.DATA), "http://127.0.0.1:8000")
    with pytest.raises(CommandError, match="läuft ein Desk"):
        call_command("move", "--to", f"sqlite:///{tmp_path}/other.sqlite3")
    lock.release()
    assert last_address(Path(settings.DATA)) == "http://127.0.0.1:8000"


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_hundred_thousand_reports_to_postgresql(customer, postgres_server: str) -> None:
    from django.db import connection  # noqa: PLC0415 - as above

    from checker.desk.reports.models import Arrival  # noqa: PLC0415 - as above

    raw = Arrival.objects.order_by("pk").values_list("raw", flat=True)[0]
    made = (Arrival(size=len(raw), digest=f"{n:064}", raw=raw, state="refused") for n in range(MANY))
    first = Arrival.objects.order_by("-pk").values_list("pk", flat=True)[0]
    Arrival.objects.bulk_create(made, batch_size=1000)
    url = postgres.new_database(postgres_server, f"desk_{uuid.uuid4().hex}")
    try:
        call_command("move", "--to", url)
        assert len(_rows(url, "intake_arrival")) == Arrival.objects.count() >= MANY
    finally:
        Arrival.objects.filter(pk__gt=first).delete()
        connection.close()

"""The desk shows the report of a check that none of its pages name, and fills in its address."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from checker.desk.customers.needs_template import needs_templates
from checker.model.codec import report_from_json, to_json
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from tests.desk.example_reports import report
from tests.lab.new_check import added

DARK = (
    Measurement(
        check="lamp", outcome=Outcome.DONE, observations=(Observation(name="lamp.brightness", value=12.0, unit="lx"),)
    ),
)


def _page_of_its_report() -> str:
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up by a fixture
    from django.db import connections  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from checker.desk.accounts.models import Technician  # noqa: PLC0415
    from checker.desk.customers.models import Customer  # noqa: PLC0415
    from checker.desk.reports.upload.storage import file_report, quarantine  # noqa: PLC0415

    try:
        call_command("migrate", verbosity=0)
        customer = Customer.objects.create(code="LAMPE", name="Muster GmbH")
        raw = to_json(report("LAMPE", DARK))
        filed, _ = file_report(report_from_json(raw), quarantine(raw), customer)
        visitor = Client(SERVER_NAME="127.0.0.1")
        visitor.force_login(Technician.objects.create(name="lampe"))
        return visitor.get(f"/reports/{filed.reference}/").content.decode()
    finally:
        connections.close_all()


def test_the_page_of_its_report() -> None:
    # In a thread: a browser's test before this one leaves its event loop in the main thread, and Django refuses that.
    with added(), ThreadPoolExecutor(1) as pool:
        page = pool.submit(_page_of_its_report).result()
    assert "Ihre Schreibtischlampe ist mit 12 Lux zu dunkel." in page
    assert "Schalten Sie die Lampe ein." in page
    assert "Helligkeit der Lampe" in page


@pytest.mark.parametrize("address", ["https://desk.example/measure", ""])
def test_its_need_gets_the_measuring_address(address: str) -> None:
    from checker.desk.customers.signed_profile import _with_endpoint  # noqa: PLC0415 - as above

    with added():
        needs = _with_endpoint({}, address)
    assert needs.get("lamp") == ({"address": f"{address}/"} if address else None)


def test_the_template_for_technicians_holds_it() -> None:
    with added():
        assert [template.name for template in needs_templates("de")][-1] == "lamp"

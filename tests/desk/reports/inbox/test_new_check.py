"""The desk shows the report of a check that none of its pages name, and fills in its address."""

import pytest

from checker.desk.customers.needs_template import needs_templates
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from tests.desk.filed import file_report
from tests.desk.in_process import signed_in
from tests.lab.new_check import added

DARK = (
    Measurement(
        check="lamp", outcome=Outcome.DONE, observations=(Observation(name="lamp.brightness", value=12.0, unit="lx"),)
    ),
)


def test_the_page_of_its_report() -> None:
    technician = signed_in("lampe")
    from checker.desk.customers.models import Customer  # noqa: PLC0415 - Django is set up now

    with added():
        filed = file_report(Customer.objects.create(code="LAMPE", name="Muster GmbH"), DARK)
        page = technician.get(f"/reports/{filed.reference}/").content.decode()
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

"""What leads from the empty desk to the first report; and an address that changed."""

import pytest
from django.test import Client

from tests.desk.in_process import renew_firm_key, signed_in


@pytest.fixture
def technician(django: None) -> Client:
    return signed_in("schritte")


def test_each_step_is_ticked_by_what_is_there(technician: Client) -> None:
    from checker.desk.accounts.models import Technician  # noqa: PLC0415 - Django is set up now
    from checker.desk.firm.models import Firm  # noqa: PLC0415 - as above
    from checker.desk.firm.templatetags.first_steps import steps  # noqa: PLC0415 - as above

    renew_firm_key()
    account = Technician.objects.get(name="schritte")
    Firm.objects.update(name="", phone="")
    before = [step.is_done for step in steps(account)]
    assert before[:3] == [False, False, False]
    Firm.objects.update(name="Muster-IT (Beispiel)", phone="+49 30 23125 000")
    account.set_password("ein langes Passwort")
    assert [step.is_done for step in steps(account)][:2] == [True, True]
    for step in steps(account):
        assert not step.address or technician.get(step.address).status_code == 200


def test_a_changed_address_is_named_until_somebody_has_seen_to_it(technician: Client) -> None:
    from checker.desk.customers.models import Customer  # noqa: PLC0415 - as above
    from checker.desk.firm.models import Firm  # noqa: PLC0415 - as above

    renew_firm_key()
    Customer.objects.get_or_create(code="ADRESSE-AAAA", name="Adresse GmbH")
    firm = Firm.get()
    firm.note_start("http://127.0.0.1:8000", "")
    assert not Firm.get().has_moved
    Firm.get().note_start("http://127.0.0.1:9000", "", "http://127.0.0.1:8000")
    Firm.get().note_start("http://127.0.0.1:9001", "", "http://127.0.0.1:9000")
    page = technician.get("/customers/").content.decode()
    assert "senden noch an http://127.0.0.1:8000; neue nennen http://127.0.0.1:9001" in page
    Firm.get().note_start("http://127.0.0.1:8000", "", "http://127.0.0.1:9001")
    assert not Firm.get().has_moved, "back where the profiles lead"
    Firm.get().note_start("http://127.0.0.1:9000", "", "http://127.0.0.1:8000")
    technician.post("/firm/", {"name": "Muster-IT (Beispiel)", "phone": "1"})
    assert not Firm.get().has_moved

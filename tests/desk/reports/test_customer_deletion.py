"""A customer at the end of the contract: told what goes, asked twice, and gone with every byte."""

import pytest
from django.test import Client

from tests.desk import example_reports
from tests.desk.filed import file_report
from tests.desk.in_process import signed_in

PASSWORD = "ein langes Passwort"


@pytest.fixture(scope="module")
def technician(django: None) -> Client:
    from checker.desk.accounts.models import Technician  # noqa: PLC0415 - Django is set up now

    client = signed_in("loeschen")
    account = Technician.objects.get(name="loeschen")
    account.set_password(PASSWORD)
    account.save()
    client.force_login(account)
    return client


def test_everything_of_a_customer_goes_and_nothing_of_others(technician: Client) -> None:
    from checker.desk.accounts.models import AuditEntry  # noqa: PLC0415 - as above
    from checker.desk.customers.models import Customer  # noqa: PLC0415 - as above
    from checker.desk.reports.models import Arrival  # noqa: PLC0415 - as above

    gone = Customer.objects.create(code="GEHT-AAAA", name="Geht GmbH")
    stays = Customer.objects.create(code="BLEIBT-AAAA", name="Bleibt GmbH")
    for customer in (gone, stays):
        customer.change_needs("[needs.computer]\ncores = 2\n")
        file_report(customer, example_reports.WELL)
    arrivals = Arrival.objects.count()
    path = f"/customers/{gone.code}/delete/"
    page = technician.get(path).content.decode()
    assert "1 Bericht" in page
    assert "1 Fassung des Profils" in page
    for wrong in ({"name": "Bleibt GmbH", "current": PASSWORD}, {"name": "Geht GmbH", "current": "falsch"}):
        assert technician.post(path, wrong).status_code == 200
        assert Customer.objects.filter(pk=gone.pk).exists()
    answer = technician.post(path, {"name": "geht gmbh", "current": PASSWORD}, follow=True)
    assert "Geht GmbH ist gelöscht" in answer.content.decode()
    assert not Customer.objects.filter(pk=gone.pk).exists()
    assert Arrival.objects.count() == arrivals - 1
    assert stays.reports.count() == 1
    assert AuditEntry.objects.filter(action="customer-deleted", subject="Geht GmbH").exists()
    assert Client().get(f"/d/{gone.code}/").status_code == 404

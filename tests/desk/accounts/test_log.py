"""The log: who signed in, who changed a profile; bounded, and a table for whoever must look through it."""

import pytest
from django.test import Client

from tests.desk.in_process import signed_in

PASSWORD = "ein langes Passwort"


@pytest.fixture
def technician(django: None) -> Client:
    from checker.desk.accounts.models import Technician  # noqa: PLC0415 - Django is set up now

    client = signed_in("protokoll")
    account = Technician.objects.get(name="protokoll")
    account.set_password(PASSWORD)
    account.save()
    client.force_login(account)
    return client


def test_sign_ins_and_changes_of_profiles_are_written_down(technician: Client) -> None:
    from checker.desk.accounts.models import AuditEntry  # noqa: PLC0415 - as above
    from checker.desk.customers.models import Customer  # noqa: PLC0415 - as above

    fields = {"name": "protokoll", "password": PASSWORD}
    assert Client().post("/sign-in/", fields | {"password": "falsch"}).status_code == 200
    assert Client().post("/sign-in/", fields).status_code == 302
    assert [entry.technician.name for entry in AuditEntry.objects.filter(action="sign-in")[:1]] == ["protokoll"]
    customer = Customer.objects.create(code="PROTO-AAAA", name="=Proto GmbH")
    path = f"/customers/{customer.code}/edit/"
    toml = {"name": customer.name, "view": "toml", "active": "on", "needs": "[needs.computer]\ncores = 2\n"}
    technician.post(path, toml | {"version": "0"})
    technician.post(path, toml | {"version": "1"})
    assert AuditEntry.objects.filter(action="profile", subject="=Proto GmbH: v1").count() == 1, "nothing changed twice"
    page = technician.get("/firm/log/?action=profile").content.decode()
    assert "=Proto GmbH: v1" in page and "Mit Passwort angemeldet</" not in page.split("</form>")[-1]
    table = technician.get("/firm/log.csv").content.decode("utf-8-sig")
    assert ";'=Proto GmbH: v1;protokoll" in table
    customer.delete()


def test_nobody_fills_the_disk_with_it(technician: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.desk.accounts import audit_log  # noqa: PLC0415 - as above
    from checker.desk.accounts.models import AuditAction, AuditEntry  # noqa: PLC0415 - as above

    AuditEntry.objects.all().delete()
    for _ in range(5):
        audit_log.record(AuditAction.SIGN_IN)
    monkeypatch.setattr(audit_log, "MAX_ENTRIES", 3)
    assert audit_log.delete_expired_entries() == 2
    assert audit_log.delete_expired_entries() == 0

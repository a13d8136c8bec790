"""Accounts with a password of their own, in this process."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.desk.in_process import renew_firm_key, signed_in

if TYPE_CHECKING:
    from checker.desk.accounts.models import Technician

PASSWORD = "ein ruhiger Vormittag im März"


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch, django: None) -> None:
    """Argon2 with a thousandth of the work: what is tested is what a password opens."""
    from django.contrib.auth.hashers import Argon2PasswordHasher  # noqa: PLC0415 - Django is set up now

    for name, value in {"time_cost": 1, "memory_cost": 64, "parallelism": 1}.items():
        monkeypatch.setattr(Argon2PasswordHasher, name, value)


class Person:
    """Somebody with an account, and any number of browsers."""

    def __init__(self, name: str, role: str) -> None:
        self.client = signed_in(name, role=role)
        account = self.account
        account.set_password(PASSWORD)
        account.save()
        self.client = self.sign_in()

    @property
    def account(self) -> "Technician":
        """As the table has it now."""
        from checker.desk.accounts.models import Technician  # noqa: PLC0415 - as above

        return Technician.objects.get(pk=self.client.session["_auth_user_id"])

    def browser(self) -> Client:
        """One that is not signed in."""
        agent = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
        return Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "de", "user-agent": agent})

    def sign_in(self, name: str = "") -> Client:
        """One in which the password was typed; a second factor may still be missing."""
        client = self.browser()
        answer = client.post("/sign-in/", {"name": name or self.account.name, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        return client


@pytest.fixture
def firm(django: None) -> Iterator[None]:
    """A firm with an address that passkeys can belong to; asks for no second factor at the end."""
    from checker.desk.firm.models import Firm  # noqa: PLC0415 - as above

    signed_in()
    renew_firm_key()
    Firm.objects.update(last_url="http://localhost:8000", public_url="", second_factor_required=False)
    yield
    Firm.objects.update(last_url="http://127.0.0.1:8000", second_factor_required=False)


@pytest.fixture
def administrator(firm: None) -> Person:
    """Who may open everything."""
    return _person("verwaltung", "administrator")


@pytest.fixture
def technician(firm: None) -> Person:
    """Who does the daily work."""
    return _person("tagesdienst", "technician")


def _person(name: str, role: str) -> Person:
    from checker.desk.accounts.models import AuditEntry, Technician  # noqa: PLC0415 - as above
    from checker.desk.throttle.models import Tally  # noqa: PLC0415 - as above

    Technician.objects.filter(name=name).delete()
    AuditEntry.objects.all().delete()
    Tally.objects.all().delete()
    return Person(name, role)

"""Colleagues are listed, invited by a link that signs in once, and taken away."""

import re

import pytest
from django.test import Client

from tests.desk.in_process import renew_firm_key, signed_in


@pytest.fixture
def technician(django: None) -> Client:
    from checker.desk.firm.models import Firm  # noqa: PLC0415 - Django is set up now

    client = signed_in("chefin")
    renew_firm_key()
    Firm.objects.update(last_url="http://127.0.0.1")
    return client


def test_a_colleague_is_invited_and_taken_away(technician: Client) -> None:
    from checker.desk.accounts.models import Technician  # noqa: PLC0415 - as above

    page = technician.post("/firm/technicians/", {"name": "Berta", "role": "technician"}).content.decode()
    link = re.search(r"http://127\.0\.0\.1(/sign-in/[\w-]+/)", page)
    assert link is not None
    assert link[1] not in technician.get("/firm/technicians/").content.decode()
    berta = Client(SERVER_NAME="127.0.0.1")
    assert berta.get(link[1]).headers["Location"] == "/account/"
    assert berta.get("/customers/").status_code == 200
    colleague = Technician.objects.get(name="Berta")
    assert "Berta" in technician.get("/firm/technicians/").content.decode()
    technician.post(f"/firm/technicians/{colleague.pk}/remove/")
    assert berta.get("/customers/").status_code == 302
    assert not Technician.objects.get(name="Berta").is_active


def test_nobody_locks_themselves_out(technician: Client) -> None:
    from checker.desk.accounts.models import Technician  # noqa: PLC0415 - as above

    me = Technician.objects.get(name="chefin")
    assert (
        "Das sind Sie selbst"
        in technician.post("/firm/technicians/", {"name": "Chefin", "role": "technician"}).content.decode()
    )
    technician.post(f"/firm/technicians/{me.pk}/remove/")
    me.refresh_from_db()
    assert me.is_active

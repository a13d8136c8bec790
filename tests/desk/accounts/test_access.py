"""Every page, tried as everybody: stranger, technician, administrator, and who lacks the second factor asked for.

The lists name what is open; a new page is closed to strangers until it stands here.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from tests.desk.accounts.conftest import Person
from tests.desk.filed import file_report

OPEN_TO_ALL = {
    *("start", "choose-language", "report-style", "health", "generate-204", "openapi", "own-report", "hand-over"),
    *("privacy", "data-list", "data-list-csv", "sign-in", "sign-in-link", "second-factor-sign-in", "passkey-sign-in"),
    *("manager", "download", "download-program", "profile", "announcements", "program", "manifest"),
    *("firm-style", "logo", "imprint", "api-cases", "api-case", "api-customers", "metrics"),
    *("guide", "guide-in", "own-page", "guide-task", "article", "checklist"),
}
ADMINISTRATORS = {
    *("technicians", "require-factor", "colleague", "remove-technician", "appearance", "channels", "retry-messages"),
    *("end-channel", "mail-server", "log", "log-csv", "firm-key", "delete-customer", "tokens", "end-token"),
    *("upload-program", "remove-program", "ticket-system"),
}
BEFORE_A_FACTOR = {
    *("sign-out", "account", "end-sessions", "end-session", "second-factor", "set-up-totp", "remove-totp"),
    *("add-passkey", "remove-passkey"),
}


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry)
        else:
            yield entry


@pytest.fixture
def paths(administrator: Person) -> dict[str, str]:
    """The address of every page by its name, with what is really there in it."""
    from django.urls import get_resolver, reverse  # noqa: PLC0415 - Django is set up now

    from checker.desk.customers.models import Customer  # noqa: PLC0415 - as above
    from tests.desk import example_reports  # noqa: PLC0415 - as above

    customer, _ = Customer.objects.get_or_create(code="ROLLEN-AAAA", defaults={"name": "Rollen GmbH"})
    received = file_report(customer, example_reports.WRONG_CLOCK)
    values: dict[str, Any] = {
        "code": customer.code,
        "invited": customer.code,
        "former_code": customer.code,
        "site_code": customer.code,
        "reference": received.reference,
        "report_id": received.report_id,
        "pk": 10**6,
        "number": 1,
        "language": "de",
        "text": "2026-03",
    }
    addresses = {}
    for pattern in _patterns(get_resolver()):
        kind = "annex" if pattern.name == "privacy-paper" else "pages"
        arguments = {key: ({"kind": kind} | values).get(key, "x") for key in pattern.pattern.converters}
        addresses[str(pattern.name)] = reverse(str(pattern.name), kwargs=arguments)
    return addresses


def _kind(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code < 500 or answer.status_code == 503, path
    target = answer.headers.get("Location", "")
    if target.startswith("/sign-in/?next="):
        return "sign in first"
    if target == "/account/second-factor/":
        return "second factor first"
    return "not allowed" if answer.status_code == 403 else "open"


def test_every_page_as_everybody(paths: dict[str, str], administrator: Person, technician: Person) -> None:
    from checker.desk.firm.models import Firm  # noqa: PLC0415 - as above

    assert set(paths) >= ADMINISTRATORS | BEFORE_A_FACTOR | OPEN_TO_ALL
    inside = {name: path for name, path in paths.items() if name not in OPEN_TO_ALL}
    stranger = {name for name, path in inside.items() if _kind(Client(), path) != "sign in first"}
    assert stranger == set()
    outside = {name for name in OPEN_TO_ALL if _kind(Client(), paths[name]) == "sign in first"}
    assert outside == set()
    by_technician = {name: _kind(technician.client, path) for name, path in inside.items()}
    assert {name for name, kind in by_technician.items() if kind == "not allowed"} == ADMINISTRATORS
    assert set(by_technician.values()) == {"open", "not allowed"}
    assert {_kind(administrator.client, path) for path in inside.values()} == {"open"}
    Firm.objects.update(second_factor_required=True)
    held = {name for name, path in inside.items() if _kind(administrator.client, path) == "second factor first"}
    assert held == set(inside) - BEFORE_A_FACTOR


def test_a_technician_reads_the_firm_and_changes_nothing(technician: Person, administrator: Person) -> None:
    page = technician.client.get("/firm/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Ändern kann das nur" in text and "/firm/technicians/" not in text and 'name="public_url"' not in text
    assert technician.client.post("/firm/", {"name": "Fremd"}).status_code == 403
    assert 'name="public_url"' in administrator.client.get("/firm/").content.decode()


def test_a_manager_sees_one_page_alone(paths: dict[str, str], administrator: Person) -> None:
    from checker.desk.customers.models import Customer  # noqa: PLC0415 - as above
    from checker.desk.purchase.manager_links import create_manager_link  # noqa: PLC0415 - as above

    link = create_manager_link(Customer.objects.get(code="ROLLEN-AAAA"), administrator.account)
    manager = Client(SERVER_NAME="localhost")
    assert manager.get(link.removeprefix("http://localhost:8000")).status_code == 200
    assert _kind(manager, paths["purchases"]) == _kind(manager, paths["inbox"]) == "sign in first"


def test_the_first_account_administers_and_the_next_one_does_not(administrator: Person) -> None:
    from checker.desk.accounts.models import Technician  # noqa: PLC0415 - as above

    former = list(Technician.objects.filter(role="administrator").values_list("pk", flat=True))
    Technician.objects.update(role="technician")
    first, second = (Technician.objects.get_or_create_named(name) for name in ("erste", "zweite"))
    assert (first.role, second.role) == ("administrator", "technician")
    Technician.objects.filter(pk__in=[first.pk, second.pk]).delete()
    Technician.objects.filter(pk__in=former).update(role="administrator")

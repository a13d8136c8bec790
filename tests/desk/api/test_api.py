"""The API for the firm's other programs: tokens, what they read and what not, the figures."""

import datetime
import json
import re
from collections.abc import Iterator

import msgspec
import pytest
from django.test import Client

from checker.model.employee.own_words import OwnWords
from tests.desk import example_reports
from tests.desk.filed import file_report
from tests.desk.in_process import signed_in


@pytest.fixture
def administrator(django: None) -> Iterator[Client]:
    from checker.desk.api.models import ApiToken  # noqa: PLC0415 - Django is set up now
    from checker.desk.customers.models import Customer  # noqa: PLC0415 - as above
    from checker.desk.throttle.models import Tally  # noqa: PLC0415 - as above

    client = signed_in("schnittstelle")
    Tally.objects.all().delete()
    yield client
    ApiToken.objects.all().delete()
    Customer.objects.filter(code__startswith="SCHNITT").delete()


def _token(client: Client, scope: str) -> dict[str, str]:
    """A token made on its page, as a header."""
    page = client.post("/firm/tokens/", {"name": "Ticketsystem", "scope": scope, "days": "90"}).content.decode()
    [token] = re.findall(r"hoc_[\w-]{43}", page)
    assert token not in client.get("/firm/tokens/").content.decode()
    return {"Authorization": f"Bearer {token}"}


def _get(path: str, headers: dict[str, str]) -> tuple[int, dict]:
    answer = Client(SERVER_NAME="127.0.0.1").get(path, headers=headers)
    return answer.status_code, json.loads(answer.content)


def _file(number: int, code: str = "SCHNITT-AAAA"):
    from checker.desk.customers.models import Customer  # noqa: PLC0415 - as above

    customer, _ = Customer.objects.get_or_create(code=code, defaults={"name": "Schnittstelle GmbH"})
    words = OwnWords(name="Erika Mustermann", trouble="nichts geht")
    for _ in range(number):
        report = example_reports.report(customer.code, example_reports.WRONG_CLOCK)
        case = file_report(customer, msgspec.structs.replace(report, own_words=words)).case
    return customer, case


def test_cases_are_read_in_pages_without_what_employees_wrote(administrator: Client) -> None:
    from checker.desk.api.records import ApiCases  # noqa: PLC0415 - as above

    customer, last = _file(5)
    token = _token(administrator, "read")
    path, references = f"/api/v1/cases?customer={customer.pk}&limit=2", []
    while path:
        status, page = _get(path, token)
        assert status == 200
        msgspec.convert(page, ApiCases)
        references += [row["reference"] for row in page["cases"]]
        assert "Erika" not in str(page) and "nichts geht" not in str(page) and customer.code not in str(page)
        path = page["next"].partition("/api/")[2] and "/api/" + page["next"].partition("/api/")[2]
    assert len(set(references)) == 5
    status, row = _get(f"/api/v1/cases/{last.reference.lower()}", token)
    assert (status, row["id"], row["state"], row["closed"]) == (200, last.pk, "new", None)
    after = (last.received + datetime.timedelta(seconds=1)).isoformat()
    assert _get(f"/api/v1/cases?customer={customer.pk}&since={after}", token)[1]["cases"] == []
    assert _get(f"/api/v1/cases?customer={customer.pk}&state=closed", token)[1]["cases"] == []
    mine = [row for row in _get("/api/v1/customers", token)[1]["customers"] if row["id"] == customer.pk]
    assert mine == [{"id": customer.pk, "name": customer.name, "regular": False, "active": True, "open_cases": 5}]


@pytest.mark.parametrize(
    "query",
    [
        *("state=x", "limit=0", "limit=101", "limit=²", "after=-1", "after=99999999999999999999", "unknown=1"),
        *("since=x", "since=2026-13-01T00:00:00Z", "since=0001-01-01T00:00:00%2B23:59"),
        *("customer=", "customer=1&customer=2"),
    ],
)
def test_what_is_no_query_is_said_to_be_none(administrator: Client, query: str) -> None:
    status, refusal = _get(f"/api/v1/cases?{query}", _token(administrator, "read"))
    assert (status, refusal["kind"]) == (400, "query-invalid")


def test_a_token_opens_what_it_is_for_until_it_ends(administrator: Client) -> None:
    from django.utils import timezone  # noqa: PLC0415 - as above

    from checker.desk.api.models import ApiToken  # noqa: PLC0415 - as above
    from checker.desk.api.tokens import delete_expired_tokens  # noqa: PLC0415 - as above

    reads, watches = _token(administrator, "read"), _token(administrator, "metrics")
    paths = ("/api/v1/cases", "/api/v1/customers", "/api/v1/cases/ABC-DEF")
    for headers in (
        {},
        watches,
        {"Authorization": "Bearer"},
        {"Authorization": "Basic x"},
        {"Authorization": "Bearer ü"},
    ):
        assert {_get(path, headers)[0] for path in paths} == {401}
    assert _get("/api/v1/cases/ABC-DEF", reads)[0] == 404
    answer = Client().get("/api/v1/cases")
    assert answer["WWW-Authenticate"] == "Bearer" and "no-store" in answer["Cache-Control"]
    assert Client().post("/api/v1/cases", headers=reads).status_code == 405
    stored = str(list(ApiToken.objects.values()))
    assert reads["Authorization"].partition(" ")[2] not in stored
    for _ in range(30):
        status = _get("/api/v1/cases", {})[0]
    assert status == 429
    assert _get("/api/v1/cases", reads)[0] == 200, "a right one is never turned away for others'"
    ApiToken.objects.update(ends=timezone.now())
    assert _get("/api/v1/cases", reads)[0] in (401, 429)
    assert delete_expired_tokens() == 2


def test_a_token_is_ended_by_administrators(administrator: Client) -> None:
    from checker.desk.api.models import ApiToken  # noqa: PLC0415 - as above

    reads = _token(administrator, "read")
    path = f"/firm/tokens/{ApiToken.objects.get().pk}/end/"
    assert signed_in("leserin", role="technician").post(path).status_code == 403
    assert _get("/api/v1/customers", reads)[0] == 200
    administrator.post(path)
    assert _get("/api/v1/customers", reads)[0] == 401


FIGURE = re.compile(r'homeoffice_desk_\w+(\{\w+="[\w.+-]+"\})? -?[\d.e+]+')


def test_figures_for_prometheus(administrator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings  # noqa: PLC0415 - as above

    _file(2)
    text = Client().get("/metrics").content.decode()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert all(FIGURE.fullmatch(line) for line in lines), lines
    assert "homeoffice_desk_database_up 1" in lines
    assert any(line.startswith("homeoffice_desk_disk_free_bytes ") for line in lines)
    assert len({line.partition(" ")[0] for line in lines}) == len(lines)
    for far in ({"REMOTE_ADDR": "203.0.113.7"}, {"HTTP_X_FORWARDED_FOR": "203.0.113.7"}):
        assert Client().get("/metrics", **far).status_code == 401
    monkeypatch.setattr(settings, "BEHIND_PROXY", True)
    assert Client().get("/metrics").status_code == 401
    assert Client().get("/metrics", headers=_token(administrator, "read")).status_code == 401
    assert Client().get("/metrics", headers=_token(administrator, "metrics")).status_code == 200


@pytest.mark.parametrize("path", ["/inbox.csv?state=all", "/customers.csv", "/incidents.csv", "/inbox/refused.csv"])
def test_lists_as_tables_run_nothing_in_a_spreadsheet(administrator: Client, path: str) -> None:
    from django.utils import timezone  # noqa: PLC0415 - as above

    from checker.desk.incidents.models import Incident  # noqa: PLC0415 - as above

    customer, _ = _file(1, "SCHNITT-BBBB")
    customer.name = "=1+1"
    customer.save()
    Incident.objects.create(customer=customer, cause="vpn.silent", began=timezone.now())
    answer = administrator.get(path)
    assert answer["Content-Type"].startswith("text/csv")
    text = answer.content.decode("utf-8-sig")
    assert text.count("\n") >= 1 and "Erika" not in text and customer.code not in text
    assert "refused" in path or "'=1+1" in text

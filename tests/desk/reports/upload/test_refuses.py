"""What a client hears when its report is not welcome: a status, a kind, and a sentence in each language."""

import contextlib
import datetime
import http.client
import json
import secrets
from collections.abc import Callable

import msgspec
import pytest

from checker.model.codec import refusal_from_json, to_json
from checker.model.signature import new_key, sign_enrolment
from tests.desk import example_reports
from tests.desk.sampled import Sampled

Case = Callable[[Sampled], tuple[bytes, str, str]]


def _good(desk: Sampled) -> tuple[bytes, str, str]:
    report_id, raw = example_reports.raw(desk.code)
    return raw, desk.token, report_id


def _token(desk: Sampled, *, code: str | None = None, days: int = 1) -> str:
    last = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=days)
    return sign_enrolment(code or desk.code, last, (desk.data / "firm.key").read_bytes())


def _stranger(desk: Sampled) -> tuple[bytes, str, str]:
    raw, _, report_id = _good(desk)
    return raw, sign_enrolment(desk.code, datetime.date(2099, 1, 1), new_key()), report_id


def _expired(desk: Sampled) -> tuple[bytes, str, str]:
    raw, _, report_id = _good(desk)
    return raw, _token(desk, days=-2), report_id


def _newer(desk: Sampled) -> tuple[bytes, str, str]:
    raw, token, report_id = _good(desk)
    return json.dumps(json.loads(raw) | {"version": 99, "mood": "new"}).encode(), token, report_id


def _without_consent(desk: Sampled) -> tuple[bytes, str, str]:
    made = example_reports.report(desk.code, send=False)
    return to_json(made), desk.token, made.id


def _other_customer(desk: Sampled) -> tuple[bytes, str, str]:
    made = example_reports.report("ANDERE-FIRMA")
    return to_json(made), desk.token, made.id


def _gone_customer(desk: Sampled) -> tuple[bytes, str, str]:
    made = example_reports.report("GIBT-ES-NICHT")
    return to_json(made), _token(desk, code="GIBT-ES-NICHT"), made.id


def _with(raw: bytes) -> Case:
    return lambda desk: (raw, desk.token, secrets.token_hex(16))


CASES: list[tuple[int, str, Case]] = [
    (401, "enrolment-invalid", lambda desk: (_good(desk)[0], "", secrets.token_hex(16))),
    (401, "enrolment-invalid", lambda desk: (_good(desk)[0], "v1:A:2099-01-01:zzz", secrets.token_hex(16))),
    (401, "enrolment-invalid", _stranger),
    (403, "enrolment-expired", _expired),
    (400, "report-unreadable", _with(b"")),
    (400, "report-unreadable", _with(b"{}")),
    (400, "report-unreadable", _with(b"null")),
    (400, "report-unreadable", _with(b"\xff\xfe\x00")),
    (400, "report-unreadable", _with(b"[" * 100_000)),
    (400, "report-unreadable", _with(b'{"version": 1e999}')),
    (426, "report-newer", _newer),
    (400, "id-mismatch", lambda desk: (*_good(desk)[:2], secrets.token_hex(16))),
    (400, "id-mismatch", lambda desk: (*_good(desk)[:2], "")),
    (400, "no-consent", _without_consent),
    (403, "customer-mismatch", _other_customer),
    (403, "customer-unknown", _gone_customer),
    (413, "report-too-large", _with(b" " * 2_000_001)),
    (413, "report-too-large", _with(b" " * 9_000_000)),
]


@pytest.mark.parametrize(("status", "kind", "case"), CASES, ids=[f"{n}-{kind}" for n, (_, kind, _) in enumerate(CASES)])
def test_refuses(any_desk: Sampled, status: int, kind: str, case: Case) -> None:
    raw, token, key = case(any_desk)
    answer = any_desk.send(raw, token, key)
    refusal = refusal_from_json(answer.data)
    assert (answer.status, refusal.kind) == (status, kind)
    assert refusal.de.endswith(".") and refusal.en.endswith(".")
    assert "Set-Cookie" not in answer.headers


def test_a_refused_report_is_no_report(any_desk: Sampled) -> None:
    raw, token, key = _without_consent(any_desk)
    assert any_desk.send(raw, token, key).status == 400
    yes = msgspec.json.decode(raw)
    yes["consent"]["send"] = True
    assert any_desk.send(msgspec.json.encode(yes), token, key).status == 201


def test_other_kinds_of_content_are_refused(any_desk: Sampled) -> None:
    headers = {"Content-Type": "text/plain", "Homeoffice-Check-Enrolment": any_desk.token, "Idempotency-Key": "a"}
    answer = any_desk.pool.request("POST", f"{any_desk.url}/api/v1/reports", body=b"{}", headers=headers)
    assert (answer.status, refusal_from_json(answer.data).kind) == (415, "not-json")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(any_desk: Sampled, method: str) -> None:
    answer = any_desk.pool.request(method, f"{any_desk.url}/api/v1/reports")
    assert (answer.status, answer.headers["Allow"]) == (405, "POST")
    assert refusal_from_json(answer.data).kind == "method"


def test_a_body_of_unknown_length_is_refused(any_desk: Sampled) -> None:
    host = any_desk.url.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=20)
    with contextlib.closing(connection):
        connection.putrequest("POST", "/api/v1/reports")
        connection.putheader("Content-Type", "application/json")
        connection.putheader("Homeoffice-Check-Enrolment", any_desk.token)
        connection.putheader("Transfer-Encoding", "chunked")
        connection.endheaders()
        with contextlib.suppress(ConnectionError):  # the desk may hang up before it has read what it refuses
            connection.send(b"1\r\n{\r\n0\r\n\r\n")
        answer = connection.getresponse()
        assert (answer.status, refusal_from_json(answer.read()).kind) == (411, "length-missing")


def test_half_a_report_is_none(any_desk: Sampled) -> None:
    raw, token, report_id = _good(any_desk)
    host = any_desk.url.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=20)
    connection.putrequest("POST", "/api/v1/reports")
    headers = {"Content-Type": "application/json", "Homeoffice-Check-Enrolment": token, "Idempotency-Key": report_id}
    for name, value in (headers | {"Content-Length": str(len(raw))}).items():
        connection.putheader(name, value)
    connection.endheaders(raw[: len(raw) // 2])
    connection.close()
    assert any_desk.send(raw, token, report_id).status == 201
    assert not [line for line in any_desk.lines if "Traceback" in line]


def test_an_unknown_address_below_the_interface_is_said_to_programs(any_desk: Sampled) -> None:
    answer = any_desk.get("/api/v1/nothing")
    assert (answer.status, refusal_from_json(answer.data).kind) == (404, "not-found")

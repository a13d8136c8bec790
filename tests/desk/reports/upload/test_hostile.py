"""Uploads that nobody's program would send: made from the interface's own document, and reports that mean harm."""

import itertools
import json
import os
import re
from typing import Any

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi import checks

from checker.model.codec import refusal_from_json, to_json
from checker.model.report import Consent, Report
from tests.desk import example_reports
from tests.desk.sampled import Sampled
from tests.desk.visitor import Visitor
from tests.show.hostile import REPORTS

QUIET = list(HealthCheck)
EXAMPLES = int(os.environ.get("HOSTILE_EXAMPLES", "8"))
KEPT_TO = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
OWN_SCRIPT = re.compile(r'<script nonce="[\w-]{22}" src="/static/desk/keys\.js[^"]*" defer></script>')
_numbers = itertools.count()


@pytest.fixture(scope="module")
def open_desk(any_desk_behind_proxy: Sampled) -> Sampled:
    """Each upload can come from another network there, so that no limit ends the test."""
    return any_desk_behind_proxy


@pytest.fixture(scope="module")
def technician(open_desk: Sampled) -> Visitor:
    """Who then looks at what was accepted."""
    return open_desk.technician()


@pytest.fixture(scope="module")
def interface(open_desk: Sampled) -> Any:
    """The document, as the desk serves it."""
    return schemathesis.openapi.from_url(f"{open_desk.url}/api/v1/openapi.json")


def _somewhere() -> str:
    at = next(_numbers)
    return f"{at // 65536 % 200 + 1}.{at // 256 % 256}.{at % 256}.9"


@pytest.mark.parametrize(
    ("path", "method", "mode"),
    [
        ("/api/v1/reports", "POST", GenerationMode.POSITIVE),
        ("/api/v1/reports", "POST", GenerationMode.NEGATIVE),
        ("/api/v1/profiles/{code}", "GET", GenerationMode.POSITIVE),
    ],
)
@settings(max_examples=EXAMPLES, suppress_health_check=QUIET, deadline=None)
@given(data=st.data())
def test_keeps_to_its_own_document(
    open_desk: Sampled, interface: Any, path: str, method: str, mode: GenerationMode, data: st.DataObject
) -> None:
    case = data.draw(interface[path][method].as_strategy(generation_mode=mode))
    sent = {"X-Forwarded-For": _somewhere()}
    if method == "POST" and data.draw(st.booleans()):
        sent |= {"Homeoffice-Check-Enrolment": open_desk.token}
    answer = case.call_and_validate(headers=sent, checks=KEPT_TO)
    assert answer.status_code < 500
    if answer.status_code >= 400:
        assert refusal_from_json(answer.content).de


def _sent(desk: Sampled, raw: bytes, key: str) -> Any:
    headers = {
        "Content-Type": "application/json",
        "Homeoffice-Check-Enrolment": desk.token,
        "Idempotency-Key": key,
        "X-Forwarded-For": _somewhere(),
    }
    return desk.pool.request("POST", f"{desk.url}/api/v1/reports", body=raw, headers=headers)


@settings(max_examples=EXAMPLES, suppress_health_check=QUIET, deadline=None)
@given(hostile=REPORTS)
def test_whatever_is_accepted_can_be_looked_at(open_desk: Sampled, technician: Visitor, hostile: Report) -> None:
    profile = msgspec.structs.replace(hostile.profile, code=open_desk.code)
    report = msgspec.structs.replace(
        hostile, id=os.urandom(16).hex(), profile=profile, consent=Consent(send=True), language="de"
    )
    answer = _sent(open_desk, to_json(report), report.id)
    assert answer.status in (201, 400), answer.data
    if answer.status == 201:
        page = technician.get(f"/reports/{json.loads(answer.data)['reference']}/")
        assert page.status == 200
        assert "<script" not in OWN_SCRIPT.sub("", page.text)
        assert "<img" not in page.text
        assert technician.get("/inbox/?state=all").status == 200


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=EXAMPLES * 2, suppress_health_check=QUIET, deadline=None)
@given(data=st.data())
def test_a_report_gone_bad_is_refused_or_still_one(open_desk: Sampled, data: st.DataObject) -> None:
    made = example_reports.report(open_desk.code, example_reports.WRONG_CLOCK)
    fields = json.loads(to_json(made))
    node: Any = fields
    while isinstance(node, dict | list) and node:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(node[key], dict | list) or data.draw(st.booleans()):
            node[key] = data.draw(JSON)
            break
        node = node[key]
    answer = _sent(open_desk, json.dumps(fields).encode(), made.id)
    assert answer.status in (201, 400, 403, 426), answer.data


@settings(max_examples=EXAMPLES, suppress_health_check=QUIET, deadline=None)
@given(token=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=200))
def test_no_made_up_enrolment_is_taken(open_desk: Sampled, token: str) -> None:
    report_id, raw = example_reports.raw(open_desk.code)
    headers = {
        "Content-Type": "application/json",
        "Homeoffice-Check-Enrolment": token,
        "Idempotency-Key": report_id,
        "X-Forwarded-For": _somewhere(),
    }
    assert open_desk.pool.request("POST", f"{open_desk.url}/api/v1/reports", body=raw, headers=headers).status == 401


def test_something_was_accepted_and_nothing_was_a_defect(open_desk: Sampled, technician: Visitor) -> None:
    assert re.search(r"\b[A-Z0-9]{3}-[A-Z0-9]{3}\b", technician.get("/inbox/?state=all").words)
    assert not [line for line in open_desk.lines if "Traceback" in line or "ERROR" in line]

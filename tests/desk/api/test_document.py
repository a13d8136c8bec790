"""The API keeps to its own document, whatever is asked for: `python3 -m tests -m slow tests/desk/api`."""

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi import checks

from checker.model.codec import refusal_from_json
from tests.desk.in_process import signed_in

EXAMPLES = int(os.environ.get("HOSTILE_EXAMPLES", "60"))
KEPT_TO = [checks.status_code_conformance, checks.content_type_conformance, checks.response_schema_conformance]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def interface(django: None) -> Any:
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - Django is set up now

    signed_in()
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture(scope="module")
def token(interface: Any) -> str:
    import datetime  # noqa: PLC0415 - as above

    from checker.desk.api.models import TokenScope  # noqa: PLC0415 - as above
    from checker.desk.api.tokens import create_token  # noqa: PLC0415 - as above

    return create_token("fuzz", TokenScope.READ, datetime.timedelta(days=1), None)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("path", ["/api/v1/cases", "/api/v1/cases/{reference}"])
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_keeps_to_its_own_document(interface: Any, token: str, path: str, mode: Any, data: st.DataObject) -> None:
    case = data.draw(interface[path]["GET"].as_strategy(generation_mode=mode))
    answer = case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=KEPT_TO)
    assert answer.status_code < 500
    if answer.status_code >= 400:
        assert refusal_from_json(answer.content).de

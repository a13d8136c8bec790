"""What the API answers. Nothing that an employee wrote, no name, no customer's code."""

import datetime
from typing import Annotated, Any

import msgspec

from checker.model.record import Record

Time = Annotated[datetime.datetime, msgspec.Meta(tz=True)]


class ApiCustomer(Record, frozen=True, kw_only=True, omit_defaults=False):
    """One customer. `id` stays the same when its code is replaced."""

    id: int
    name: str
    regular: bool
    active: bool
    open_cases: int


class ApiCustomers(Record, frozen=True, kw_only=True):
    """All of them."""

    customers: tuple[ApiCustomer, ...]


class ApiCase(Record, frozen=True, kw_only=True, omit_defaults=False):
    """One case. `urgency`, `state` and `verdict` are words of closed lists; `cause` is a code of the guide."""

    id: int
    reference: str
    customer: int
    customer_name: str
    state: str
    waiting_for: str
    urgency: str
    verdict: str
    cause: str
    sureness: str
    runs: int
    received: Time
    closed: Time | None
    address: str


class ApiCases(Record, frozen=True, kw_only=True, omit_defaults=False):
    """Some of them, in the order in which they began. `next`: the address of the following ones; empty at the end."""

    cases: tuple[ApiCase, ...]
    next: str


RECORDS = (ApiCases, ApiCase, ApiCustomers)
_SECURITY: list[dict[str, list[str]]] = [{"token": []}]


def described_paths(reference: str) -> dict[str, Any]:
    """OpenAPI 3.1 of the addresses that need a token. `reference`: the template of a schema's address."""

    def answer(name: str) -> dict[str, Any]:
        return {"application/json": {"schema": {"$ref": reference.format(name=name)}}}

    def get(operation: str, summary: str, name: str, parameters: list[dict[str, Any]], *more: str) -> dict[str, Any]:
        refusals = {
            status: {"description": "Not answered; says why.", "content": answer("Refusal")}
            for status in ("401", "429", *more)
        }
        return {
            "get": {
                "operationId": operation,
                "summary": summary,
                "security": _SECURITY,
                "parameters": parameters,
                "responses": {"200": {"description": "As it is now.", "content": answer(name)}, **refusals},
            }
        }

    return {
        "/api/v1/cases": get(
            "cases",
            "Cases, in the order in which they began.",
            "ApiCases",
            [
                _query("state", {"type": "string", "enum": ["open", "closed", "all"], "default": "open"}),
                _query("customer", {"type": "integer", "minimum": 1}),
                _query("since", {"type": "string", "format": "date-time"}),
                _query("after", {"type": "integer", "minimum": 0}),
                _query("limit", {"type": "integer", "minimum": 1, "maximum": 100, "default": 100}),
            ],
            "400",
        ),
        "/api/v1/cases/{reference}": get(
            "case",
            "One case, by the reference of its newest report.",
            "ApiCase",
            [{"name": "reference", "in": "path", "required": True, "schema": {"type": "string"}}],
            "404",
        ),
        "/api/v1/customers": get("customers", "All customers.", "ApiCustomers", []),
    }


def _query(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema}

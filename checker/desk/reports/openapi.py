"""The desk's interface for programs, as OpenAPI 3.1: made from the same structs that read and write it."""

import functools
from typing import Any

import msgspec
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from checker import __version__
from checker.desk.api.records import RECORDS, described_paths
from checker.model.failure import Refusal
from checker.model.report import REPORT_ID, Receipt, Report
from checker.model.secrecy.own_report import SECRET_HEADER, ReportStatus

_REF = "#/components/schemas/{name}"
_REFUSALS = ("400", "401", "403", "409", "411", "413", "415", "426", "429", "503")


@login_not_required
@require_safe
def openapi_document(request: HttpRequest) -> JsonResponse:
    """The document."""
    return JsonResponse(openapi())


@functools.cache
def openapi() -> dict[str, Any]:
    """OpenAPI 3.1 of every address under /api/v1/."""
    records = [Report, Receipt, ReportStatus, Refusal, *RECORDS]
    _, schemas = msgspec.json.schema_components(records, ref_template=_REF)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Homeoffice-Check desk", "version": __version__},
        "paths": {
            "/api/v1/reports": {"post": _reports()},
            "/api/v1/reports/{id}": {
                "get": _own_report("reportStatus", "How far a report is, for the program that sent it."),
                "delete": _own_report("deleteReport", "Deletes a report for good, for the program that sent it."),
            },
            "/api/v1/profiles/{code}": {"get": _profiles()},
            "/api/v1/incidents/{code}": {"get": _incidents()},
            "/api/v1/programs": {"get": _programs()},
            **described_paths(_REF),
        },
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _reports() -> dict[str, Any]:
    return {
        "operationId": "sendReport",
        "summary": "Hands over a report. The same report may be sent again: it is one report.",
        "parameters": [
            _header("Homeoffice-Check-Enrolment", "The token of the profile."),
            _header("Idempotency-Key", "The id of the report.", pattern=REPORT_ID),
        ],
        "requestBody": {"required": True, "content": _json("Report")},
        "responses": {
            "201": {"description": "Accepted.", "content": _json("Receipt")},
            "200": {"description": "Was here already; the same receipt.", "content": _json("Receipt")},
            **{status: _refusal() for status in _REFUSALS},
        },
    }


def _own_report(operation: str, summary: str) -> dict[str, Any]:
    report_id = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "pattern": REPORT_ID}}
    return {
        "operationId": operation,
        "summary": summary,
        "parameters": [
            report_id,
            _header(SECRET_HEADER, "The secret whose digest the report carries."),
        ],
        "responses": {
            "200": {"description": "How far it is now.", "content": _json("ReportStatus")},
            **{status: _refusal() for status in ("403", "404", "429", "503")},
        },
    }


def _profiles() -> dict[str, Any]:
    code = {"name": "code", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "operationId": "profile",
        "summary": "The signed profile of a customer.",
        "parameters": [code],
        "responses": {
            "200": {
                "description": "TOML, signed.",
                "content": {"application/toml": {"schema": {"type": "string"}}},
            },
            **{status: _refusal() for status in ("404", "410", "429", "503")},
        },
    }


def _incidents() -> dict[str, Any]:
    code = {"name": "code", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "operationId": "incidents",
        "summary": "What is broken at a customer right now, for its employees' programs.",
        "parameters": [code],
        "responses": {
            "200": {"description": "TOML, signed.", "content": {"application/toml": {"schema": {"type": "string"}}}},
            **{status: _refusal() for status in ("404", "410", "429", "503")},
        },
    }


def _programs() -> dict[str, Any]:
    return {
        "operationId": "programs",
        "summary": "What there is to download, and which reports the desk takes.",
        "responses": {
            "200": {"description": "TOML, signed.", "content": {"application/toml": {"schema": {"type": "string"}}}},
            "503": _refusal(),
        },
    }


def _header(name: str, description: str, **limits: str) -> dict[str, Any]:
    schema = {"type": "string", **limits}
    return {"name": name, "in": "header", "required": True, "description": description, "schema": schema}


def _json(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _REF.format(name=name)}}}


def _refusal() -> dict[str, Any]:
    return {"description": "Not accepted; says why, and what to do.", "content": _json("Refusal")}

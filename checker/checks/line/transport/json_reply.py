"""The JSON that a measuring server answers with: whole objects, and the numbers in them."""

import json
from collections.abc import Callable
from typing import Any

from checker.checks.context import ProbeContext
from checker.checks.line.transport.keep_alive import KeepAliveConnection
from checker.checks.line.transport.server import MeasurementServer
from checker.model.failure import FailureKind, Operation, OperationFailed

RESPONSE_TIMEOUT_S = 3.0


def json_fetcher(
    context: ProbeContext, server: MeasurementServer, open_connection: Callable[[], KeepAliveConnection]
) -> Callable[[str], dict[str, Any]]:
    """A function that asks the folder of the endpoints for JSON, each time on a fresh connection.

    Raises OperationFailed, Cancelled.
    """

    def fetch(path: str) -> dict[str, Any]:
        connection = open_connection()
        try:
            body = connection.request(context, f"{server.path}{path}", RESPONSE_TIMEOUT_S).body
        finally:
            connection.close()
        decoded = json_object(body)
        if decoded is None:
            raise OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, "no JSON")
        return decoded

    return fetch


def json_object(body: bytes) -> dict[str, Any] | None:
    """None where it is none."""
    try:
        decoded = json.loads(body)
    except ValueError:
        return None
    return decoded if isinstance(decoded, dict) else None


def json_numbers(body: bytes) -> dict[str, float]:
    """The numbers of a JSON object; nothing where it is none."""
    values = (json_object(body) or {}).items()
    return {name: number for name, value in values if (number := json_number(value)) is not None}


def json_number(value: object) -> float | None:
    """None for what is no number; `true` is none either."""
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None

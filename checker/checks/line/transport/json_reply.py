"""The JSON that a measuring server answers with: whole objects, and the numbers in them."""

import json
from collections.abc import Callable
from typing import Any

from checker.checks.context import ProbeContext
from checker.checks.line.transport.connector import Connector
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
        return _require_object(body)

    return fetch


class JsonClient:
    """Asks the folder of the endpoints for JSON, on one connection while the server keeps it open.

    Connecting, and TLS, take two to four round trips each time.
    """

    def __init__(self, context: ProbeContext, connector: Connector, connect: Callable[[], KeepAliveConnection]) -> None:
        self._context, self._connector, self._connect = context, connector, connect
        self._connection: KeepAliveConnection | None = None

    def fetch(self, path: str) -> dict[str, Any]:
        """The object. Raises OperationFailed, Cancelled."""
        return _require_object(self._request(self._connector.server.path + path))

    def send(self, path: str) -> dict[str, Any]:
        """Asks, and waits for no answer where a connection is open: nothing comes after it."""
        if self._connection is None:
            return self.fetch(path)
        self._connection.send_request(self._connector.server.path + path)
        return {}

    def close(self) -> None:
        """Gives the connection up."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _request(self, path: str) -> bytes:
        if self._connection is not None:
            try:
                return self._request_on(self._connection, path)
            except OperationFailed as error:
                if error.failure.kind not in (FailureKind.CLOSED, FailureKind.RESET):
                    raise
        return self._request_on(self._connect(), path)

    def _request_on(self, connection: KeepAliveConnection, path: str) -> bytes:
        self._connection = connection
        try:
            return connection.request(self._context, path, RESPONSE_TIMEOUT_S).body
        except OperationFailed:
            self.close()
            raise


def _require_object(body: bytes) -> dict[str, Any]:
    """Raises OperationFailed."""
    decoded = json_object(body)
    if decoded is None:
        raise OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, "no JSON")
    return decoded


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

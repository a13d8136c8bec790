"""What the log holds: lines for people or objects for programs, never an address, a token or a customer's code."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.desk.in_process import signed_in

SECRET = "geheim-0123456789"


@pytest.fixture
def console(django: None) -> Iterator[io.StringIO]:
    """What the desk would print."""
    signed_in()
    handler = next(handler for handler in logging.getLogger("django").handlers if handler.name == "console")
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


@pytest.mark.parametrize("host", ["a b", "[::1", "desk.example:port", "<script>", "ä"])
def test_a_malformed_host_costs_one_line(console: io.StringIO, host: str) -> None:
    assert Client().get("/guide/de/", HTTP_HOST=host).status_code == 400
    assert len(console.getvalue().splitlines()) <= 1
    assert "Traceback" not in console.getvalue()


def _line(record: logging.LogRecord) -> dict:
    from checker.desk.serving.log_lines import JsonLines  # noqa: PLC0415 - Django is set up now

    [line] = JsonLines().format(record).splitlines()
    return json.loads(line)


def test_an_object_a_line() -> None:
    try:
        raise OSError("Zeile\nUmbruch")
    except OSError as error:
        trace = (type(error), error, error.__traceback__)
    record = logging.LogRecord("checker.desk.purge", logging.ERROR, "", 0, "%d gelöscht\n", (3,), trace)
    line = _line(record)
    assert (line["level"], line["logger"], line["message"]) == ("ERROR", "checker.desk.purge", "3 gelöscht\n")
    assert line["time"].endswith("+00:00") and "OSError" in line["error"]


@pytest.mark.parametrize(
    ("method", "path", "page"),
    [
        ("GET", f"/sign-in/{SECRET}/", "/sign-in/<str:token>/"),
        ("GET", f"/d/{SECRET}/", "/d/<str:code>/"),
        ("POST", "/api/v1/reports", "/api/v1/reports"),
        ("GET", f"/{SECRET}", "no page"),
        (SECRET, "/health", "/health"),
    ],
)
def test_a_line_a_request_without_what_it_asked_for(
    caplog: pytest.LogCaptureFixture, console: io.StringIO, method: str, path: str, page: str
) -> None:
    from checker.desk.serving.access_log import AccessLog  # noqa: PLC0415 - as above

    def application(environ: dict, start_response) -> list[bytes]:
        start_response("404 Not Found", [])
        return []

    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": SECRET, "REMOTE_ADDR": "203.0.113.7"}
    with caplog.at_level(logging.INFO, "checker.desk.access"):
        AccessLog(application)(environ, lambda *_: None)
    [record] = caplog.records
    line = _line(record)
    assert (line["page"], line["status"]) == (page, 404)
    assert SECRET not in str(line) and "203.0" not in str(line)

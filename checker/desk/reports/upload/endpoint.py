"""POST /api/v1/reports: its own short path beside Django's pages, because their stack costs more than the work.

It validates what it can tell by itself, and hands the upload to the thread that stores for all.
"""

import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from checker.desk.disk import DiskState, disk_state
from checker.desk.pages.headers import program_headers
from checker.desk.pages.refusals import BUSY_RETRY_S, REFUSALS, refusal_headers, refusal_of_kind
from checker.desk.reports.upload import quota
from checker.desk.reports.upload.flood_limit import FloodLimit
from checker.desk.reports.upload.group_commit import GroupCommit
from checker.desk.reports.upload.storing import TEMPORARY_ERRORS, Storing
from checker.desk.reports.upload.uploads import Answer, ReportUpload
from checker.desk.reports.upload.validation import UploadRefused, parse_and_validate, read_body
from checker.desk.throttle import body_limit
from checker.desk.throttle.client_network import sender_network
from checker.model.codec import to_json
from checker.model.report import Report

log = logging.getLogger("checker.desk.reports")

PATH = "/api/v1/reports"
FLOOD_TIMES, FLOOD_WINDOW_S = 240, 60
"""From one network, whatever is sent: beyond it nothing is even read."""
STORED_WITHIN_S = 60.0
"""A sender waits no longer; a database that is locked is given up sooner (settings.LOCK_TIMEOUT_S)."""

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


class ReportEndpoint:
    """A WSGI application (PEP 3333): answers reports itself, and passes everything else on to `pages`."""

    def __init__(self, pages: Application) -> None:
        self._pages = pages
        self._flood_limit = FloodLimit(FLOOD_TIMES, FLOOD_WINDOW_S)
        self._group_commit: GroupCommit[ReportUpload, Answer] = GroupCommit(Storing().store_uploads)
        self._headers = program_headers()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """201 with the receipt, 200 with the same receipt when the report was here already, else a refusal."""
        if environ.get("PATH_INFO") != PATH:
            return self._pages(environ, start_response)
        answer = self._answer(environ)
        headers = {
            "Content-Type": "application/json",
            "Content-Length": str(len(answer.body)),
            **self._headers,
            **refusal_headers(answer.status, answer.retry_s),
        }
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", list(headers.items()))
        return [answer.body]

    def _answer(self, environ: Environ) -> Answer:
        network = sender_network(environ)
        try:
            if environ["REQUEST_METHOD"] != "POST":
                return _refusal("method")
            if wait_s := self._flood_limit.count(network):
                return _refusal("too-many", wait_s)
            if (state := disk_state()) is not DiskState.OK:
                log.error("no upload is taken: the disk of the data folder is %s", state)
                return _refusal("desk-busy", quota.FULL_RETRY_S)
            return self._store(environ, network)
        except UploadRefused as refused:
            return Answer(status=refused.status, body=to_json(refused.refusal), retry_s=refused.retry_s)
        except (*TEMPORARY_ERRORS, TimeoutError) as error:
            log.error("an upload could not be kept: %s", type(error).__name__)
            return _refusal("desk-busy", BUSY_RETRY_S)
        except Exception:
            log.exception("an upload met a defect")
            return _refusal("desk-defect")

    def _store(self, environ: Environ, network: str) -> Answer:
        """Reads it, and waits until it is stored. Raises UploadRefused, and what storing raised."""
        if not body_limit.BODIES.try_acquire(network):
            return _refusal("desk-busy", body_limit.RETRY_S)
        try:
            return self._group_commit.submit(_read_upload(environ, network), STORED_WITHIN_S)
        finally:
            body_limit.BODIES.release(network)


def _read_upload(environ: Environ, network: str) -> ReportUpload:
    """The upload, once all of it is here. Raises UploadRefused where no body can be read."""
    raw = read_body(environ)
    report = _report_or_refusal(raw, environ.get("HTTP_IDEMPOTENCY_KEY", ""))
    token = environ.get("HTTP_HOMEOFFICE_CHECK_ENROLMENT", "")
    return ReportUpload(raw=raw, token=token, network=network, report=report)


def _report_or_refusal(raw: bytes, idempotency_key: str) -> Report | UploadRefused:
    try:
        return parse_and_validate(raw, idempotency_key)
    except UploadRefused as refused:
        return refused


def _refusal(kind: str, retry_s: int | None = None) -> Answer:
    return Answer(status=REFUSALS[kind][0], body=to_json(refusal_of_kind(kind)), retry_s=retry_s)

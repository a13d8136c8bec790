"""A report that came by mail or on a stick: read from its file by a technician, who vouches for where it comes from."""

import datetime
import logging

from django.core.files.uploadedfile import UploadedFile
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checker.desk.firm.sealing_key import sealing_secret
from checker.desk.firm.signing_key import FirmKeyMismatch, secret_key
from checker.desk.pages.language import page_language
from checker.desk.pages.refusals import refusal_of_kind
from checker.desk.reports.upload.filing import Filing
from checker.desk.reports.upload.uploads import ReportUpload
from checker.desk.throttle.client_network import client_network
from checker.model.codec import Unreadable, receipt_from_json, refusal_from_json
from checker.model.failure import Refusal
from checker.model.report_versions import is_version_accepted
from checker.model.secrecy.sealed_report import MAX_REPORT_BYTES, open_report
from checker.model.signature import sign_enrolment

log = logging.getLogger("checker.desk.reports")


@require_http_methods(["GET", "POST"])
def import_report(request: HttpRequest) -> HttpResponse:
    """The form; a file that is a report of one of the firm's customers leads to its case."""
    if request.method != "POST":
        return render(request, "reports/import.html")
    file = request.FILES.get("file")
    try:
        reference = _store(file, client_network(request)) if isinstance(file, UploadedFile) else _NO_FILE
    except Unreadable as unreadable:
        reference = unreadable.refusal
    except (OperationalError, InterfaceError, FirmKeyMismatch, OSError) as error:
        log.error("a report could not be read from its file: %s", type(error).__name__)
        reference = refusal_of_kind("not-now")
    if isinstance(reference, Refusal):
        return render(request, "reports/import.html", {"mistake": reference.render(page_language())}, status=400)
    return redirect("report", reference=reference)


def _store(file: "UploadedFile[bytes]", network: str) -> str | Refusal:
    """Its reference, or why not. Raises Unreadable, and what storing raised."""
    content = file.read(MAX_REPORT_BYTES + 1)
    if len(content) > MAX_REPORT_BYTES:
        return _TOO_LARGE
    report, raw = open_report(content, sealing_secret())
    if not is_version_accepted(report.version, timezone.localdate()):
        return refusal_of_kind("report-too-old")
    token = sign_enrolment(report.profile.code, timezone.localdate() + datetime.timedelta(days=1), secret_key())
    [answer] = Filing().file_uploads([ReportUpload(raw=raw, token=token, network=network, report=report)])
    return receipt_from_json(answer.body).reference if answer.status in (200, 201) else refusal_from_json(answer.body)


_NO_FILE = Refusal(kind="no-file", de="Bitte wählen Sie eine Datei aus.", en="Please choose a file.")
_TOO_LARGE = Refusal(
    kind="file-too-large",
    de="Die Datei ist zu groß für einen Bericht.",
    en="The file is too large to be a report.",
)

"""The programs under their own names, and the signed manifest, without a sign-in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from checker.desk.firm.signing_key import FirmKeyMismatch
from checker.desk.pages.refusals import refusal_response
from checker.desk.programs.manifest import signed_manifest
from checker.desk.programs.program_files import Program, all_programs, find_program, programs_folder
from checker.desk.programs.transfer.file_response import (
    RETRY_S,
    DownloadLimitReached,
    companion_response,
    program_response,
)


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What there is to download, and what the desk still takes."""
    try:
        response = HttpResponse(signed_manifest(), content_type="application/toml; charset=utf-8")
    except (OSError, FirmKeyMismatch):
        return refusal_response("desk-busy")
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
def program(request: HttpRequest, name: str) -> HttpResponseBase:
    """A program or what lies beside it, under its own name: for the firm's website, or to compare."""
    requested = find_program(name)
    if requested is not None:
        return download_response(request, requested, name)
    if any(name in candidate.companions for candidate in all_programs()):
        try:
            return companion_response(name, (programs_folder() / name).read_bytes())
        except OSError:
            pass
    raise Http404


def download_response(request: HttpRequest, program: Program, name: str) -> HttpResponseBase:
    """The file; a page where too many download, or where it was taken away in this moment."""
    try:
        return program_response(request, program, name)
    except OSError as error:
        raise Http404 from error
    except DownloadLimitReached:
        response = render(request, "programs/no_room.html", status=503)
        response["Retry-After"] = str(RETRY_S)
        return response

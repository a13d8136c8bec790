"""The programs under their own names, and the signed manifest. No sign-in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from checker.desk.pages.refusals import refused
from checker.desk.programs.files import Program, everything, folder, program_named
from checker.desk.programs.manifest import signed
from checker.desk.programs.room import RETRY_S
from checker.desk.programs.send import NoRoom, send, send_beside


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What there is to download, and what the desk still takes."""
    try:
        answer = HttpResponse(signed(), content_type="application/toml; charset=utf-8")
    except OSError:
        return refused("desk-busy")
    answer["Cache-Control"] = "no-store"
    return answer


@login_not_required
@require_safe
def program(request: HttpRequest, name: str) -> HttpResponseBase:
    """A program or what lies beside it, under its own name: for the firm's website, or to compare."""
    found = program_named(name)
    if found is not None:
        return sent(request, found, name)
    if any(name in one.beside for one in everything()):
        try:
            return send_beside(name, (folder() / name).read_bytes())
        except OSError:
            pass
    raise Http404


def sent(request: HttpRequest, program: Program, name: str) -> HttpResponseBase:
    """The file; a page where too many download, or where it was taken away in this moment."""
    try:
        return send(request, program, name)
    except OSError as error:
        raise Http404 from error
    except NoRoom:
        answer = render(request, "programs/no_room.html", status=503)
        answer["Retry-After"] = str(RETRY_S)
        return answer

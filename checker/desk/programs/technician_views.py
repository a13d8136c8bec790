"""The page of the programs for technicians: what employees are offered, what is missing; bringing and taking away."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from checker.desk.accounts import audit_log
from checker.desk.accounts.access import administrators_only, is_administrator
from checker.desk.accounts.forms import ConfirmedForm
from checker.desk.accounts.models import AuditAction
from checker.desk.firm.models import Firm
from checker.desk.programs.program_files import (
    COMPANION_SUFFIXES,
    SYSTEM_OF_SUFFIX,
    all_programs,
    offered_programs,
    programs_folder,
)
from checker.desk.programs.program_upload import InvalidProgram, ProgramReceiver, remove_program
from checker.desk.programs.release_info import InvalidReleaseInfo, read_release_info, release_info_or_default
from checker.model.systems import SYSTEM_TITLES, SYSTEMS


class UploadForm(ConfirmedForm):
    """A program runs on every employee's PC, so the technician's password is asked for, too."""

    program = forms.FileField(
        label=gettext_lazy("Datei"),
        required=False,
        help_text=gettext_lazy("Zum Beispiel Homeoffice-Check-1.4.0-windows.exe. Version und System stehen im Namen."),
        widget=forms.FileInput(attrs={"accept": ",".join((*SYSTEM_OF_SUFFIX, *COMPANION_SUFFIXES))}),
    )
    field_order = ("program", "current")


@require_safe
def program_files(request: HttpRequest) -> HttpResponse:
    """What employees are offered on each system, and what is missing."""
    return _page(request, UploadForm(request))


@administrators_only
@csrf_exempt
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Takes a program in. Where it is written must be said before anything of the form is read, its token too."""
    if request.method != "POST":
        return redirect("program-files")
    receiver = ProgramReceiver()
    request.upload_handlers = [receiver]
    try:
        return _upload(request, receiver)
    finally:
        receiver.discard()


@csrf_protect
def _upload(request: HttpRequest, receiver: ProgramReceiver) -> HttpResponse:
    form = UploadForm(request, request.POST)
    if form.is_valid():
        try:
            name = receiver.place()
        except (InvalidProgram, OSError) as error:
            is_known = isinstance(error, InvalidProgram)
            form.add_error("program", str(error) if is_known else gettext("Die Datei ließ sich nicht ablegen."))
        else:
            audit_log.record(AuditAction.PROGRAM, request, name)
            messages.success(request, gettext("%(name)s liegt bereit.") % {"name": name})
            return redirect("program-files")
    return _page(request, form)


@administrators_only
@require_POST
def remove(request: HttpRequest, name: str) -> HttpResponse:
    """Takes a program away; whoever is downloading it still gets the rest."""
    if not remove_program(name):
        raise Http404
    audit_log.record(AuditAction.PROGRAM, request, f"− {name}")
    messages.success(request, gettext("%(name)s wird nicht mehr angeboten.") % {"name": name})
    return redirect("program-files")


def _page(request: HttpRequest, form: UploadForm) -> HttpResponse:
    offered = offered_programs()
    names = {entry.name for entry in offered}
    try:
        problem = ""
        read_release_info()
    except InvalidReleaseInfo as error:
        problem = str(error)
    context = {
        "systems": [
            (SYSTEM_TITLES[system], [entry for entry in offered if entry.system == system], _suffixes(system))
            for system in SYSTEMS
        ],
        "older": [entry for entry in all_programs() if entry.name not in names],
        "folder": programs_folder(),
        "problem": problem,
        "without_version": [entry.name for entry in offered if not entry.version],
        "knows_desk": bool(Firm.get().public_url) or release_info_or_default().desk_in_name,
        "form": form,
        "is_administrator": is_administrator(request),
    }
    return render(request, "programs/program_files.html", context)


def _suffixes(system: str) -> list[str]:
    return [suffix for suffix, of_system in SYSTEM_OF_SUFFIX.items() if of_system == system]

"""The page about the firm itself, and the change of its key."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from checker.desk.accounts import audit_log
from checker.desk.accounts.access import administrators_only, is_administrator, not_allowed
from checker.desk.accounts.models import AuditAction
from checker.desk.firm.forms import FirmForm, KeyChangeForm
from checker.desk.firm.models import Firm
from checker.desk.firm.signing_key import FirmKeyMismatch, replace_key, rotate_key
from checker.model.signature import fingerprint

MAX_LOG_LINES = 10
"""On the firm's page; the log has its own."""


@require_http_methods(["GET", "POST"])
def firm(request: HttpRequest) -> HttpResponse:
    """Name, phone, mail, addresses; the fingerprint of the key; and what was changed of what others trust.

    Technicians see what they can open from here, and change nothing.
    """
    if request.method == "POST" and not is_administrator(request):
        return not_allowed(request)
    form = FirmForm(request, request.POST or None, instance=Firm.get())
    if request.method == "POST" and form.is_valid():
        form.instance.former_url = ""
        form.save()
        audit_log.record(AuditAction.FIRM, request, ", ".join(str(form.fields[name].label) for name in _changed(form)))
        messages.success(request, gettext("Gespeichert. Neue Profile tragen ab jetzt diese Angaben."))
        return redirect("firm")
    context = {"form": form, "fingerprint": _fingerprint(), "entries": audit_log.newest_entries(MAX_LOG_LINES)}
    return render(request, "firm/firm.html", context)


@administrators_only
@require_http_methods(["GET", "POST"])
def change_key(request: HttpRequest) -> HttpResponse:
    """A new key: signed by the old one, or, where that was lost or stolen, by nothing."""
    form = KeyChangeForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        planned = form.cleaned_data["reason"] == "planned"
        former = _fingerprint()
        try:
            public_key = rotate_key() if planned else replace_key()
        except (FirmKeyMismatch, OSError) as error:
            form.add_error(None, str(error))
        else:
            audit_log.record(AuditAction.KEY, request, f"{former} → {fingerprint(public_key)}")
            messages.success(request, gettext("Ab jetzt unterschreibt der neue Schlüssel."))
            return redirect("firm")
    return render(request, "firm/key.html", {"form": form, "fingerprint": _fingerprint()})


def _changed(form: FirmForm) -> list[str]:
    return [name for name in form.changed_data if name != "current"]


def _fingerprint() -> str:
    public_key = bytes(Firm.get().public_key)
    return fingerprint(public_key) if public_key else ""

"""Who works at this desk: listed, invited by a link that signs in once, and taken away again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from checker.desk.accounts import audit_log
from checker.desk.accounts.forms import ConfirmedForm, TechnicianForm
from checker.desk.accounts.models import AuditAction, Technician
from checker.desk.accounts.sign_in_links import INVITATION_LIFETIME, create_sign_in_link
from checker.desk.firm.models import Firm


@never_cache
@require_http_methods(["GET", "POST"])
def technicians(request: HttpRequest) -> HttpResponse:
    """The list; a new one's link is shown once, on the page that follows the form."""
    form = TechnicianForm(request, request.POST or None)
    link = invited = None
    if request.method == "POST" and form.is_valid():
        invited = Technician.objects.get_or_create_named(form.cleaned_data["name"].strip())
        if invited == request.user:
            form.add_error("name", gettext("Das sind Sie selbst. Ihr Passwort ändern Sie unter „Konto“."))
        else:
            invited.is_active = True
            invited.set_unusable_password()
            invited.save()
            audit_log.record(AuditAction.TECHNICIAN, request, invited.name)
            link = create_sign_in_link(invited, Firm.get().address, "/account/", INVITATION_LIFETIME)
            form = TechnicianForm(request)
    context = {
        "form": form,
        "link": link,
        "invited": invited,
        "technicians": Technician.objects.filter(is_active=True).order_by("name"),
    }
    return render(request, "accounts/technicians.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a colleague's access away; every session of theirs ends."""
    colleague = get_object_or_404(Technician, pk=pk, is_active=True)
    if colleague == request.user:
        messages.warning(request, gettext("Sich selbst können Sie den Zugang nicht nehmen."))
        return redirect("technicians")
    form = ConfirmedForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        colleague.is_active = False
        colleague.set_unusable_password()
        colleague.save()
        audit_log.record(AuditAction.TECHNICIAN, request, colleague.name)
        messages.success(
            request,
            gettext("%(name)s kommt nicht mehr hinein; alle Sitzungen sind beendet.") % {"name": colleague.name},
        )
        return redirect("technicians")
    return render(request, "accounts/remove_technician.html", {"form": form, "colleague": colleague})

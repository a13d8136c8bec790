"""Who works at this desk: listed, invited by a link that signs in once, changed, and taken away again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from checker.desk.accounts import audit_log
from checker.desk.accounts.access import administrators_only
from checker.desk.accounts.browser_sessions import end_sessions
from checker.desk.accounts.forms import ColleagueForm, ConfirmedForm, FactorPolicyForm, TechnicianForm
from checker.desk.accounts.models import AccountRole, AuditAction, Technician
from checker.desk.accounts.second_factor.factors import delete_factors, second_factors
from checker.desk.accounts.sign_in_links import INVITATION_LIFETIME, create_sign_in_link
from checker.desk.firm.models import Firm


@administrators_only
@never_cache
@require_http_methods(["GET", "POST"])
def technicians(request: HttpRequest) -> HttpResponse:
    """The list; a new one's link is shown once, on the page that follows the form."""
    form = TechnicianForm(request, request.POST or None)
    link = invited = None
    if request.method == "POST" and form.is_valid():
        invited = _invite(request, form)
        if invited:
            link = create_sign_in_link(invited, Firm.get().address, "/account/", INVITATION_LIFETIME)
            form = TechnicianForm(request)
    policy = FactorPolicyForm(request, initial={"required": Firm.get().second_factor_required}, prefix="policy")
    accounts = Technician.objects.filter(is_active=True).order_by("name")
    context = {
        "form": form,
        "policy": policy,
        "link": link,
        "invited": invited,
        "technicians": [(account, second_factors(account)) for account in accounts],
    }
    return render(request, "accounts/technicians.html", context)


def _invite(request: HttpRequest, form: TechnicianForm) -> Technician | None:
    """The new account, or the one whose password is reset; None where it is one's own."""
    role, name = AccountRole(form.cleaned_data["role"]), form.cleaned_data["name"].strip()
    account = Technician.objects.get_or_create_named(name, role)
    if account == request.user:
        form.add_error("name", gettext("Das sind Sie selbst. Ihr Passwort ändern Sie unter „Konto“."))
        return None
    if not account.is_active:
        account.role = role
    account.is_active = True
    account.set_unusable_password()
    account.save()
    end_sessions(account)
    audit_log.record(AuditAction.TECHNICIAN, request, account.name)
    return account


@administrators_only
@never_cache
@require_http_methods(["GET", "POST"])
def colleague(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes what another account may do, and resets its second factor. One's own is left to colleagues."""
    account = get_object_or_404(Technician, pk=pk, is_active=True)
    if account == request.user:
        messages.warning(request, gettext("Ihre eigenen Rechte ändert eine andere Person mit Administration."))
        return redirect("technicians")
    form = ColleagueForm(
        request,
        request.POST or None,
        initial={"role": account.role},
        has_factor=second_factors(account).has_any,
    )
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["role"] != account.role:
            account.role = form.cleaned_data["role"]
            account.save(update_fields=["role"])
            audit_log.record(AuditAction.ROLE, request, f"{account.name}: {account.role}")
        if form.cleaned_data.get("reset_factor") and delete_factors(account):
            end_sessions(account)
            audit_log.record(AuditAction.FACTOR, request, f"− {account.name}")
        messages.success(request, gettext("Gespeichert."))
        return redirect("technicians")
    return render(request, "accounts/colleague.html", {"form": form, "colleague": account})


@administrators_only
@require_POST
def require_factor(request: HttpRequest) -> HttpResponse:
    """Asks every account for a second factor, or no longer."""
    form, firm = FactorPolicyForm(request, request.POST, prefix="policy"), Firm.get()
    if form.is_valid():
        firm.second_factor_required = form.cleaned_data["required"]
        firm.save(update_fields=["second_factor_required"])
        audit_log.record(AuditAction.FACTOR_POLICY, request, "+" if firm.second_factor_required else "−")
        messages.success(request, gettext("Gespeichert."))
    else:
        messages.warning(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("technicians")


@administrators_only
@never_cache
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a colleague's access away; every session of theirs ends."""
    account = get_object_or_404(Technician, pk=pk, is_active=True)
    if account == request.user:
        messages.warning(request, gettext("Sich selbst können Sie den Zugang nicht nehmen."))
        return redirect("technicians")
    form = ConfirmedForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        account.is_active = False
        account.set_unusable_password()
        account.save()
        delete_factors(account)
        end_sessions(account)
        audit_log.record(AuditAction.TECHNICIAN, request, account.name)
        messages.success(
            request,
            gettext("%(name)s kommt nicht mehr hinein; alle Sitzungen sind beendet.") % {"name": account.name},
        )
        return redirect("technicians")
    return render(request, "accounts/remove_technician.html", {"form": form, "colleague": account})

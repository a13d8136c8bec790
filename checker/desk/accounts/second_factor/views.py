"""The account's page of second factors: set up, removed, and new recovery codes."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from checker.desk.accounts import audit_log
from checker.desk.accounts.access import open_without_second_factor
from checker.desk.accounts.browser_sessions import end_sessions
from checker.desk.accounts.forms import ConfirmedForm
from checker.desk.accounts.models import AuditAction, Passkey, RecoveryCode, Technician, TotpSecret
from checker.desk.accounts.second_factor import one_time_password, passkeys
from checker.desk.accounts.second_factor.factors import second_factors
from checker.desk.accounts.second_factor.forms import PasskeyForm, TotpForm
from checker.desk.accounts.second_factor.recovery_codes import renew_codes
from checker.desk.accounts.sign_in_steps import SECOND_FACTOR_MARK
from checker.desk.firm.models import Firm
from checker.desk.pages.script import with_script
from checker.show.qr_code.symbol import qr_svg


@open_without_second_factor
@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """What there is, and what can be added."""
    context = {
        "factors": second_factors(_technician(request)),
        "can_have_passkeys": passkeys.relying_party() is not None,
        "is_required": Firm.get().second_factor_required,
    }
    return render(request, "accounts/second_factor/overview.html", context)


@open_without_second_factor
@never_cache
@require_http_methods(["GET", "POST"])
def set_up_totp(request: HttpRequest) -> HttpResponse:
    """The QR code; the secret is stored once the app's first code has come back."""
    technician = _technician(request)
    sealed = request.POST.get("sealed", "")
    secret = one_time_password.open_secret(technician, sealed)
    if secret is None:
        sealed = one_time_password.new_sealed_secret(technician)
        secret = one_time_password.open_secret(technician, sealed) or b""
    form = TotpForm(request, request.POST or None, initial={"sealed": sealed})
    if request.method == "POST" and form.is_valid():
        if one_time_password.begin(technician, sealed, form.cleaned_data["code"].replace(" ", "")):
            return _factor_added(request, gettext("Codes aus der App"))
        form.add_error(
            "code", gettext("Dieser Code stimmt nicht. Nehmen Sie den, den die App jetzt zeigt; prüfen Sie ihre Uhr.")
        )
    uri = one_time_password.provisioning_uri(technician, secret, Firm.get().display_name)
    context = {
        "form": form,
        "sealed": sealed,
        "picture": qr_svg(uri, gettext("QR-Code für die Authenticator-App")),
        "secret": uri.partition("secret=")[2].partition("&")[0],
    }
    return render(request, "accounts/second_factor/set_up_totp.html", context)


@open_without_second_factor
@never_cache
@require_http_methods(["GET", "POST"])
@with_script
def add_passkey(request: HttpRequest) -> HttpResponse:
    """The browser makes one; what it answers is checked and stored."""
    technician, party = _technician(request), passkeys.relying_party()
    if party is None or technician.passkeys.count() >= passkeys.MAX_PASSKEYS:
        return redirect("second-factor")
    form = PasskeyForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"].strip()
        if passkeys.add_passkey(party, technician, form.cleaned_data["credential"], name):
            return _factor_added(request, f"Passkey {name}")
        form.add_error(None, gettext("Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."))
    context = {"form": form, "options": passkeys.registration_options(party, technician)}
    return render(request, "accounts/second_factor/add_passkey.html", context)


@open_without_second_factor
@never_cache
@require_http_methods(["GET", "POST"])
def remove_totp(request: HttpRequest) -> HttpResponse:
    """The app's codes count no longer."""
    totp = get_object_or_404(TotpSecret, technician=_technician(request))
    return _remove(request, totp, gettext("Codes aus der App"))


@open_without_second_factor
@never_cache
@require_http_methods(["GET", "POST"])
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """This passkey counts no longer."""
    passkey = get_object_or_404(Passkey, pk=pk, technician=_technician(request))
    return _remove(request, passkey, f"Passkey {passkey.name}")


@never_cache
@require_http_methods(["GET", "POST"])
def new_recovery_codes(request: HttpRequest) -> HttpResponse:
    """New ones; the old ones are over."""
    technician = _technician(request)
    if not second_factors(technician).has_any:
        raise Http404
    form = ConfirmedForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        audit_log.record(AuditAction.FACTOR, request, gettext("neue Notfallcodes"))
        return _codes_page(request, renew_codes(technician))
    return render(request, "accounts/second_factor/new_codes.html", {"form": form})


def _factor_added(request: HttpRequest, name: str) -> HttpResponse:
    """This session counts as signed in with it, all others end; with the first one come the recovery codes."""
    technician = _technician(request)
    request.session[SECOND_FACTOR_MARK] = True
    end_sessions(technician, but=request)
    audit_log.record(AuditAction.FACTOR, request, f"+ {name}")
    if not RecoveryCode.objects.filter(technician=technician).exists():
        return _codes_page(request, renew_codes(technician))
    messages.success(request, gettext("Eingerichtet: %(name)s.") % {"name": name})
    return redirect("second-factor")


def _remove(request: HttpRequest, factor: TotpSecret | Passkey, name: str) -> HttpResponse:
    form = ConfirmedForm(request, request.POST if request.method == "POST" else None)
    technician = _technician(request)
    if request.method == "POST" and form.is_valid():
        factor.delete()
        audit_log.record(AuditAction.FACTOR, request, f"− {name}")
        if not second_factors(technician).has_any:
            RecoveryCode.objects.filter(technician=technician).delete()
            request.session[SECOND_FACTOR_MARK] = False
        messages.success(request, gettext("Entfernt: %(name)s.") % {"name": name})
        return redirect("second-factor")
    return render(request, "accounts/second_factor/remove.html", {"form": form, "name": name})


def _codes_page(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """Once: they stand nowhere else, so this answer follows the form without a redirect."""
    return render(request, "accounts/second_factor/codes.html", {"codes": codes})


def _technician(request: HttpRequest) -> Technician:
    return cast(Technician, request.user)

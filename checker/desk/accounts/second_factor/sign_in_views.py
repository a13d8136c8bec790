"""The step behind the password, and signing in by a passkey alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from checker.desk.accounts import audit_log
from checker.desk.accounts.forms import CODE_LIMITS, SignInThrottle, too_many_attempts
from checker.desk.accounts.models import AuditAction, Technician
from checker.desk.accounts.second_factor.factors import SecondFactors, second_factors
from checker.desk.accounts.second_factor.forms import PasskeyAnswerForm, SecondFactorForm
from checker.desk.accounts.second_factor.one_time_password import DIGITS, take_code
from checker.desk.accounts.second_factor.passkeys import relying_party, sign_in_options, take_passkey
from checker.desk.accounts.second_factor.recovery_codes import take_recovery_code
from checker.desk.accounts.sign_in_steps import pending_sign_in, sign_in_with
from checker.desk.pages.script import with_script


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def second_factor_sign_in(request: HttpRequest) -> HttpResponse:
    """A code of the app, a recovery code, or a passkey. Wrong codes are limited in number."""
    pending = pending_sign_in(request)
    if pending is None:
        return redirect("sign-in")
    form, wait_s = SecondFactorForm(request.POST or None), 0
    factors = second_factors(pending.technician)
    if request.method == "POST" and form.is_valid():
        throttle = SignInThrottle(request, pending.technician.name, CODE_LIMITS)
        wait_s = throttle.attempt()
        if wait_s:
            form.add_error(None, too_many_attempts(wait_s))
        elif _is_right(request, pending.technician, factors, form.cleaned_data["code"]):
            throttle.succeeded()
            return sign_in_with(request, pending.technician, pending.action, pending.next_url, has_second_factor=True)
        else:
            form.add_error("code", gettext("Dieser Code stimmt nicht, oder er wurde schon benutzt."))
    context = {"form": form, "factors": factors, "name": pending.technician.name}
    page = _page_with_passkey if factors.passkeys and relying_party() else _page
    response = page(request, context, pending.next_url)
    if wait_s:
        response.status_code = 429
        response["Retry-After"] = str(wait_s)
    return response


@login_not_required
@never_cache
@require_POST
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """What the browser answered: signs in whose passkey it was."""
    form, party = PasskeyAnswerForm(request.POST), relying_party()
    technician = take_passkey(party, form.cleaned_data["credential"]) if party and form.is_valid() else None
    if technician is None:
        messages.warning(
            request, gettext("Dieser Passkey gehört zu keinem Zugang hier. Melden Sie sich mit Namen und Passwort an.")
        )
        return redirect("sign-in")
    return sign_in_with(
        request, technician, AuditAction.SIGN_IN_PASSKEY, form.cleaned_data["next"], has_second_factor=True
    )


def _is_right(request: HttpRequest, technician: Technician, factors: SecondFactors, typed: str) -> bool:
    code = "".join(typed.split())
    if len(code) == DIGITS and code.isascii() and code.isdigit():
        return factors.totp is not None and take_code(factors.totp, code)
    if take_recovery_code(technician, code):
        audit_log.record(AuditAction.RECOVERY_CODE, subject=technician.name)
        return True
    return False


def _page(request: HttpRequest, context: dict[str, object], next_url: str) -> HttpResponse:
    return render(request, "accounts/second_factor/sign_in.html", context)


@with_script
def _page_with_passkey(request: HttpRequest, context: dict[str, object], next_url: str) -> HttpResponse:
    party = relying_party()
    options = sign_in_options(party) if party else ""
    return _page(request, {**context, "options": options, "next": next_url}, next_url)

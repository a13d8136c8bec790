"""Signing in and out, and the technician's own page."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checker.desk.accounts import audit_log, browser_sessions
from checker.desk.accounts.access import open_without_second_factor
from checker.desk.accounts.forms import NewPasswordForm, SignInForm
from checker.desk.accounts.models import AuditAction, Passkey, Technician
from checker.desk.accounts.second_factor.factors import second_factors
from checker.desk.accounts.second_factor.passkeys import relying_party, sign_in_options
from checker.desk.accounts.sign_in_links import redeem_sign_in_link
from checker.desk.accounts.sign_in_steps import take_first_factor
from checker.desk.command_line import desk_command, public_desk_command
from checker.desk.pages.script import with_script


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form; then on to where the technician wanted to go, or to the second factor."""
    next_url = request.POST.get("next") or request.GET.get("next") or ""
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid() and form.technician:
        return take_first_factor(request, form.technician, AuditAction.SIGN_IN, next_url)
    context = {"form": form, "next": next_url, "link_command": public_desk_command("signinlink", "NAME")}
    page = _sign_in_page_with_passkey if Passkey.objects.exists() else _sign_in_page
    response = page(request, context)
    if form.wait_s:
        response.status_code = 429
        response["Retry-After"] = str(form.wait_s)
    return response


def _sign_in_page(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    return render(request, "accounts/sign_in.html", context)


@with_script
def _sign_in_page_with_passkey(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    party = relying_party()
    return _sign_in_page(request, {**context, "options": sign_in_options(party) if party else ""})


@login_not_required
@never_cache
@require_GET
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Counts as the password, once. A browser that only looks ahead does not use it up."""
    if "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        return HttpResponse(status=503)
    link = redeem_sign_in_link(token)
    if link is None:
        return render(
            request, "accounts/link_over.html", {"link_command": public_desk_command("signinlink", "NAME")}, status=410
        )
    return take_first_factor(request, link.technician, AuditAction.SIGN_IN_LINK, link.next)


@open_without_second_factor
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    browser_sessions.forget_session(request.session.session_key)
    logout(request)
    return redirect("sign-in")


@open_without_second_factor
@never_cache
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """The technician's own page: a new password. The session that sets it goes on; all others end.

    Who has forgotten the old one gets a link from `desk technician NAME`, which resets it.
    """
    technician = cast(Technician, request.user)
    form = NewPasswordForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        technician.set_password(form.cleaned_data["new"])
        technician.save(update_fields=["password"])
        former_key = request.session.session_key
        update_session_auth_hash(request, technician)
        browser_sessions.rename_session(former_key, request)
        browser_sessions.end_sessions(technician, but=request)
        audit_log.record(AuditAction.PASSWORD, request)
        messages.success(request, gettext("Ihr neues Passwort gilt ab jetzt."))
        return redirect("account")
    context = {
        "form": form,
        "reset_command": desk_command("technician", technician.name),
        "factors": second_factors(technician),
        "sessions": technician.browser_sessions.all(),
        "own_key": request.session.session_key,
    }
    return render(request, "accounts/account.html", context)


@open_without_second_factor
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends one of one's own sessions."""
    if browser_sessions.end_session(cast(Technician, request.user), pk):
        audit_log.record(AuditAction.SESSIONS, request)
        messages.success(request, gettext("Die Sitzung ist beendet."))
    return redirect("account")


@open_without_second_factor
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Ends all of one's own but this one."""
    if browser_sessions.end_sessions(cast(Technician, request.user), but=request):
        audit_log.record(AuditAction.SESSIONS, request)
    messages.success(request, gettext("Alle anderen Sitzungen sind beendet."))
    return redirect("account")

"""Signing in and out, and the technician's own page."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checker.desk.accounts import audit_log
from checker.desk.accounts.forms import NewPasswordForm, SignInForm
from checker.desk.accounts.models import AuditAction, Technician
from checker.desk.accounts.sign_in_links import redeem_sign_in_link
from checker.desk.command_line import desk_command, public_desk_command

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form; then on to where the technician wanted to go."""
    next_url = request.POST.get("next") or request.GET.get("next") or ""
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid() and form.technician:
        login(request, form.technician)
        audit_log.record(AuditAction.SIGN_IN, request)
        return redirect(_safe_redirect_url(next_url))
    status = 429 if form.wait_s else 200
    response = render(
        request,
        "accounts/sign_in.html",
        {"form": form, "next": next_url, "link_command": public_desk_command("signinlink", "NAME")},
        status=status,
    )
    if form.wait_s:
        response["Retry-After"] = str(form.wait_s)
    return response


@login_not_required
@never_cache
@require_GET
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Signs in once. A browser that only looks ahead does not use it up."""
    if "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        return HttpResponse(status=503)
    link = redeem_sign_in_link(token)
    if link is None:
        return render(
            request, "accounts/link_over.html", {"link_command": public_desk_command("signinlink", "NAME")}, status=410
        )
    login(request, link.technician, backend=BACKEND)
    audit_log.record(AuditAction.SIGN_IN_LINK, request)
    return redirect(_safe_redirect_url(link.next))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    logout(request)
    return redirect("sign-in")


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
        update_session_auth_hash(request, technician)
        audit_log.record(AuditAction.PASSWORD, request)
        messages.success(request, gettext("Ihr neues Passwort gilt ab jetzt."))
        return redirect("account")
    return render(
        request, "accounts/account.html", {"form": form, "reset_command": desk_command("technician", technician.name)}
    )


def _safe_redirect_url(url: str) -> str:
    is_safe = url_has_allowed_host_and_scheme(url, allowed_hosts=None) and url.startswith("/")
    return url if is_safe else resolve_url(settings.LOGIN_REDIRECT_URL)

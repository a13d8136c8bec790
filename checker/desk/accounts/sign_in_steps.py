"""From the first factor to a session: a password or a link is enough, or a second factor is asked for."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from checker.desk.accounts import audit_log
from checker.desk.accounts.browser_sessions import begin_session
from checker.desk.accounts.models import AuditAction, Technician
from checker.desk.accounts.second_factor.factors import second_factors
from checker.model.record import Record

_PENDING = "pending-sign-in"
PENDING_S = 600
"""To look for the phone; then the password is asked for again."""
SECOND_FACTOR_MARK = "second-factor"
"""In the session: whether it was signed in with a second factor."""


class PendingSignIn(Record, frozen=True, kw_only=True):
    """Whose first factor was right, and where to go on to."""

    technician: Technician
    action: AuditAction
    next_url: str


def take_first_factor(request: HttpRequest, technician: Technician, action: AuditAction, next_url: str) -> HttpResponse:
    """Password or link was right: signs in where that is all there is, else leads to the second factor."""
    if not second_factors(technician).has_any:
        return sign_in_with(request, technician, action, next_url, has_second_factor=False)
    logout(request)
    request.session[_PENDING] = {
        "technician": technician.pk,
        "action": action.value,
        "next": next_url,
        "at": timezone.now().timestamp(),
    }
    request.session.set_expiry(PENDING_S)
    return redirect("second-factor-sign-in")


def pending_sign_in(request: HttpRequest) -> PendingSignIn | None:
    """Who is on the step between; None where nobody is, or no longer."""
    pending = request.session.get(_PENDING)
    if not pending or timezone.now().timestamp() - pending["at"] > PENDING_S:
        return None
    technician = Technician.objects.filter(pk=pending["technician"], is_active=True).first()
    if technician is None:
        return None
    return PendingSignIn(technician=technician, action=AuditAction(pending["action"]), next_url=pending["next"])


def sign_in_with(
    request: HttpRequest, technician: Technician, action: AuditAction, next_url: str, *, has_second_factor: bool
) -> HttpResponse:
    """Signs in, writes it down, and leads on."""
    request.session.pop(_PENDING, None)
    login(request, technician, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.set_expiry(None)
    request.session[SECOND_FACTOR_MARK] = has_second_factor
    begin_session(request, technician)
    audit_log.record(action, request)
    return redirect(safe_redirect_url(next_url))


def safe_redirect_url(url: str) -> str:
    """The address, if it is one of this desk; else the inbox."""
    is_safe = url_has_allowed_host_and_scheme(url, allowed_hosts=None) and url.startswith("/")
    return url if is_safe else resolve_url(settings.LOGIN_REDIRECT_URL)

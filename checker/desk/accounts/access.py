"""Who may open which page, in one place: strangers what is open to all, technicians the daily work, administrators all.

That a page needs a sign-in at all is Django's LoginRequiredMiddleware. `tests/desk/accounts/test_access.py` tries every
page as everybody.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from checker.desk.accounts.browser_sessions import note_use
from checker.desk.accounts.models import Technician
from checker.desk.accounts.sign_in_steps import SECOND_FACTOR_MARK
from checker.desk.firm.current import firm_of

AnyView = TypeVar("AnyView", bound=Callable[..., HttpResponse])


def administrators_only(view: AnyView) -> AnyView:
    """A page that changes whom others trust, or who may do what."""
    view.administrators_only = True  # type: ignore[attr-defined]
    return view


def open_without_second_factor(view: AnyView) -> AnyView:
    """A page that leads to a second factor: open before there is one, where the desk asks for one."""
    view.open_without_second_factor = True  # type: ignore[attr-defined]
    return view


class AccessRules:
    """Middleware, behind the one that asks for a sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], *_: Any
    ) -> HttpResponseBase | None:
        """None where the page may be opened."""
        if not getattr(view, "login_required", True):
            return None
        user = request.user
        if not isinstance(user, Technician):
            return None
        note_use(request)
        if not getattr(view, "open_without_second_factor", False) and _needs_second_factor(request):
            return redirect("second-factor")
        if getattr(view, "administrators_only", False) and not is_administrator(request):
            return not_allowed(request)
        return None


def is_administrator(request: HttpRequest) -> bool:
    """For a page that technicians read and administrators change."""
    return isinstance(request.user, Technician) and request.user.is_administrator


def not_allowed(request: HttpRequest) -> HttpResponse:
    """403: says who can."""
    return render(request, "accounts/not_allowed.html", status=403)


def _needs_second_factor(request: HttpRequest) -> bool:
    return not request.session.get(SECOND_FACTOR_MARK) and firm_of(request).second_factor_required

"""The start page, the language, and the pages for when something went wrong: for people, or for a program."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST, require_safe

from checker.desk.pages.refusals import refusal_response

_API = "/api/"


@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Technicians go to the inbox, everyone else reads the guide."""
    return redirect("inbox" if request.user.is_authenticated else "guide")


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remembers the language in a cookie, and goes back."""
    chosen, next_url = request.POST.get("language", ""), request.POST.get("next", "/")
    is_internal = next_url.startswith("/") and url_has_allowed_host_and_scheme(next_url, allowed_hosts=None)
    response = redirect(next_url if is_internal else "/")
    if chosen in dict(settings.LANGUAGES) and check_for_language(chosen):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 86400,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    if request.path.startswith(_API):
        return refusal_response("not-found")
    return render(request, "pages/not_found.html", status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: an address or form that no page of the desk makes."""
    return render(request, "pages/bad_request.html", status=400)


def defect(request: HttpRequest) -> HttpResponse:
    """500. Touches nothing that may be what is broken: no database, no template."""
    if request.path.startswith(_API):
        return refusal_response("desk-defect")
    return HttpResponse(
        "Beim Desk ist ein Fehler aufgetreten. Bitte laden Sie die Seite neu. "
        "Bleibt der Fehler, hilft das Protokoll des Desks weiter.\n\n"
        "The desk has met an error. Please reload the page. If it stays, look at the desk's log.\n",
        status=500,
        content_type="text/plain; charset=utf-8",
    )


@login_not_required
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is older than the session, or came from another site."""
    return render(request, "pages/form_expired.html", status=403)

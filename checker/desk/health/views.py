"""/health for whoever watches the desk and for clients that compare clocks; /generate_204 to find captive portals."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from checker import __version__


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 where the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM firm_firm")
            cursor.fetchone()
        fine = True
    except DatabaseError:
        fine = False
    told = {"ok": fine, "database": "ok" if fine else "no answer", "version": __version__}
    answer = JsonResponse(told, status=200 if fine else 503)
    answer["Cache-Control"] = "no-store"
    return answer


@login_not_required
@require_safe
def generate_204(request: HttpRequest) -> HttpResponse:
    """Nothing at all: whatever else arrives was put there by something on the way (RFC 8910 has the background)."""
    answer = HttpResponse(status=204)
    answer["Cache-Control"] = "no-store"
    del answer["Content-Type"]
    return answer

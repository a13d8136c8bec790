"""/health for whoever watches the desk and for clients that compare clocks; /generate_204 to find captive portals."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from checker import __version__
from checker.desk.disk import DiskState, disk_state


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 where the database answers and reports can be stored, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM firm_firm")
            cursor.fetchone()
        is_database_up = True
    except DatabaseError:
        is_database_up = False
    disk = disk_state()
    is_ok = is_database_up and disk is DiskState.OK
    database = "ok" if is_database_up else "no answer"
    payload = {"ok": is_ok, "database": database, "disk": disk, "version": __version__}
    response = JsonResponse(payload, status=200 if is_ok else 503)
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
def generate_204(request: HttpRequest) -> HttpResponse:
    """Nothing at all: whatever else arrives was put there by something on the way (RFC 8910 has the background)."""
    response = HttpResponse(status=204)
    response["Cache-Control"] = "no-store"
    del response["Content-Type"]
    return response

"""Who is signed in, for every template."""

from django.http import HttpRequest

from checker.desk.accounts.models import Technician


def technician(request: HttpRequest) -> dict[str, Technician | None]:
    """`technician`: the one who is signed in, or None. Opens no session where there is none."""
    user = getattr(request, "user", None)
    return {"technician": user if isinstance(user, Technician) else None}

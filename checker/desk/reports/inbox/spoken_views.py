"""Letters that an employee reads out on the phone, turned into what the program found out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from checker.desk.pages.language import page_language
from checker.knowledge.causes import ACTORS_TO_TECHNICIAN, causes
from checker.model.codec import Unreadable
from checker.show.spoken_code import parse_spoken_code


@require_GET
def spoken(request: HttpRequest) -> HttpResponse:
    """The form; with letters in the address what they say. Nothing is stored: they name nobody."""
    text = request.GET.get("code", "").strip()[:60]
    context: dict[str, object] = {"code": text}
    if text:
        try:
            context["rows"] = [(code, _who(code)) for code in parse_spoken_code(text)]
        except Unreadable as unreadable:
            context["mistake"] = unreadable.refusal.render(page_language())
    return render(request, "reports/spoken.html", context)


def _who(code: str) -> str:
    """Who must act; empty for a cause that was given up."""
    cause = causes().get(code)
    return ACTORS_TO_TECHNICIAN[cause.who].render(page_language()) if cause is not None else ""

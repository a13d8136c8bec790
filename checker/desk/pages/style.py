"""The stylesheet of the report, which show/ keeps in code, at an address of its own: pages allow none inside."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


def report_style() -> str:
    """As the client's own printable page has it."""
    from checker.show.report_html.stylesheet import STYLE  # noqa: PLC0415 - no other page needs it

    return STYLE


@login_not_required
@require_safe
@cache_control(max_age=3600, public=True)
def report_css(request: HttpRequest) -> HttpResponse:
    """The stylesheet."""
    return HttpResponse(report_style(), content_type="text/css; charset=utf-8")

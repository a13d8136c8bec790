"""The one script that a page for technicians may load: by a number drawn for this answer, and nothing else."""

import functools
import secrets
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from checker.desk.pages.headers import CONTENT_SECURITY

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def with_script(view: View[P]) -> View[P]:
    """Lets the page's own script run: `script_nonce` is its number (w3.org/TR/CSP3, 6.7.2).

    What a mistake in escaping would bring into the page has no number, and is not run.
    """

    @functools.wraps(view)
    def with_nonce(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        nonce = secrets.token_urlsafe(16)
        request.script_nonce = nonce  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        response["Content-Security-Policy"] = f"{CONTENT_SECURITY}; script-src 'nonce-{nonce}'"
        return response

    return with_nonce

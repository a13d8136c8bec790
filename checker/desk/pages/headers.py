"""The headers of every answer: what a browser may load here, which is only what the desk itself serves."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

CONTENT_SECURITY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""No script, but where a page lets its own one run (pages/script.py; w3.org/TR/CSP3)."""

_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY,
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), display-capture=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def program_headers() -> dict[str, str]:
    """Those of an answer to a program that goes past Django's middleware."""
    security = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": settings.SECURE_REFERRER_POLICY}
    if settings.SECURE_HSTS_SECONDS:
        security["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    return {**_HEADERS, **security}


def headers(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Puts them on every answer, static files and errors included."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            # On a shared computer the back button must not show what a technician read.
            response.headers.setdefault("Cache-Control", "no-store")
        if response.status_code == 204:
            # Some middleware adds it; an empty answer must not have it (RFC 9110, 8.6).
            response.headers.pop("Content-Length", None)
        return response

    return middleware

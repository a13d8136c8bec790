"""A line for each request, where the desk is started with --access-log: what was asked for, and how long it took.

The page's pattern stands for its address, which may hold a token or a customer's code. No sender, no query.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.urls import Resolver404, resolve

from checker.net.clock import monotonic_s

log = logging.getLogger("checker.desk.access")

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")


class AccessLog:
    """A WSGI application (PEP 3333) around another."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The answer; its line is written when it begins."""
        began = monotonic_s()

        def start(status: str, *rest: Any) -> Any:
            method = environ.get("REQUEST_METHOD", "")
            fields = {
                "method": method if method in _METHODS else "other",
                "page": _pattern(environ.get("PATH_INFO", "")),
                "status": int(status[:3]),
                "ms": round((monotonic_s() - began) * 1000),
            }
            log.info("%s", " ".join(map(str, fields.values())) + " ms", extra={"fields": fields})
            return start_response(status, *rest)

        return self._application(environ, start)


def _pattern(path: str) -> str:
    if path == "/api/v1/reports":
        return path
    try:
        return f"/{resolve(path).route}"
    except Resolver404:
        return "no page"

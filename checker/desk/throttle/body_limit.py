"""How many requests may bring a body at once, so that slow senders can never take every thread from the readers.

A thread that waits for a body cannot be called back, so the desk counts them before they begin to wait. Reading pages
and /health bring no body and always find a thread.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from checker.desk.measure.concurrency_limit import ConcurrencyLimit
from checker.desk.pages.refusals import refusal_response
from checker.desk.thread_limits import PAGE_THREADS
from checker.desk.throttle.client_network import client_network

MAX_BODIES = PAGE_THREADS * 3 // 4
MAX_BODIES_PER_NETWORK = 12
"""A company's people behind one address, in the same second."""

RETRY_S = 5

BODIES = ConcurrencyLimit(MAX_BODIES, MAX_BODIES_PER_NETWORK)
"""Of this process: forms and reports are counted together."""


def limit_concurrent_bodies(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Turns away what is too much, before anything is read."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return get_response(request)
        network = client_network(request)
        if not BODIES.try_acquire(network):
            return _busy_response(request)
        try:
            return get_response(request)
        finally:
            BODIES.release(network)

    return middleware


def _busy_response(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        return refusal_response("desk-busy", RETRY_S)
    message = "Der Desk ist ausgelastet. Bitte laden Sie die Seite neu. / The desk is busy. Please reload the page.\n"
    response = HttpResponse(message, status=503, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = str(RETRY_S)
    return response

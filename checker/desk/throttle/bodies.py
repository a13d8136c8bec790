"""How many requests may bring a body at once, so that slow senders can never take every thread from the readers.

A thread that waits for a body cannot be called back, so the desk counts them before they begin to wait. Reading pages
and /health bring no body and always find a thread.
"""

import threading
from collections import Counter
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from checker.desk.pages.refusals import refused
from checker.desk.serving.threads import THREADS
from checker.desk.throttle.network import network_of

AT_ONCE = THREADS * 3 // 4
FROM_ONE_NETWORK = 12
"""A company's people behind one address, in the same second."""

RETRY_S = 5


class Bodies:
    """Counts them for this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_network: Counter[str] = Counter()

    def begin(self, network: str) -> bool:
        """Whether there is room for one more."""
        with self._lock:
            if self._by_network.total() >= AT_ONCE or self._by_network[network] >= FROM_ONE_NETWORK:
                return False
            self._by_network[network] += 1
            return True

    def end(self, network: str) -> None:
        """It is through."""
        with self._lock:
            self._by_network[network] -= 1
            if not self._by_network[network]:
                del self._by_network[network]


def bodies(ask: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Turns away what is too much, before anything is read."""
    counted = Bodies()

    def answered(request: HttpRequest) -> HttpResponseBase:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return ask(request)
        network = network_of(request)
        if not counted.begin(network):
            return _busy(request)
        try:
            return ask(request)
        finally:
            counted.end(network)

    return answered


def _busy(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        return refused("desk-busy", RETRY_S)
    said = "Der Desk ist ausgelastet. Bitte laden Sie die Seite neu. / The desk is busy. Please reload the page.\n"
    answer = HttpResponse(said, status=503, content_type="text/plain; charset=utf-8")
    answer["Retry-After"] = str(RETRY_S)
    return answer

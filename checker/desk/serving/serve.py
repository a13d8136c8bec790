"""Serves the desk until it is told to end."""

import http.client
import multiprocessing
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from checker.desk.serving.address import Address
from checker.desk.serving.children import Beside
from checker.desk.serving.signals import when_told_to_end
from checker.desk.serving.threads import DOWNLOADS, THREADS
from checker.desk.serving.worker import load

END_S = 10
"""Seconds that a request under way has to finish when the desk ends."""

_READY_WITHIN_S = 60


def serve(listen: Address, beside: list[Beside], workers: int, ready: Callable[[], None]) -> int:
    """Blocks until SIGTERM or Ctrl-C, and leaves no process behind. Returns the exit code."""
    # A forked worker would inherit the locks of threads that it does not have.
    multiprocessing.set_start_method("spawn", force=True)
    server = Server(
        "checker.desk.wsgi",
        address=listen.host,
        port=listen.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS + DOWNLOADS,
        backpressure=THREADS * 4 + DOWNLOADS,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=END_S,
    )
    # After Granian has set its own handlers.
    server.on_startup(lambda: when_told_to_end(server.signal_handler_interrupt))
    for one in beside:
        one.start()
    threading.Thread(target=_tell_when_ready, args=(listen, ready), name="ready", daemon=True).start()
    try:
        server.serve(target_loader=load)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    finally:
        for one in beside:
            one.stop()
    return 0


def _tell_when_ready(listen: Address, ready: Callable[[], None]) -> None:
    until = time.monotonic() + _READY_WITHIN_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{listen.url}/health", timeout=5):  # noqa: S310 - our own address
                ready()
                return
        except (OSError, urllib.error.URLError, http.client.HTTPException):
            time.sleep(0.1)
    sys.stderr.write(f"{listen}: no answer\n")

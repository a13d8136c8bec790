"""Serves the desk until SIGTERM or Ctrl-C ends it.

A Python handler that sets the event which the main thread waits for would wait for itself if a second signal came while
the main thread was just waking up (an Event's lock is not reentrant). So a thread of its own learns of it by a socket.
"""

import http.client
import multiprocessing
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from checker.desk.measure.listen_address import ListenAddress
from checker.desk.serving.child_processes import SupervisedProcess
from checker.desk.serving.open_files import raise_open_file_limit
from checker.desk.serving.worker import load_application
from checker.desk.thread_limits import DOWNLOAD_THREADS, PAGE_THREADS
from checker.net.clock import monotonic_s

STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def on_stop_signal(callback: Callable[[], None]) -> None:
    """From now on, each SIGTERM and Ctrl-C calls `callback` in a thread. To be called in the main thread."""
    receiver, sender = socket.socketpair()
    sender.setblocking(False)
    for number in STOP_SIGNALS:
        signal.signal(number, lambda *_: None)
    signal.set_wakeup_fd(sender.fileno(), warn_on_full_buffer=False)

    def listen() -> None:
        with receiver, sender:
            while received := receiver.recv(16):
                if any(number in received for number in STOP_SIGNALS):
                    callback()

    threading.Thread(target=listen, name="signals", daemon=True).start()


MAX_CONNECTIONS = 8192
"""At once, most of them waiting for their next request: each takes memory, and no thread."""
SPARE_FILES = 512
"""Descriptors for everything else: the database's, programs that are sent."""
HEAD_TIMEOUT_MS = 10_000
"""From the opening of a connection, or the last answer, to the end of the next request's head."""

SHUTDOWN_S = 10
"""Seconds that a request under way has to finish when the desk ends."""

_READY_WITHIN_S = 60


def serve(listen: ListenAddress, processes: list[SupervisedProcess], workers: int, on_ready: Callable[[], None]) -> int:
    """Blocks until SIGTERM or Ctrl-C, and leaves no process behind. Returns the exit code."""
    # A forked worker would inherit the locks of threads that it does not have.
    multiprocessing.set_start_method("spawn", force=True)
    server = Server(
        "checker.desk.wsgi",
        address=listen.host,
        port=listen.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=PAGE_THREADS + DOWNLOAD_THREADS,
        backpressure=raise_open_file_limit(MAX_CONNECTIONS + SPARE_FILES) - SPARE_FILES,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_TIMEOUT_MS),
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=SHUTDOWN_S,
    )
    # After Granian has set its own handlers.
    server.on_startup(lambda: on_stop_signal(server.signal_handler_interrupt))
    for process in processes:
        process.start()
    threading.Thread(target=_report_ready, args=(listen, on_ready), name="ready", daemon=True).start()
    try:
        server.serve(target_loader=load_application)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    finally:
        for process in processes:
            process.stop()
    return 0


def _report_ready(listen: ListenAddress, on_ready: Callable[[], None]) -> None:
    deadline = monotonic_s() + _READY_WITHIN_S
    while monotonic_s() < deadline:
        try:
            with urllib.request.urlopen(f"{listen.url}/health", timeout=5):  # noqa: S310 - our own address
                on_ready()
                return
        except (OSError, urllib.error.URLError, http.client.HTTPException):
            time.sleep(0.1)
    sys.stderr.write(f"{listen}: no answer\n")

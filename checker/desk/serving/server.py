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
from granian.log import LogLevels
from granian.server import Server

from checker.desk.measure.listen_address import ListenAddress
from checker.desk.serving.child_processes import SupervisedProcess
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
        backpressure=PAGE_THREADS * 4 + DOWNLOAD_THREADS,
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

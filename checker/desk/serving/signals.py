"""Being told to end, by SIGTERM or Ctrl-C.

A Python handler that sets the event which the main thread waits for would wait for itself if a second signal came while
the main thread was just waking up (an Event's lock is not reentrant). So a thread of its own is told, through a socket.
"""

import signal
import socket
import threading
from collections.abc import Callable

ENDING = (signal.SIGTERM, signal.SIGINT)


def when_told_to_end(act: Callable[[], None]) -> None:
    """From now on, each SIGTERM and Ctrl-C calls `act` in a thread. To be called in the main thread."""
    hear, tell = socket.socketpair()
    tell.setblocking(False)
    for number in ENDING:
        signal.signal(number, lambda *_: None)
    signal.set_wakeup_fd(tell.fileno(), warn_on_full_buffer=False)

    def listen() -> None:
        with hear, tell:
            while told := hear.recv(16):
                if any(number in told for number in ENDING):
                    act()

    threading.Thread(target=listen, name="signals", daemon=True).start()

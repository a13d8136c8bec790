"""Being told to end, by SIGTERM or Ctrl-C.

A Python handler that sets the event which the main thread waits for would wait for itself if a second signal came while
the main thread was just waking up (an Event's lock is not reentrant). So a thread of its own is told, through a socket.
"""

import signal
import socket
import threading
from collections.abc import Callable

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

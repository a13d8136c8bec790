"""Whether the system calls the connection to the internet metered: paid by volume, or limited in it."""

import queue
import threading

from checker.model.failure import OperationFailed
from checker.net.metered import linux, macos, windows

WAIT_S = 1.0
"""So long the system's word is waited for; later it counts as unsaid."""
_ASKED = {"linux": linux.metered, "macos": macos.metered, "windows": windows.metered}


def metered(system: str) -> bool | None:
    """None where the system does not say. Returns after WAIT_S at the latest, and raises nothing.

    No call to the system can be cut off, so it runs in a thread that may outlive the wait; nothing depends on it.
    """
    answers: queue.SimpleQueue[bool | None] = queue.SimpleQueue()
    threading.Thread(target=lambda: answers.put(_said(system)), name="metered", daemon=True).start()
    try:
        return answers.get(timeout=WAIT_S)
    except queue.Empty:
        return None


def _said(system: str) -> bool | None:
    ask = _ASKED.get(system)
    try:
        return ask() if ask else None
    except (OperationFailed, OSError):
        return None

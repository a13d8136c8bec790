"""Whether the system calls the connection to the internet metered: paid by volume, or limited in it."""

import queue
import threading

from checker.model.failure import OperationFailed
from checker.net.metered import linux, macos, windows

WAIT_S = 1.0
"""So long the system's word is waited for; later it counts as unsaid."""
_QUERIES = {"linux": linux.metered, "macos": macos.metered, "windows": windows.metered}


def metered(system: str) -> bool | None:
    """None where the system does not say. Returns after WAIT_S at the latest, and raises nothing.

    No call to the system can be cut off, so it runs in a thread that may outlive the wait; nothing depends on it.
    """
    results: queue.SimpleQueue[bool | None] = queue.SimpleQueue()
    threading.Thread(target=lambda: results.put(_query_system(system)), name="metered", daemon=True).start()
    try:
        return results.get(timeout=WAIT_S)
    except queue.Empty:
        return None


def _query_system(system: str) -> bool | None:
    query = _QUERIES.get(system)
    try:
        return query() if query else None
    except (OperationFailed, OSError):
        return None

"""Whether the system calls the connection to the internet metered: paid by volume, or limited in it."""

from checker.model.failure import Operation, OperationFailed
from checker.net.metered import linux, macos, windows
from checker.net.unawaited_call import result_within, start_call

WAIT_S = 1.0
"""So long the system's word is waited for; later it counts as unsaid."""
_QUERIES = {"linux": linux.metered, "macos": macos.metered, "windows": windows.metered}


def metered(system: str) -> bool | None:
    """None where the system does not say. Returns after WAIT_S at the latest, and raises nothing.

    No call to the system can be cut off, so it runs in a thread that may outlive the wait; nothing depends on it.
    """
    query = _QUERIES.get(system)
    try:
        return result_within(start_call(query, "metered"), WAIT_S, Operation.READ) if query else None
    except (OperationFailed, OSError):
        return None

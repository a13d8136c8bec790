"""Before the line is measured on a connection that the system calls metered, the employee is asked.

Window and text mode have this in common. The system is only asked once consent is given.
"""

import queue
import threading

from checker.client.session import Session
from checker.model.text import Text
from checker.net.metered import metered
from checker.run.system import this_system

CHECK = "line"
WAIT_S = 1.0
"""So long the start waits for the system's word; later it counts as unsaid, and the line is measured."""
EXPLAINED = Text(
    de="Ihre Verbindung ist als getaktet gekennzeichnet (begrenztes Datenvolumen). "
    "Das Messen der Leitung verbraucht etwa 10 bis 60 MB.",
    en="Your connection is marked as metered (limited data volume). Measuring the line uses about 10 to 60 MB.",
)


def concerns(session: Session) -> bool:
    """Whether the line is going to be measured by moving data. Raises Unreadable."""
    return any(one.check.name == CHECK and getattr(one.need, "endpoint", "") for one in session.plan().planned)


def is_metered() -> bool:
    """Whether the system says so. Returns after WAIT_S at the latest, and raises nothing."""
    answers: queue.SimpleQueue[bool | None] = queue.SimpleQueue()
    threading.Thread(target=lambda: answers.put(metered(this_system())), name="metered", daemon=True).start()
    try:
        return answers.get(timeout=WAIT_S) is True
    except queue.Empty:
        return False

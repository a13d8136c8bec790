"""Before the line is measured on a connection that the system calls metered, the employee is asked.

Window and text mode have this in common. The system is only asked once consent is given.
"""

from checker.client.session import Session
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.observation import Observation
from checker.model.text import Text
from checker.net.metered import metered
from checker.run.system import this_system

CHECK = "line"
EXPLAINED = Text(
    de="Ihre Verbindung ist als getaktet gekennzeichnet (begrenztes Datenvolumen). "
    "Das Messen der Leitung verbraucht etwa 10 bis 60 MB.",
    en="Your connection is marked as metered (limited data volume). Measuring the line uses about 10 to 60 MB.",
)


def declined() -> tuple[Observation, ...]:
    """What the report says of a line that was not measured for this reason."""
    refused = Failure(operation=Operation.RUN, kind=FailureKind.NO_CONSENT)
    rates = (Observation(name=f"{way}.rate", unit="Mbit/s", failure=refused) for way in ("down", "up"))
    return (Observation(name="metered", value=True), *rates)


def concerns(session: Session) -> bool:
    """Whether the line is going to be measured by moving data. Raises Unreadable."""
    return any(one.check.name == CHECK and getattr(one.need, "endpoint", "") for one in session.plan().planned)


def is_metered() -> bool:
    """Whether the system says so, within its short wait; what it does not say is measured."""
    return metered(this_system()) is True

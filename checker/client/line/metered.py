"""Before the line is measured on a connection that the system calls metered, the employee is asked.

Window and text mode have this in common. The system is only asked once consent is given.
"""

from checker.client.line import CHECK
from checker.client.session import Session
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.observation import Observation
from checker.model.systems import this_system
from checker.model.text import Text
from checker.net.metered import metered

EXPLANATION = Text(
    de="Ihre Verbindung ist als getaktet gekennzeichnet (begrenztes Datenvolumen). "
    "Das Messen der Leitung verbraucht etwa 1 bis 55 MB, je nach Geschwindigkeit.",
    en="Your connection is marked as metered (limited data volume). "
    "Measuring the line uses about 1 to 55 MB, depending on its speed.",
)


def declined_observations() -> tuple[Observation, ...]:
    """What the report says of a line that was not measured for this reason."""
    no_consent = Failure(operation=Operation.RUN, kind=FailureKind.NO_CONSENT)
    rates = (Observation(name=f"{direction}.rate", unit="Mbit/s", failure=no_consent) for direction in ("down", "up"))
    return (Observation(name="metered", value=True), *rates)


def uses_data_volume(session: Session) -> bool:
    """Whether the line is going to be measured by moving data. Raises Unreadable."""
    return any(
        planned_check.check.name == CHECK and getattr(planned_check.need, "endpoint", "")
        for planned_check in session.plan().planned
    )


def is_metered() -> bool:
    """Whether the system says so, within its short wait; what it does not say is measured."""
    return metered(this_system()) is True

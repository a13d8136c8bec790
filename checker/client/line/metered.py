"""Before a check moves much data on a connection that the system calls metered, the employee is asked.

Window and text mode have this in common. The system is only asked once consent is given.
"""

from checker.checks.declaration import Check
from checker.checks.registry import checks
from checker.client.session import Session
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.observation import Observation
from checker.model.systems import this_system
from checker.model.text import Language
from checker.net.metered import metered


def explanation(language: Language) -> str:
    """How much data is moved, as the checks declare it."""
    questions = (check.volume_question for check in checks().values())
    return " ".join(question.explanation.render(language) for question in questions if question is not None)


def decline(session: Session) -> None:
    """The answer is no: those checks are left out, and the report says why."""
    for check in _moving_data(session):
        session.decline(check.name, declined_observations(check))


def declined_observations(check: Check) -> tuple[Observation, ...]:
    """What the report says of a check that was left out for this reason."""
    question = check.volume_question
    if question is None:
        return ()
    no_consent = Failure(operation=Operation.RUN, kind=FailureKind.NO_CONSENT)
    not_measured = (Observation(name=name, unit=check.fact(name).unit, failure=no_consent) for name in question.facts)
    return (Observation(name=question.metered_fact, value=True), *not_measured)


def uses_data_volume(session: Session) -> bool:
    """Whether something is going to be measured by moving data. Raises Unreadable."""
    return bool(_moving_data(session))


def is_metered() -> bool:
    """Whether the system says so, within its short wait; what it does not say is measured."""
    return metered(this_system()) is True


def _moving_data(session: Session) -> list[Check]:
    return [
        planned.check
        for planned in session.plan().planned
        if planned.check.volume_question is not None and getattr(planned.need, planned.check.volume_question.need_key)
    ]

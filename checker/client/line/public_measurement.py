"""When the public test of the line may be offered, and how its run becomes a measurement. Never started unasked."""

from checker.checks.registry import check as registered_check
from checker.checks.registry import needs
from checker.client.line import CHECK
from checker.client.session import Session
from checker.model.failure import Failure
from checker.model.finding import Finding
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.profile import Profile
from checker.run.part_run import PartRun, part_limits

PART = "public"
HELPED_CODES = {
    "line.not-asked",
    "line.not-measured",
    "line.server-failed",
    "line.server-untrusted",
    "line.public-failed",
}
"""Findings that another way of measuring can answer."""


def is_allowed(profile: Profile) -> bool:
    """Whether the profile leaves it to the employee. Raises Unreadable."""
    return PART in registered_check(CHECK).parts and getattr(needs(profile)[CHECK], "public", "never") == "ask"


def can_help(finding: Finding) -> bool:
    """Whether this finding is one that it can answer."""
    return finding.code in HELPED_CODES


def measure_publicly(session: Session) -> Measurement:
    """Runs it to its end; Ctrl-C ends it early, and what was seen is kept."""
    observations: list[Observation] = []
    endings: list[tuple[Outcome, Failure | None]] = []

    def on_event(event: object) -> None:
        if isinstance(event, Observation):
            observations.append(event)

    need = needs(session.profile)[CHECK]
    PartRun(
        CHECK,
        PART,
        need,
        session.profile,
        listener=on_event,
        on_end=lambda *ending: endings.append(ending),
        **part_limits(CHECK, session.allowed),
    ).run_to_end()
    outcome, failure = endings[0]
    version = registered_check(CHECK).version
    return Measurement(check=CHECK, version=version, outcome=outcome, failure=failure, observations=tuple(observations))

"""When a public test of the line may be offered, and how its run becomes a measurement. Never started unasked."""

from urllib.parse import urlsplit

from msgspec.structs import replace

from checker.checks.line.comparison.compared_path import ComparedPath
from checker.checks.line.need import LineNeed
from checker.checks.reasoning.experiments.planner import next_experiments
from checker.checks.reasoning.experiments.registry import AFTER_CONSENT
from checker.checks.reasoning.verdict import symptoms_of, weigh
from checker.checks.registry import check as registered_check
from checker.checks.registry import needs
from checker.client.line import CHECK
from checker.client.session import Session
from checker.model.codec import Unreadable
from checker.model.failure import Failure
from checker.model.finding import Finding
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.record import Record
from checker.model.report import Report
from checker.model.systems import SYSTEMS
from checker.run.part_run import PartRun, part_limits
from checker.show.explanation.report_witnesses import witnesses_of_report

SPEEDTEST, PUBLIC_SERVER, SECOND_OPINION = "public", "public_server", "second_opinion"
PARTS = (SPEEDTEST, PUBLIC_SERVER, SECOND_OPINION)
"""Parts of the check: by speedtest-cli; by our own engine, against the profile's public server; shortly beside what
was measured already.
"""
HELPED_CODES = {
    "line.not-asked",
    "line.not-measured",
    "line.server-failed",
    "line.server-untrusted",
    "line.public-failed",
}
"""Findings that another way of measuring can answer."""
BLAMING_CODES = {"line.down-slow", "line.up-slow", "line.below-contract"}
"""Findings that blame the line, which only two servers that agree may do."""


class PublicTest(Record, frozen=True, kw_only=True):
    """One that may be offered. `host`: the server's; empty for speedtest-cli, which chooses one by itself."""

    part: str
    host: str = ""


def public_test_for(finding: Finding, report: Report) -> PublicTest | None:
    """The test that can answer this finding, our own engine's first; None where none can or the profile forbids it."""
    if finding.code not in HELPED_CODES | BLAMING_CODES:
        return None  # most findings: the profile is not read for each of them
    need = _line_need(report)
    if need is None or need.public != "ask":
        return None
    host = urlsplit(need.public_server).hostname or ""
    if finding.code in BLAMING_CODES and host and _would_tell(finding, report):
        return PublicTest(part=SECOND_OPINION, host=host)
    if finding.code not in HELPED_CODES:
        return None
    was_asked = any(entry.name == "server" and entry.value == host for entry in _line_observations(report))
    return PublicTest(part=PUBLIC_SERVER, host=host) if host and not was_asked else PublicTest(part=SPEEDTEST)


def _line_need(report: Report) -> LineNeed | None:
    try:
        need = needs(report.profile)[CHECK]
    except Unreadable:
        return None
    return need if isinstance(need, LineNeed) else None


def _line_observations(report: Report) -> tuple[Observation, ...]:
    return next((entry.observations for entry in report.measurements if entry.check == CHECK), ())


def _would_tell(finding: Finding, report: Report) -> bool:
    """Whether the server was not asked yet, and the reasoning cannot tell the line from what it was measured against.

    The planner's own question, as of every other experiment.
    """
    is_compared = any(entry.subject == ComparedPath.PUBLIC.value for entry in _line_observations(report))
    system = next((system for system in SYSTEMS if system == report.system), None)
    if is_compared or system is None:
        return False
    witnesses = witnesses_of_report(report).witnesses
    symptoms = symptoms_of(finding, witnesses)
    verdicts = [weigh(symptoms, witnesses)] if symptoms else []
    return bool(next_experiments(verdicts, (), {CHECK}, system, AFTER_CONSENT))


def measurement_with(part: str, added: Measurement, report: Report) -> Measurement:
    """What the part measured: in place of the line's measurement, or beside it where it is a second opinion."""
    measured = next((entry for entry in report.measurements if entry.check == CHECK), None)
    if part != SECOND_OPINION or measured is None:
        return added
    own = [entry for entry in measured.observations if entry.subject != ComparedPath.PUBLIC.value]
    return replace(measured, observations=(*own, *added.observations))


def measure_publicly(session: Session, part: str) -> Measurement:
    """Runs it to its end; Ctrl-C ends it early, and what was seen is kept."""
    observations: list[Observation] = []
    endings: list[tuple[Outcome, Failure | None]] = []

    def on_event(event: object) -> None:
        if isinstance(event, Observation):
            observations.append(event)

    need = needs(session.profile)[CHECK]
    PartRun(
        CHECK,
        part,
        need,
        session.profile,
        listener=on_event,
        on_end=lambda *ending: endings.append(ending),
        **part_limits(CHECK, session.allowed),
    ).run_to_end()
    outcome, failure = endings[0]
    version = registered_check(CHECK).version
    added = Measurement(
        check=CHECK, version=version, outcome=outcome, failure=failure, observations=tuple(observations)
    )
    return measurement_with(part, added, session.report)

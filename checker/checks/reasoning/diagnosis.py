"""From measurements to findings: each check's diagnosis, then the look across all of them. Pure."""

import dataclasses
from collections.abc import Iterable, Mapping

from checker.checks.declaration import Need
from checker.checks.reasoning.consistency import consistent
from checker.checks.reasoning.diagnosis_context import DiagnosisContext
from checker.checks.reasoning.root_cause import root_causes
from checker.checks.reasoning.verdict import Verdict, symptoms_of, weigh
from checker.checks.registry import checks
from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observations

UNFINISHED_CODES = {
    Outcome.SKIPPED: "run.not-allowed",
    Outcome.CANCELLED: "run.cancelled",
    Outcome.TIMED_OUT: "run.timed-out",
    Outcome.DEFECT: "run.defect",
}


def diagnose_measurements(needs: Mapping[str, Need], measurements: Iterable[Measurement]) -> tuple[Finding, ...]:
    """The findings of a run, consequences marked with what caused them.

    A check of another version of the program, which this one does not know, yields nothing.
    """
    context = _context(needs, measurements)
    return root_causes(context.findings, context)


def open_verdicts(needs: Mapping[str, Need], measurements: Iterable[Measurement]) -> tuple[Verdict, ...]:
    """What is undecided about each trouble that nothing else explains: what experiments may still separate."""
    context = _context(needs, measurements)
    findings = root_causes(context.findings, context)
    troubles = [
        finding for finding in findings if not finding.caused_by and finding.level not in (Level.OK, Level.NOTE)
    ]
    symptoms = [symptoms_of(finding, context.witnesses) for finding in troubles]
    return tuple(weigh(failed, context.witnesses) for failed in symptoms if failed)


def _context(needs: Mapping[str, Need], measurements: Iterable[Measurement]) -> DiagnosisContext:
    checks_by_name = checks()
    findings: list[Finding] = []
    observations_by_check: dict[str, Observations] = {}
    unfinished: set[str] = set()
    for measurement in measurements:
        observations = observations_by_check[measurement.check] = measurement.observations_by_key
        if measurement.outcome not in (Outcome.DONE, Outcome.SKIPPED):
            unfinished.add(measurement.check)
        if measurement.check in checks_by_name:
            findings += _diagnose_measurement(measurement, observations, needs[measurement.check])
    advice = [check.advise(findings, observations_by_check) for check in checks_by_name.values()]
    findings += [finding for finding in advice if finding is not None]
    context = DiagnosisContext.of(findings, needs, observations_by_check)
    consistent_findings = consistent(context.findings, context.witnesses)
    return dataclasses.replace(context, findings=consistent_findings, unfinished=frozenset(unfinished))


def _diagnose_measurement(measurement: Measurement, observations: Observations, need: Need) -> list[Finding]:
    if measurement.outcome is Outcome.SKIPPED and not measurement.observations:
        return [_unfinished(measurement)]
    findings = list(checks()[measurement.check].diagnose(observations, need))
    if measurement.outcome in (Outcome.DONE, Outcome.SKIPPED):  # left out, but why is known: it says that better
        return findings
    # One sentence says that the check was cut off; a gap per observation would only repeat it,
    # and "all fine" from a part of the facts would be a false calm.
    problems = [finding for finding in findings if finding.level not in (Level.UNKNOWN, Level.OK)]
    return [*problems, _unfinished(measurement)]


def _unfinished(measurement: Measurement) -> Finding:
    title = checks()[measurement.check].title
    return Finding.unknown(
        UNFINISHED_CODES[measurement.outcome], subject=measurement.check, name_de=title.de, name_en=title.en
    )

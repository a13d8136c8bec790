"""From measurements to findings: each check's diagnosis, then the look across all of them. Pure."""

from collections.abc import Iterable, Mapping

from checker.checks.declaration import Need
from checker.checks.microphone.diagnose_headset import headset_advice
from checker.checks.registry import checks
from checker.checks.rootcause import root_causes
from checker.checks.scene import Scene
from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome

_CUT_OFF = {
    Outcome.SKIPPED: "run.not-allowed",
    Outcome.CANCELLED: "run.cancelled",
    Outcome.TIMED_OUT: "run.timed-out",
    Outcome.DEFECT: "run.defect",
}


def judge(needs: Mapping[str, Need], measurements: Iterable[Measurement]) -> tuple[Finding, ...]:
    """The findings of a run, consequences marked with what caused them.

    A check of another version of the program, which this one does not know, yields nothing.
    """
    known = checks()
    findings: list[Finding] = []
    measured = tuple(measurements)
    for measurement in measured:
        if measurement.check in known:
            findings += _judged(measurement, needs[measurement.check])
    advice = headset_advice(findings, {one.check: one.seen for one in measured})
    if advice is not None:
        findings.append(advice)
    return root_causes(findings, Scene.of(findings, needs, measured))


def _judged(measurement: Measurement, need: Need) -> list[Finding]:
    if measurement.outcome is Outcome.SKIPPED and not measurement.observations:
        return [_cut_off(measurement)]
    found = list(checks()[measurement.check].diagnose(measurement.seen, need))
    if measurement.outcome in (Outcome.DONE, Outcome.SKIPPED):  # left out, but why is known: it says that better
        return found
    # One sentence says that the check was cut off; a gap per observation would only repeat it,
    # and "all fine" from a part of the facts would be a false calm.
    told = [finding for finding in found if finding.level not in (Level.UNKNOWN, Level.OK)]
    return [*told, _cut_off(measurement)]


def _cut_off(measurement: Measurement) -> Finding:
    title = checks()[measurement.check].title
    return Finding.unknown(_CUT_OFF[measurement.outcome], subject=measurement.check, name_de=title.de, name_en=title.en)

"""One root cause: which finding explains which, across checks, and how sure that makes it. Pure."""

from collections.abc import Iterable

import msgspec

from checker.checks.reasoning.diagnosis_context import DiagnosisContext
from checker.checks.reasoning.rules import RULES
from checker.checks.reasoning.verdict import place_of, sureness_of, symptoms_of, weigh
from checker.model.finding import Finding, Level, Sureness

_MEASURED_OVER_THE_ROUTE = ("network", "vpn", "line", "router")
"""The checks whose facts do not go together where the way out of the PC changed in between."""


def root_causes(findings: Iterable[Finding], context: DiagnosisContext | None = None) -> tuple[Finding, ...]:
    """The findings, each consequence pointing to its cause by `caused_by`.

    How sure a cause is that a hypothesis states, the verdict over the witnesses says. The cause that a consequence
    names of its own is no more than possible.
    """
    all_findings = tuple(findings)
    context = context or DiagnosisContext(all_findings)
    explanations = [_explain(finding, context) for finding in all_findings]
    return tuple(
        _with_sureness(finding, explanation, context)
        for finding, explanation in zip(all_findings, explanations, strict=True)
    )


_OF_EVERYTHING = ("network.no-internet", "network.dns-of-router")
"""Codes whose sentence says more than a place: that nothing at all gets through, or is looked up."""


def _says_more_than_was_tried(finding: Finding) -> bool:
    """Whether its diagnosis doubts how much is broken: a verdict is on where."""
    return finding.code in _OF_EVERYTHING and finding.sure is Sureness.POSSIBLE


def _explain(finding: Finding, context: DiagnosisContext) -> Finding | None:
    """The finding that explains this one."""
    if finding.level is Level.OK:
        return None
    for rule in RULES:
        if finding.code not in rule.consequences:
            continue
        for cause in context.with_codes(rule.cause):
            if cause.level is not Level.OK and rule.condition(cause, finding, context):
                return cause
    return None


def _with_sureness(finding: Finding, explanation: Finding | None, context: DiagnosisContext) -> Finding:
    if explanation is not None:
        return msgspec.structs.replace(finding, caused_by=explanation.key, sure=Sureness.POSSIBLE)
    if finding.level is Level.OK or finding.code == "network.route-changed":
        return finding
    is_in_doubt = context.is_route_changed and finding.check in _MEASURED_OVER_THE_ROUTE
    if is_in_doubt or finding.check in context.unfinished:
        return msgspec.structs.replace(finding, sure=Sureness.POSSIBLE)
    place, symptoms = place_of(finding), symptoms_of(finding, context.witnesses)
    if place is not None and symptoms:
        verdict = weigh(symptoms, context.witnesses)
        named = {"places": " ".join(item.value for item in verdict.alternatives)} if verdict.alternatives else {}
        sure = Sureness.POSSIBLE if _says_more_than_was_tried(finding) else sureness_of(finding, verdict)
        return msgspec.structs.replace(finding, sure=sure, values={**finding.values, **named})
    return finding

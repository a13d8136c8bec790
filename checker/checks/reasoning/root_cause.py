"""One root cause: which finding explains which, across checks, and how sure that makes it. Pure."""

from collections.abc import Iterable

import msgspec

from checker.checks.reasoning.diagnosis_context import DiagnosisContext
from checker.checks.reasoning.rules import RULES, Rule
from checker.checks.reasoning.verdict import place_of, symptoms_of, weigh
from checker.model.finding import Finding, Level, Sureness


def root_causes(findings: Iterable[Finding], context: DiagnosisContext | None = None) -> tuple[Finding, ...]:
    """The findings, each consequence pointing to its cause by `caused_by`.

    Where two independent observations leave no other reading, the cause is certain. The cause that a consequence
    names of its own is no more than possible.
    """
    all_findings = tuple(findings)
    context = context or DiagnosisContext(all_findings)
    explanations = [_explain(finding, context) for finding in all_findings]
    proven = {cause.key for cause, rule in filter(None, explanations) if rule.proves}
    return tuple(
        _with_sureness(finding, explanation, proven, context)
        for finding, explanation in zip(all_findings, explanations, strict=True)
    )


def _explain(finding: Finding, context: DiagnosisContext) -> tuple[Finding, Rule] | None:
    """The finding that explains this one, and the rule that says so."""
    if finding.level is Level.OK:
        return None
    for rule in RULES:
        if finding.code not in rule.consequences:
            continue
        for cause in context.with_codes(rule.cause):
            if cause.level is not Level.OK and rule.condition(cause, finding, context):
                return cause, rule
    return None


def _with_sureness(
    finding: Finding, explanation: tuple[Finding, Rule] | None, proven: set[str], context: DiagnosisContext
) -> Finding:
    if explanation is not None:
        return msgspec.structs.replace(finding, caused_by=explanation[0].key, sure=Sureness.POSSIBLE)
    if finding.level is Level.OK:
        return finding
    place, symptoms = place_of(finding), symptoms_of(finding, context.witnesses)
    if place is not None and symptoms:
        sure = weigh(symptoms, context.witnesses).sureness(place)
        return msgspec.structs.replace(finding, sure=sure)
    return msgspec.structs.replace(finding, sure=Sureness.CERTAIN) if finding.key in proven else finding

"""One root cause: which finding explains which, across checks, and how sure that makes it. Pure."""

from collections.abc import Iterable

import msgspec

from checker.checks.rules import RULES, Rule
from checker.checks.scene import Scene
from checker.model.finding import Finding, Level, Sureness


def root_causes(findings: Iterable[Finding], scene: Scene | None = None) -> tuple[Finding, ...]:
    """The findings, each consequence pointing to its cause by `caused_by`.

    Where two independent observations leave no other reading, the cause is certain. The cause that a consequence
    names of its own is no more than possible.
    """
    told = tuple(findings)
    scene = scene or Scene(told)
    why = [_why(finding, scene) for finding in told]
    proven = {cause.key for cause, rule in filter(None, why) if rule.proves}
    return tuple(_weighed(finding, found, proven) for finding, found in zip(told, why, strict=True))


def _why(finding: Finding, scene: Scene) -> tuple[Finding, Rule] | None:
    """The finding that explains this one, and the rule that says so."""
    if finding.level is Level.OK:
        return None
    for rule in RULES:
        if finding.code not in rule.follows:
            continue
        for cause in scene.found(rule.cause):
            if cause.level is not Level.OK and rule.where(cause, finding, scene):
                return cause, rule
    return None


def _weighed(finding: Finding, found: tuple[Finding, Rule] | None, proven: set[str]) -> Finding:
    if found is not None:
        return msgspec.structs.replace(finding, caused_by=found[0].key, sure=Sureness.POSSIBLE)
    if finding.key in proven and finding.level is not Level.OK:
        return msgspec.structs.replace(finding, sure=Sureness.CERTAIN)
    return finding

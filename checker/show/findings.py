"""The findings as people read them: a root with what follows from it, sorted by who must act."""

from collections.abc import Iterable, Sequence

import msgspec

from checker.knowledge.causes import Actor, cause_of, sentence
from checker.model.finding import Finding, Level
from checker.model.record import Record
from checker.model.text import Language
from checker.model.verdict import ORDER, by_weight
from checker.show.facts import place_in_order, title
from checker.show.places import step
from checker.show.values import number

_COST = (Actor.YOU, Actor.NOBODY, Actor.IT_FIRM, Actor.COMPANY, Actor.PROVIDER, Actor.EMPLOYER)


class Root(Record, frozen=True, kw_only=True):
    """A finding that nothing else explains, and everything that it explains."""

    finding: Finding
    consequences: tuple[Finding, ...] = ()

    @property
    def level(self) -> Level:
        """The worst of the root and its consequences."""
        return min((self.finding.level, *(one.level for one in self.consequences)), key=ORDER.__getitem__)

    @property
    def actor(self) -> Actor:
        """Who must act. Where the root itself asks nobody, whoever mends the worst that follows from it."""
        worst_first = sorted(self.consequences, key=lambda one: ORDER[one.level])
        asked = (cause_of(one).who for one in (self.finding, *worst_first))
        return next((who for who in asked if who is not Actor.NOBODY), Actor.NOBODY)


class Sorted(Record, frozen=True, kw_only=True):
    """All findings of a report, each exactly once."""

    acting: tuple[tuple[Actor, tuple[Root, ...]], ...]
    notes: tuple[Root, ...]
    fine: tuple[Root, ...]

    @property
    def troubles(self) -> tuple[Root, ...]:
        """The roots that someone must act on, the worst first."""
        return tuple(sorted((root for _, roots in self.acting for root in roots), key=_weight))


def roots(findings: Iterable[Finding]) -> tuple[Root, ...]:
    """The worst first. A chain of causes is folded under its first; a circle of them, or a cause not there, is none."""
    told = by_weight(findings)
    # By place in the list: in a damaged report two findings may share a key.
    place = {finding.key: at for at, finding in reversed(list(enumerate(told)))}
    follows: dict[int, list[Finding]] = {}
    for at, finding in enumerate(told):
        root = _root(at, told, place)
        if root == at:
            follows.setdefault(at, [])
        else:
            follows.setdefault(root, []).append(finding)
    found = [Root(finding=told[at], consequences=tuple(behind)) for at, behind in follows.items()]
    return tuple(sorted(found, key=_weight))


def sort(findings: Iterable[Finding]) -> Sorted:
    """Grouped by who must act, the group with the worst finding first; among equals what costs least to try."""
    acting: dict[Actor, list[Root]] = {}
    notes: list[Root] = []
    fine: list[Root] = []
    for root in roots(findings):
        if root.level is Level.OK:
            fine.append(root)
        elif root.level is Level.NOTE:
            notes.append(root)
        else:
            acting.setdefault(root.actor, []).append(root)
    groups = sorted(acting.items(), key=lambda group: (ORDER[group[1][0].level], _COST.index(group[0])))
    return Sorted(acting=tuple((actor, tuple(group)) for actor, group in groups), notes=tuple(notes), fine=tuple(fine))


def say(finding: Finding, language: Language) -> str:
    """The finding's sentence, its numbers as this language writes them, with its subject where it names nothing."""
    values = {
        key: number(value, language) if isinstance(value, float) else value for key, value in finding.values.items()
    }
    said = sentence(msgspec.structs.replace(finding, values=values), language)
    about = subject(finding, language)
    named = (about, *(str(value) for value in values.values() if isinstance(value, str) and value))
    return said if not about or any(name in said for name in named) else f"{about}: {said}"


def subject(finding: Finding, language: Language) -> str:
    """What the finding is about; the name of a check is said as people call it."""
    return title(finding.subject, language)


def topic(finding: Finding) -> str:
    """The code; for a check that was cut off, the beginning of that check's codes."""
    return f"{finding.subject}." if finding.check == "run" else finding.code


def _root(at: int, told: Sequence[Finding], place: dict[str, int]) -> int:
    first, been = at, {at}
    while told[at].level is not Level.OK and told[at].caused_by in place:
        above = place[told[at].caused_by]
        if told[above].level is Level.OK:
            return at
        if above in been:
            return first
        been.add(above)
        at = above
    return at


def _weight(root: Root) -> tuple[int, int, int, int, int, str]:
    """Worst first; among equals what lies first on the way from the PC to the company, then what explains most."""
    first = root.finding
    at = step(topic(first))
    return ORDER[root.level], at, -len(root.consequences), ORDER[first.level], place_in_order(topic(first)), first.key

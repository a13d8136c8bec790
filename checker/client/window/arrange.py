"""Which cards the result page shows, in which order, and what became of a finding that was checked again. Pure."""

from collections.abc import Iterable, Sequence
from enum import Enum

from checker.knowledge.causes import Actor, cause_of
from checker.model.finding import Finding, Level
from checker.model.record import Record
from checker.show.findings import RootFinding, group_findings

_SETTLES = (Level.OK, Level.NOTE)


class Change(Enum):
    """What checking again brought."""

    SETTLED = "settled"
    CHANGED = "changed"
    SAME = "same"


class Rechecked(Record, frozen=True, kw_only=True):
    """A finding as it was, and the findings of its check now."""

    before: Finding
    now: tuple[Finding, ...]

    @property
    def change(self) -> Change:
        """Settled only where nothing bad and no gap has come in its place."""
        again = self.again
        if again is not None:
            return Change.SAME if again.values == self.before.values else Change.CHANGED
        return Change.SETTLED if all(one.level in _SETTLES for one in self.now) else Change.CHANGED

    @property
    def again(self) -> Finding | None:
        """The same finding, where it came again."""
        return next((one for one in self.now if one.key == self.before.key), None)


class Item(Record, frozen=True, kw_only=True):
    """One card: a root that stands, or one that is gone since it was checked again (then `root` is the old one)."""

    root: RootFinding
    rechecked: Rechecked | None = None

    @property
    def gone(self) -> bool:
        """Whether it only tells what was."""
        return self.rechecked is not None and self.rechecked.again is None


class Group(Record, frozen=True, kw_only=True):
    """What one actor must do."""

    actor: Actor
    items: tuple[Item, ...]


def check_of(finding: Finding) -> str:
    """The check to run again for this finding; a check that was cut off stands in the subject."""
    return finding.subject if finding.check == "run" else finding.check


def recheck(before: Finding, findings: Iterable[Finding]) -> Rechecked:
    """Compares a finding with what its check finds now."""
    return Rechecked(before=before, now=tuple(one for one in findings if check_of(one) == check_of(before)))


def groups(findings: Sequence[Finding], rechecked: Sequence[Rechecked]) -> tuple[Group, ...]:
    """By who must act, as the report shows them; what is gone stays in the group where it stood, at its top."""
    standing = {one.before.key: one for one in rechecked if one.again is not None}
    told: dict[Actor, list[Item]] = {
        actor: [Item(root=root, rechecked=standing.get(root.finding.key)) for root in roots]
        for actor, roots in group_findings(findings).by_actor
    }
    for one in rechecked:
        if one.again is None:
            gone = Item(root=RootFinding(finding=one.before), rechecked=one)
            told.setdefault(cause_of(one.before).who, []).insert(0, gone)
    return tuple(Group(actor=actor, items=tuple(items)) for actor, items in told.items())

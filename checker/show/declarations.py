"""What the checks declare of themselves: their titles, and the meaning of each observation."""

import functools

from checker.checks.declaration import Check
from checker.model.finding import Finding
from checker.model.observation import Fact
from checker.model.text import Language


def find_check(name: str) -> Check | None:
    """The check of this name, or None where this program has none: the report may come from another version."""
    from checker.checks import registry  # noqa: PLC0415 - as below

    return registry.check(name) if name in registry.PACKAGES else None


def check_names() -> tuple[str, ...]:
    """The name of every check, in the order in which people see them."""
    from checker.checks import registry  # noqa: PLC0415 - as below

    return tuple(registry.PACKAGES)


def check_order(topic: str) -> int:
    """The index of a code's check in the order in which the checks are shown; unknown ones come last."""
    positions = check_positions()
    return positions.get(topic.partition(".")[0], len(positions))


@functools.cache
def check_positions() -> dict[str, int]:
    """The index of every check in that order, by its name."""
    from checker.checks import registry  # noqa: PLC0415 - as below

    return {name: at for at, name in enumerate(registry.PACKAGES)}


def check_title(check: str, language: Language) -> str:
    """What people call the check; its bare name where this program does not know it."""
    declaration = find_check(check)
    return declaration.title.render(language) if declaration else check


def is_recheckable(finding: Finding) -> bool:
    """Whether checking again can bring another finding in its place."""
    declaration = find_check(finding.check)
    return declaration is None or finding.code not in declaration.fixed_codes


@functools.cache
def declared_facts(check: str) -> dict[str, Fact]:
    """The declared facts of a check by the name of the observation."""
    declaration = find_check(check)
    return {fact.name: fact for fact in declaration.facts} if declaration else {}


def subject_name(check: str, subject: str, language: Language) -> str:
    """What people call that which this check's observation or finding is about: a place, a check, or its own name."""
    declaration = find_check(check)
    if declaration is not None and subject in declaration.subjects:
        return declaration.subjects[subject].render(language)
    return check_title(subject, language)


def observation_label(check: str, name: str, subject: str, language: Language) -> str:
    """What this check's observation is, in words, with what it is about; its bare name where nothing is declared."""
    declared = declared_facts(check).get(name)
    label = declared.meaning.render(language) if declared else name
    return f"{label} – {subject_name(check, subject, language)}" if subject else label

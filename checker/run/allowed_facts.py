"""What a report may hold by the employee's consent: the facts of the groups that were allowed."""

from collections.abc import Collection, Iterable, Iterator

import msgspec

from checker.checks.registry import PACKAGES, check
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Fact, Observation
from checker.model.privacy import DataGroup


def only_allowed(measurements: Iterable[Measurement], groups: Collection[DataGroup]) -> Iterator[Measurement]:
    """The measurements without the facts of other groups. Of a check that was left out, why it was stays."""
    for measurement in measurements:
        facts = {fact.name: fact.group for fact in _declared(measurement)}
        observations = tuple(entry for entry in measurement.observations if _is_allowed(entry, facts, groups))
        if is_allowed(measurement.check, groups) or measurement.outcome is Outcome.SKIPPED:
            yield msgspec.structs.replace(measurement, observations=observations)


def is_allowed(name: str, groups: Collection[DataGroup]) -> bool:
    """Whether the check of this name may run; one that this program does not know reads nothing here."""
    return name not in PACKAGES or all(group in groups for group in check(name).groups)


def _declared(measurement: Measurement) -> tuple[Fact, ...]:
    return check(measurement.check).facts if measurement.check in PACKAGES else ()


def _is_allowed(observation: Observation, facts: dict[str, DataGroup], groups: Collection[DataGroup]) -> bool:
    return facts.get(observation.name, DataGroup.REPORT) in (*groups, DataGroup.REPORT)

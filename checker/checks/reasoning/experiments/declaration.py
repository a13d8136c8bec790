"""What an experiment declares: what it repeats another way, which causes it tells apart, and what it costs. Data."""

from collections.abc import Mapping

from checker.checks.reasoning.all_hypotheses import HYPOTHESES
from checker.checks.reasoning.hypothesis import Pattern
from checker.checks.reasoning.witness import Place
from checker.model.record import Record
from checker.model.systems import SYSTEMS, System


class Experiment(Record, frozen=True, kw_only=True):
    """`check`: whose need, facts and measurement it belongs to, and with them its consent group.

    `probe`: the dotted name of its module; after consent of its own it is a part of its check. One that the planner
    chooses has `observe(subject, need, observations,
    context)`, which yields observations; one of the first look is called by its check as soon as something failed.
    `asks_about`: a symptom of this kind is what it repeats another way; the symptom's subject becomes its own.
    `separates`: the names of the hypotheses that its answer can contradict or prove. `facts`: what it observes.
    `seconds` bounds it. `packets`: what it sends to the counterpart at most, connections counted as three.
    `shows`: by system what can be seen without an administrator; a system that is missing shows nothing.
    """

    name: str
    check: str
    probe: str
    asks_about: Pattern
    separates: tuple[str, ...]
    facts: tuple[str, ...]
    seconds: float
    packets: int
    shows: Mapping[System, str]

    @property
    def places(self) -> frozenset[Place]:
        """Where the hypotheses lie that it tells apart."""
        return frozenset(hypothesis.place for hypothesis in HYPOTHESES if hypothesis.name in self.separates)

    @property
    def systems(self) -> tuple[System, ...]:
        """Where it shows anything."""
        return tuple(system for system in SYSTEMS if system in self.shows)


def alike(text: str) -> dict[System, str]:
    """What every system shows."""
    return dict.fromkeys(SYSTEMS, text)

"""What an experiment declares: whom it asks about what, which places it can rule out, and what it costs. Data."""

from checker.checks.reasoning.hypothesis import Pattern
from checker.checks.reasoning.witness import Place
from checker.model.record import Record
from checker.model.systems import SYSTEMS, System


class Experiment(Record, frozen=True, kw_only=True):
    """`check`: whose need, facts and measurement it belongs to, and with them its consent group.

    `probe`: the dotted name of its module, whose `observe(subject, need, observations, context)` yields observations.
    `asks_about`: a symptom of this kind is what it repeats another way; the symptom's subject becomes its own.
    `separates`: the places that its answer can contradict or prove. `seconds` bounds it. `packets`: what it sends to
    the counterpart at most, connections counted as three. `systems`: where it shows anything without an administrator.
    """

    name: str
    check: str
    probe: str
    asks_about: Pattern
    separates: tuple[Place, ...]
    seconds: float
    packets: int
    systems: tuple[System, ...] = SYSTEMS

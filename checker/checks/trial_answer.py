"""What the employee answered, against what was played. Only right, wrong or none is recorded."""

from checker.model.observation import Fact, Observation

RIGHT, WRONG, NONE = "right", "wrong", "none"


def answer_observation(fact: Fact, expected: float, answer: int | None) -> Observation:
    """`expected`: the number that LiveSample carried; `answer`: what was named, None for "I hear nothing"."""
    value = NONE if answer is None else RIGHT if answer == round(expected) else WRONG
    return Observation(name=fact.name, value=value, unit=fact.unit)

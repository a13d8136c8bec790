"""What the employee answered, against what was played. Only right, wrong or none is recorded."""

from checker.checks.speaker import CHECK
from checker.model.observation import Observation

RIGHT, WRONG, NONE = "right", "wrong", "none"


def answer_observation(expected: float, answer: int | None) -> Observation:
    """`expected`: the number that LiveSample carried; `answer`: what was named, None for "I hear nothing"."""
    value = NONE if answer is None else RIGHT if answer == round(expected) else WRONG
    return Observation(name="play.answer", value=value, unit=CHECK.fact("play.answer").unit)

"""What the employee said, against what was played. Only right, wrong or none is kept."""

from checker.checks.speaker import CHECK
from checker.model.observation import Observation

RIGHT, WRONG, NONE = "right", "wrong", "none"


def answered(asked: float, said: int | None) -> Observation:
    """`asked`: the number that came by Live; `said`: what was named, None for "I hear nothing"."""
    value = NONE if said is None else RIGHT if said == round(asked) else WRONG
    return Observation(name="play.answer", value=value, unit=CHECK.fact("play.answer").unit)

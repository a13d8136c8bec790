"""Every hypothesis, the table that the verdict goes through. Pure data."""

from checker.checks.reasoning.hypotheses import dead_ends, names, path, pc, queues, rates, sessions
from checker.checks.reasoning.hypothesis import Hypothesis

HYPOTHESES: tuple[Hypothesis, ...] = (
    *pc.HYPOTHESES,
    *dead_ends.HYPOTHESES,
    *names.HYPOTHESES,
    *path.HYPOTHESES,
    *sessions.HYPOTHESES,
    *queues.HYPOTHESES,
    *rates.HYPOTHESES,
)

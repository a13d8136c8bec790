"""Every hypothesis, nearest place first within a module; a module a topic. Pure data."""

from checker.checks.reasoning.hypotheses import names, path, pc
from checker.checks.reasoning.hypothesis import Hypothesis

HYPOTHESES: tuple[Hypothesis, ...] = (*pc.HYPOTHESES, *names.HYPOTHESES, *path.HYPOTHESES)

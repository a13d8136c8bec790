"""Every experiment. Data; a probe is only imported when it is run."""

from checker.checks.reasoning.experiments import of_gateways, of_the_line, of_the_way_out
from checker.checks.reasoning.experiments.declaration import Experiment

EXPERIMENTS: tuple[Experiment, ...] = of_gateways.PLANNED
"""Those that the planner chooses from, once the first look is over."""
AFTER_CONSENT: tuple[Experiment, ...] = of_the_line.AFTER_CONSENT
"""Those that ask somebody else's server: offered where they tell something, and never done unasked. Each is a part of
its check.
"""
FIRST_LOOK: tuple[Experiment, ...] = (*of_gateways.FIRST_LOOK, *of_the_way_out.FIRST_LOOK, *of_the_line.FIRST_LOOK)
"""Those that a check makes by itself as soon as something failed: what they repeat is at hand there, and no report
holds it (addresses, packets, open connections).
"""

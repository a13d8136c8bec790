"""Every experiment. Data; a probe is only imported when it is run."""

from checker.checks.reasoning.experiments.declaration import Experiment

EXPERIMENTS: tuple[Experiment, ...] = ()

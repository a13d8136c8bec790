"""Which experiments are worth doing next: those that rule out most of what is still possible. Pure."""

from collections.abc import Collection, Iterable, Sequence

from checker.checks.reasoning.experiments.declaration import Experiment
from checker.checks.reasoning.experiments.registry import EXPERIMENTS
from checker.checks.reasoning.verdict import Verdict
from checker.model.record import Record
from checker.model.systems import System

MAX_AT_ONCE = 8
"""So many run side by side: each is a handful of packets, to a counterpart of its own as a rule."""
MIN_GAIN = 0.02
"""Of the weight of what is possible: less than this is not worth a packet to anybody."""


class PlannedExperiment(Record, frozen=True, kw_only=True):
    """One experiment on one subject."""

    experiment: Experiment
    subject: str

    @property
    def key(self) -> tuple[str, str]:
        """Done once, it is not done again."""
        return self.experiment.name, self.subject


def next_experiments(
    verdicts: Iterable[Verdict],
    done: Collection[tuple[str, str]],
    checks: Collection[str],
    system: System,
    experiments: Sequence[Experiment] = EXPERIMENTS,
) -> list[PlannedExperiment]:
    """The most telling first, `MAX_AT_ONCE` at most.

    `verdicts`: on the symptoms of each finding; `done`: the keys of those that were done; `checks`: those that ran to
    their end, with consent; `system`: the one that this PC runs.
    """
    gains: dict[tuple[str, str], tuple[float, PlannedExperiment]] = {}
    for verdict in verdicts:
        for experiment in experiments:
            if experiment.check not in checks or system not in experiment.systems:
                continue
            gain = _gain(experiment, verdict)
            if gain < MIN_GAIN:
                continue
            for subject in _subjects(experiment, verdict):
                planned = PlannedExperiment(experiment=experiment, subject=subject)
                best = gains.get(planned.key, (0.0, planned))[0]
                gains[planned.key] = (max(best, gain), planned)
    ranked = sorted(
        (entry for key, entry in gains.items() if key not in done),
        key=lambda entry: (-entry[0], entry[1].experiment.packets),
    )
    return [planned for _, planned in ranked[:MAX_AT_ONCE]]


def _subjects(experiment: Experiment, verdict: Verdict) -> dict[str, None]:
    return dict.fromkeys(symptom.traffic.subject for symptom in verdict.symptoms if experiment.asks_about.fits(symptom))


def _gain(experiment: Experiment, verdict: Verdict) -> float:
    """How undecided it is about the places that the experiment speaks of: nothing where one is sure already."""
    shares = [verdict.share(place) for place in experiment.places]
    return sum(min(share, 1 - share) for share in shares)

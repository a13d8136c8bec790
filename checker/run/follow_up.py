"""After the first look: what would separate the causes that are left, asked side by side, twice at most."""

import importlib
import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait

import msgspec

from checker.checks.context import Cancelled, ProbeContext, RunSession
from checker.checks.declaration import Need
from checker.checks.reasoning.diagnosis import open_verdicts
from checker.checks.reasoning.experiments.planner import PlannedExperiment, next_experiments
from checker.checks.registry import checks, needs
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.profile import Profile
from checker.model.systems import this_system
from checker.net.clock import monotonic_s
from checker.net.net import Net

MAX_ROUNDS = 2
MAX_S = 6.0
"""All rounds together: an employee waits so long once more, and only where something is wrong."""
_POLL_S = 0.1
log = logging.getLogger(__name__)


class FollowUp:
    """The experiments of one run. `started` is called once, before the first of them."""

    def __init__(
        self,
        profile: Profile,
        net: Net,
        session: RunSession,
        started: Callable[[], None] = lambda: None,
    ) -> None:
        self._profile = profile
        self._needs: Mapping[str, Need] = needs(profile)
        self._net = net
        self._session = session
        self._started = started

    def complete(self, measurements: Sequence[Measurement]) -> tuple[Measurement, ...]:
        """These measurements with what the experiments observed; as they are where there is nothing to separate.

        What was cut off or broke yields less, never an error.
        """
        completed = {measurement.check: measurement for measurement in measurements}
        done: set[tuple[str, str]] = set()
        deadline = monotonic_s() + MAX_S
        for _ in range(MAX_ROUNDS):
            planned = self._next(completed, done)
            if not planned or self._session.cancelled.is_set() or monotonic_s() >= deadline:
                break
            if not done:
                self._started()
            done |= {entry.key for entry in planned}
            for check, observations in self._run(planned, completed, deadline).items():
                measurement = completed[check]
                completed[check] = msgspec.structs.replace(
                    measurement, observations=(*measurement.observations, *observations)
                )
        return tuple(completed[measurement.check] for measurement in measurements)

    def _next(self, measurements: Mapping[str, Measurement], done: set[tuple[str, str]]) -> list[PlannedExperiment]:
        finished = {check for check, entry in measurements.items() if entry.outcome is Outcome.DONE}
        try:
            verdicts = open_verdicts(self._needs, measurements.values())
        except Exception:  # the report is made of the same observations, and says what is broken
            log.exception("follow-up")
            return []
        return next_experiments(verdicts, done, finished, this_system())

    def _run(
        self, planned: Sequence[PlannedExperiment], measurements: Mapping[str, Measurement], deadline: float
    ) -> dict[str, list[Observation]]:
        observed: list[list[Observation]] = [[] for _ in planned]
        pool = ThreadPoolExecutor(len(planned), "experiment")
        pending = {
            pool.submit(self._observe, entry, measurements[entry.experiment.check], deadline, observations)
            for entry, observations in zip(planned, observed, strict=True)
        }
        while pending and monotonic_s() < deadline and not self._session.cancelled.is_set():
            _, pending = wait(pending, min(_POLL_S, max(0.0, deadline - monotonic_s())))
        pool.shutdown(wait=False, cancel_futures=True)  # nobody waits for one that is late
        by_check: dict[str, list[Observation]] = {}
        for entry, observations in zip(planned, observed, strict=True):
            by_check.setdefault(entry.experiment.check, []).extend(tuple(observations))
        return by_check

    def _observe(
        self, planned: PlannedExperiment, measurement: Measurement, deadline: float, observations: list[Observation]
    ) -> None:
        """Adds what it observes; what it had before it was cut off stays."""
        experiment = planned.experiment
        context = ProbeContext(checks()[experiment.check], self._profile, self._net, this_system(), self._session)
        try:
            probe = importlib.import_module(experiment.probe)
            need = self._needs[experiment.check]
            limited = context.limited(min(experiment.seconds, deadline - monotonic_s()))
            for observation in probe.observe(planned.subject, need, measurement.observations_by_key, limited):
                limited.raise_if_cancelled()
                observations.append(observation)
        except Cancelled:
            pass
        except Exception:  # an experiment that breaks leaves the first look as it was
            log.exception("experiment %s", experiment.name)

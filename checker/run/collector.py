"""One check's run for the runner: its observations so far and its outcome, even if the check never returns."""

import threading

from checker.checks.context import LiveSample, Progress
from checker.model.failure import Failure
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.net.clock import monotonic_s
from checker.run.events import CheckEnded, CheckObserved, CheckProgress, CheckStarted, RunListener
from checker.run.plan import PlannedCheck


class ObservationCollector:
    """Gathers the observations of one check. After `close` nothing is taken any more: a late thread changes nothing."""

    def __init__(self, planned: PlannedCheck, began: float, listener: RunListener) -> None:
        self.planned = planned
        self._began = began
        self._listener = listener
        self._started = monotonic_s()
        self._observations: list[Observation] = []
        self._lock = threading.Lock()
        self.measurement: Measurement | None = None

    def overdue_by(self, seconds: float) -> bool:
        """Whether the check had its time and `seconds` more."""
        return monotonic_s() - self._started > self.planned.check.deadline_s + seconds

    def open(self) -> None:
        """Notifies that the check has begun."""
        self._started = monotonic_s()
        self._listener(CheckStarted(check=self.planned.check.name))

    def add(self, update: Observation | Progress | LiveSample) -> None:
        """Stores an observation; passes on what is only to be shown."""
        name = self.planned.check.name
        with self._lock:
            if self.measurement is not None:
                return
            if isinstance(update, Observation):
                self._observations.append(update)
        self._listener(
            CheckObserved(check=name, observation=update)
            if isinstance(update, Observation)
            else CheckProgress(check=name, update=update)
        )

    def close(self, outcome: Outcome, failure: Failure | None = None) -> bool:
        """Ends the check, once; False when it had ended before."""
        check = self.planned.check
        with self._lock:
            if self.measurement is not None:
                return False
            self.measurement = Measurement(
                check=check.name,
                version=check.version,
                outcome=outcome,
                failure=failure,
                started_s=round(self._started - self._began, 3),
                seconds=round(monotonic_s() - self._started, 3),
                observations=tuple(self._observations),
            )
        self._listener(CheckEnded(measurement=self.measurement))
        return True

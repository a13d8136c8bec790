"""A part that the employee asked for, such as a preview or a replay: one at a time, in a worker of its own."""

from checker.checks.context import LiveSample, Progress
from checker.checks.registry import check as registered_check
from checker.client.line import public_measurement
from checker.client.session import Session
from checker.client.window.app.event_bridge import EventBridge
from checker.model.failure import Failure
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.record import Record
from checker.net.clock import monotonic_s
from checker.run.events import CheckProgress
from checker.run.part_run import PartRun, part_limits

MEASURING_PARTS = public_measurement.PARTS
"""Parts of a check that measure in place of its probe, or beside it."""


class PartEnded(Record, frozen=True, kw_only=True):
    """A part is over. `turn` tells it from an earlier one; `seconds` is how long it took."""

    turn: int
    check: str
    part: str
    outcome: Outcome
    failure: Failure | None = None
    observations: tuple[Observation, ...] = ()
    seconds: float = 0.0

    @property
    def reported_failure(self) -> Failure | None:
        """Why nothing could be shown, if so: the part's own failure, or the last that it told."""
        failures = [observation.failure for observation in self.observations if observation.failure is not None]
        return self.failure or (failures[-1] if failures else None)

    def measurement(self) -> Measurement:
        """What it saw, as a measurement of its check."""
        return Measurement(
            check=self.check,
            version=registered_check(self.check).version,
            outcome=self.outcome,
            failure=self.failure,
            seconds=round(self.seconds, 3),
            observations=self.observations,
        )


class PartPlayer:
    """Runs the part of one check. What it tells arrives by the bridge as Told and, at last, PartEnded."""

    def __init__(self, session: Session, bridge: EventBridge) -> None:
        self._session = session
        self._bridge = bridge
        self._part_run: PartRun | None = None
        self.turn = 0

    @property
    def busy(self) -> bool:
        """Whether one is running, or has been told to stop and is not over yet."""
        return self._part_run is not None

    def start(self, check: str, part: str) -> None:
        """Begins; call it only while none is running."""
        self.turn += 1
        turn, started_at = self.turn, monotonic_s()
        observations: list[Observation] = []

        def on_event(event: Observation | Progress | LiveSample) -> None:
            if isinstance(event, Observation):
                observations.append(event)
            else:
                self._bridge.post(CheckProgress(check=check, update=event))

        def on_ended(outcome: Outcome, failure: Failure | None) -> None:
            seconds = monotonic_s() - started_at
            self._bridge.post(
                PartEnded(
                    turn=turn,
                    check=check,
                    part=part,
                    outcome=outcome,
                    failure=failure,
                    observations=tuple(observations),
                    seconds=seconds,
                )
            )

        need = self._session.needs()[check]
        self._part_run = PartRun(
            check,
            part,
            need,
            self._session.profile,
            listener=on_event,
            on_end=on_ended,
            **part_limits(check, self._session.allowed),
        )
        self._part_run.start()

    def stop(self) -> None:
        """Tells it to end. It is over when its PartEnded arrives."""
        if self._part_run is not None:
            self._part_run.stop()

    def accept_end(self, event: PartEnded) -> bool:
        """Takes the end of a part; False when it is not the one that is running."""
        if event.turn != self.turn:
            return False
        self._part_run = None
        return True

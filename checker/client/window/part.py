"""A part that the employee asked for, such as a preview or a replay: one at a time, in a worker of its own."""

import time

from checker.checks.context import LiveSample, Progress
from checker.checks.registry import check as known_check
from checker.client.session import Session
from checker.client.window import public
from checker.client.window.bridge import Bridge
from checker.model.failure import Failure
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.record import Record
from checker.run.events import CheckProgress
from checker.run.part import PartRun

MEASURES = {public.CHECK: public.PART}
"""The part of a check that measures in place of its probe."""


class PartEnded(Record, frozen=True, kw_only=True):
    """A part is over. `turn` tells it from an earlier one; `seconds` is how long it took."""

    turn: int
    check: str
    part: str
    outcome: Outcome
    failure: Failure | None = None
    seen: tuple[Observation, ...] = ()
    seconds: float = 0.0

    @property
    def trouble(self) -> Failure | None:
        """Why nothing could be shown, if so: the part's own failure, or the last that it told."""
        lost = [one.failure for one in self.seen if one.failure is not None]
        return self.failure or (lost[-1] if lost else None)

    def measurement(self) -> Measurement:
        """What it saw, as a measurement of its check."""
        return Measurement(
            check=self.check,
            version=known_check(self.check).version,
            outcome=self.outcome,
            failure=self.failure,
            seconds=round(self.seconds, 3),
            observations=self.seen,
        )


class PartPlayer:
    """Runs the part of one check. What it tells arrives by the bridge as Told and, at last, PartEnded."""

    def __init__(self, session: Session, bridge: Bridge) -> None:
        self._session = session
        self._bridge = bridge
        self._run: PartRun | None = None
        self.turn = 0

    @property
    def busy(self) -> bool:
        """Whether one is running, or has been told to stop and is not over yet."""
        return self._run is not None

    def start(self, check: str, part: str) -> None:
        """Begins; call it only while none is running."""
        self.turn += 1
        turn, began = self.turn, time.monotonic()
        seen: list[Observation] = []

        def told(what: Observation | Progress | LiveSample) -> None:
            if isinstance(what, Observation):
                seen.append(what)
            else:
                self._bridge.post(CheckProgress(check=check, update=what))

        def ended(outcome: Outcome, failure: Failure | None) -> None:
            took = time.monotonic() - began
            self._bridge.post(
                PartEnded(
                    turn=turn,
                    check=check,
                    part=part,
                    outcome=outcome,
                    failure=failure,
                    seen=tuple(seen),
                    seconds=took,
                )
            )

        need = self._session.needs()[check]
        self._run = PartRun(check, part, need, self._session.profile, listener=told, on_end=ended)
        self._run.start()

    def stop(self) -> None:
        """Tells it to end. It is over when its PartEnded arrives."""
        if self._run is not None:
            self._run.stop()

    def over(self, event: PartEnded) -> bool:
        """Takes the end of a part; False when it is not the one that is running."""
        if event.turn != self.turn:
            return False
        self._run = None
        return True

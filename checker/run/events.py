"""The events of a run. The listener is called from several threads; it must only pass them on."""

from collections.abc import Callable

from checker.checks.context import LiveSample, Progress
from checker.model.measurement import Measurement
from checker.model.observation import Observation
from checker.model.record import Record


class CheckStarted(Record, frozen=True, kw_only=True):
    """A check has begun; until then it waits its turn."""

    check: str


class CheckProgress(Record, frozen=True, kw_only=True):
    """A check's progress, or something to show that is stored nowhere."""

    check: str
    update: Progress | LiveSample


class CheckObserved(Record, frozen=True, kw_only=True):
    """A check observed something."""

    check: str
    observation: Observation


class CheckEnded(Record, frozen=True, kw_only=True):
    """A check is over."""

    measurement: Measurement


class FollowUpStarted(Record, frozen=True, kw_only=True):
    """Every check is over, and something is asked once more another way, to tell the causes apart that are left."""


class AllChecksEnded(Record, frozen=True, kw_only=True):
    """Every check of the run is over, and what followed: the last event, exactly once."""

    measurements: tuple[Measurement, ...]


RunEvent = CheckStarted | CheckProgress | CheckObserved | CheckEnded | FollowUpStarted | AllChecksEnded
RunListener = Callable[[RunEvent], None]

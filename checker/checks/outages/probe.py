"""Watches until the time is over or the employee has seen enough; shows meanwhile what it would report now."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.outages.need import OutagesNeed
from checker.checks.outages.probing.watch import OutageWatch
from checker.model.observation import Observation

TICK_S = 0.25
SHOWN_EACH_TICKS = 8
"""Every two seconds: no eye needs more."""
END_S = 5.0
"""Before the check's deadline, so that what was watched is told and not cut off."""


def observe(need: OutagesNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields everything at the end; pausing and ending are `context.control`'s. A cancelled run tells nothing."""
    finished, ticks = context.control.is_finished, 0
    with OutageWatch(need, context) as watch:
        while True:
            watch.tick()
            if finished.is_set():
                ended = "stopped"
                break
            if watch.timeline.watched_s >= need.minutes * 60 or context.remaining_s < END_S:
                ended = "time"
                break
            if ticks % SHOWN_EACH_TICKS == 0:
                context.show_so_far(watch.timeline.watched_s, watch.observations())
            ticks += 1
            finished.wait(TICK_S)
            context.raise_if_cancelled()
    yield from watch.observations(ended)

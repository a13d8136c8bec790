"""Whether what waits while the line is full waits at home, before the router answers, or behind it."""

from enum import Enum

from checker.checks.line.diagnose.thresholds import BEHIND_SHARE, BLOATED_MS, HOME_SHARE, QUEUE_MS, ROUTER_LATE_MS
from checker.checks.line.direction import Direction
from checker.model.observation import Observations
from checker.model.record import Record


class QueuePlace(Enum):
    """Where most of the waiting is done. `unknown`: nothing waits, or the router's answers do not tell."""

    HOME = "home"
    BEYOND = "beyond"
    BOTH = "both"
    UNKNOWN = "unknown"


class QueueDelay(Record, frozen=True, kw_only=True):
    """Milliseconds more than at rest: of the whole way, and until the router answers."""

    total_ms: float
    home_ms: float


def queue_delay(observations: Observations, direction: Direction) -> QueueDelay | None:
    """None where the router, or the line itself, was not measured."""
    names = ("idle.latency", f"{direction}.latency", "router.latency", f"{direction}.router.latency")
    numbers = [observations.number(name) for name in names]
    if any(number is None for number in numbers):
        return None
    idle, loaded, router_idle, router_loaded = (number or 0.0 for number in numbers)
    return QueueDelay(total_ms=max(0.0, loaded - idle), home_ms=max(0.0, router_loaded - router_idle))


def queue_place(observations: Observations, direction: Direction) -> QueuePlace:
    """A router that answers later than the whole way takes is busy with itself: its answers tell nothing then."""
    delay = queue_delay(observations, direction)
    if delay is None or delay.total_ms < QUEUE_MS or delay.home_ms > delay.total_ms + ROUTER_LATE_MS:
        return QueuePlace.UNKNOWN
    share = delay.home_ms / delay.total_ms
    if share <= BEHIND_SHARE:
        return QueuePlace.BEYOND
    if share >= HOME_SHARE and delay.total_ms - delay.home_ms < BLOATED_MS:
        return QueuePlace.HOME
    return QueuePlace.BOTH

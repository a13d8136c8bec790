"""Each role against what was measured: ready, limited, not ready or unknown, and by what. Pure."""

from collections.abc import Callable
from enum import Enum
from functools import partial

from checker.checks.line.diagnose.figures import is_lower_bound, is_trickle, lower_bound, upper_bound
from checker.checks.line.diagnose.thresholds import BLOATED_MS, CALL_POOR_MOS, CALL_SUFFERS_MS
from checker.checks.line.direction import Direction
from checker.checks.line.need import LineNeed, Role
from checker.checks.line.roles import ROLES, roles_of
from checker.model.observation import Observations


class ReadinessLevel(Enum):
    """How it goes. What was not measured is unknown, and one thing that is known to be poor outweighs it."""

    NOT_READY = "not-ready"
    LIMITED = "limited"
    UNKNOWN = "unknown"
    READY = "ready"


class LimitingFactor(Enum):
    """What can limit a role."""

    DOWN = "down"
    UP = "up"
    LATENCY = "latency"
    JITTER = "jitter"
    LOSS = "loss"
    LOADED = "loaded"


def assess(role: Role, limit: LimitingFactor, observations: Observations) -> ReadinessLevel:
    """How this role goes as far as this limit says."""
    return _ASSESSMENTS[limit](role, observations)


def limited_roles(limit: LimitingFactor, observations: Observations, need: LineNeed) -> list[Role]:
    """The roles that this limits."""
    return [
        role
        for role in roles_of(need)
        if assess(role, limit, observations) in (ReadinessLevel.LIMITED, ReadinessLevel.NOT_READY)
    ]


def limited_role_ids(limit: LimitingFactor, observations: Observations) -> str:
    """Every role that this limits, asked for by the profile or not: what someone may try all the same."""
    return " ".join(
        role.value
        for role in Role
        if assess(role, limit, observations) in (ReadinessLevel.LIMITED, ReadinessLevel.NOT_READY)
    )


def stuttering_directions(observations: Observations) -> list[Direction]:
    """The directions whose load makes calls stutter that were good on the idle line."""
    return [
        direction
        for direction in Direction
        if not is_trickle(observations, direction)
        and (answers_late(observations, direction) or call_breaks(observations, direction))
    ]


def both_stutter(observations: Observations) -> bool:
    """Whether calls break only while both directions are full."""
    if stuttering_directions(observations):
        return False
    idle_ms, loaded_ms = observations.number("idle.latency"), lower_bound(observations, "both.latency")
    is_late = idle_ms is not None and loaded_ms is not None and loaded_ms > max(CALL_SUFFERS_MS, idle_ms + BLOATED_MS)
    idle_mos, mos = observations.number("call.idle.mos"), observations.number("call.both.mos")
    return is_late or (idle_mos is not None and mos is not None and mos < CALL_POOR_MOS <= idle_mos)


def answers_late(observations: Observations, direction: Direction) -> bool:
    """Whether the line answers much later under this load than at rest, and too late for a call."""
    idle_ms, loaded_ms = observations.number("idle.latency"), lower_bound(observations, f"{direction}.latency")
    return idle_ms is not None and loaded_ms is not None and loaded_ms > max(CALL_SUFFERS_MS, idle_ms + BLOATED_MS)


def call_breaks(observations: Observations, direction: Direction) -> bool:
    """Whether the predicted call is good at rest and poor under this load."""
    idle_mos, loaded_mos = observations.number("call.idle.mos"), observations.number(f"call.{direction}.mos")
    return idle_mos is not None and loaded_mos is not None and loaded_mos < CALL_POOR_MOS <= idle_mos


def _rate(direction: Direction, role: Role, observations: Observations) -> ReadinessLevel:
    """The upper end of the interval speaks for the line; a figure that is only a lower bound never against it."""
    required = ROLES[role]
    best = upper_bound(observations, f"{direction}.rate")
    if best is None or is_trickle(observations, direction):
        return ReadinessLevel.UNKNOWN
    if best >= required.mbit(direction):
        return ReadinessLevel.READY
    if is_lower_bound(observations, direction):
        return ReadinessLevel.UNKNOWN
    return ReadinessLevel.NOT_READY if best < required.least_mbit(direction) else ReadinessLevel.LIMITED


def _below(limit: float, measured: list[float | None], *, is_required: bool = False) -> ReadinessLevel:
    """`is_required`: not measured is unknown; otherwise it is left out, since not every method can tell."""
    values = [value for value in measured if value is not None]
    if not limit or (not values and not is_required):
        return ReadinessLevel.READY
    if not values:
        return ReadinessLevel.UNKNOWN
    return ReadinessLevel.LIMITED if max(values) > limit else ReadinessLevel.READY


def _latency(role: Role, observations: Observations) -> ReadinessLevel:
    return _below(ROLES[role].latency, [lower_bound(observations, "idle.latency")], is_required=True)


def _jitter(role: Role, observations: Observations) -> ReadinessLevel:
    return _below(ROLES[role].jitter, [lower_bound(observations, name) for name in jitters(observations)])


def _loss(role: Role, observations: Observations) -> ReadinessLevel:
    return _below(ROLES[role].loss, [lower_bound(observations, name) for name in losses(observations)])


def jitters(observations: Observations) -> tuple[str, ...]:
    """Per direction where the method can tell them apart; a round trip holds the jitter of both."""
    return _per_direction("idle.jitter", observations)


def interruptions(observations: Observations) -> tuple[str, ...]:
    """The same for the longest gap."""
    return _per_direction("idle.gap", observations)


def losses(observations: Observations) -> tuple[str, ...]:
    """The same for loss."""
    return _per_direction("idle.loss", observations)


def _per_direction(name: str, observations: Observations) -> tuple[str, ...]:
    names = tuple(f"{name}.{direction}" for direction in Direction if observations.has(f"{name}.{direction}"))
    return names or (name,)


def _loaded(role: Role, observations: Observations) -> ReadinessLevel:
    if not ROLES[role].live:
        return ReadinessLevel.READY
    if stuttering_directions(observations):
        return ReadinessLevel.LIMITED
    measured = all(
        observations.has(f"{direction}.latency") or observations.has(f"call.{direction}.mos") for direction in Direction
    )
    return ReadinessLevel.READY if measured else ReadinessLevel.UNKNOWN


_ASSESSMENTS: dict[LimitingFactor, Callable[[Role, Observations], ReadinessLevel]] = {
    LimitingFactor.DOWN: partial(_rate, Direction.DOWN),
    LimitingFactor.UP: partial(_rate, Direction.UP),
    LimitingFactor.LATENCY: _latency,
    LimitingFactor.JITTER: _jitter,
    LimitingFactor.LOSS: _loss,
    LimitingFactor.LOADED: _loaded,
}

"""Each role against what was measured: ready, limited, not ready or unknown, and by what. Pure."""

from collections.abc import Callable
from enum import Enum

from checker.checks.line.figures import WAYS, least, more_is_possible, most, trickles
from checker.checks.line.need import LineNeed, Role
from checker.checks.line.roles import ROLES, roles_of
from checker.checks.line.thresholds import BLOATED_MS, CALL_POOR_MOS, CALL_SUFFERS_MS
from checker.model.observation import Observations
from checker.model.record import Record


class Ready(Enum):
    """How it goes. What was not measured is unknown, and one thing that is known to be poor outweighs it."""

    NOT_READY = "not-ready"
    LIMITED = "limited"
    UNKNOWN = "unknown"
    READY = "ready"


class Limit(Enum):
    """What can limit a role."""

    DOWN = "down"
    UP = "up"
    LATENCY = "latency"
    JITTER = "jitter"
    LOSS = "loss"
    LOADED = "loaded"


class Readiness(Record, frozen=True, kw_only=True):
    """A role, how it goes, and what makes it so: nothing where it is ready."""

    role: Role
    ready: Ready
    limits: tuple[Limit, ...] = ()


def readiness(observations: Observations, need: LineNeed) -> tuple[Readiness, ...]:
    """Every role that the line is judged for."""
    return tuple(_of(role, observations) for role in roles_of(need))


def judged(role: Role, limit: Limit, observations: Observations) -> Ready:
    """How this role goes as far as this limit says."""
    return _JUDGES[limit](role, observations)


def short_of(limit: Limit, observations: Observations, need: LineNeed) -> list[Role]:
    """The roles that this limits."""
    return [role for role in roles_of(need) if judged(role, limit, observations) in (Ready.LIMITED, Ready.NOT_READY)]


def hit(limit: Limit, observations: Observations) -> str:
    """Every role that this limits, asked for by the profile or not: what someone may try all the same."""
    return " ".join(
        role.value for role in Role if judged(role, limit, observations) in (Ready.LIMITED, Ready.NOT_READY)
    )


def stuttering(observations: Observations) -> list[str]:
    """The directions whose load makes calls stutter that were good on the idle line."""
    return [
        way
        for way in WAYS
        if not trickles(observations, way) and (answers_late(observations, way) or call_breaks(observations, way))
    ]


def answers_late(observations: Observations, way: str) -> bool:
    """Whether the line answers much later under this load than at rest, and too late for a call."""
    idle, loaded = observations.number("idle.latency"), least(observations, f"{way}.latency")
    return idle is not None and loaded is not None and loaded > max(CALL_SUFFERS_MS, idle + BLOATED_MS)


def call_breaks(observations: Observations, way: str) -> bool:
    """Whether the predicted call is good at rest and poor under this load."""
    idle, loaded = observations.number("call.idle.mos"), observations.number(f"call.{way}.mos")
    return idle is not None and loaded is not None and loaded < CALL_POOR_MOS <= idle


def _of(role: Role, observations: Observations) -> Readiness:
    found = {limit: judged(role, limit, observations) for limit in Limit}
    worst = min(found.values(), key=list(Ready).index)
    return Readiness(
        role=role,
        ready=worst,
        limits=tuple(limit for limit, ready in found.items() if ready is worst and worst is not Ready.READY),
    )


def _rate(way: str, wanted: float, at_least: float, observations: Observations) -> Ready:
    """The upper end of the interval speaks for the line; a figure that is only a lower bound never against it."""
    best = most(observations, f"{way}.rate")
    if best is None or trickles(observations, way):
        return Ready.UNKNOWN
    if best >= wanted:
        return Ready.READY
    if more_is_possible(observations, way):
        return Ready.UNKNOWN
    return Ready.NOT_READY if best < at_least else Ready.LIMITED


def _down(role: Role, observations: Observations) -> Ready:
    return _rate("down", ROLES[role].down, ROLES[role].least_down, observations)


def _up(role: Role, observations: Observations) -> Ready:
    return _rate("up", ROLES[role].up, ROLES[role].least_up, observations)


def _below(limit: float, measured: list[float | None], *, must: bool = False) -> Ready:
    """`must`: not measured is unknown; otherwise it is left out, since not every method can tell."""
    known = [one for one in measured if one is not None]
    if not limit or (not known and not must):
        return Ready.READY
    if not known:
        return Ready.UNKNOWN
    return Ready.LIMITED if max(known) > limit else Ready.READY


def _latency(role: Role, observations: Observations) -> Ready:
    return _below(ROLES[role].latency, [least(observations, "idle.latency")], must=True)


def _jitter(role: Role, observations: Observations) -> Ready:
    return _below(ROLES[role].jitter, [least(observations, name) for name in jitters(observations)])


def _loss(role: Role, observations: Observations) -> Ready:
    return _below(ROLES[role].loss, [least(observations, name) for name in losses(observations)])


def jitters(observations: Observations) -> tuple[str, ...]:
    """Per direction where the method can tell them apart; a round trip holds the jitter of both."""
    return _told_apart("idle.jitter", observations)


def losses(observations: Observations) -> tuple[str, ...]:
    """The same for loss."""
    return _told_apart("idle.loss", observations)


def _told_apart(name: str, observations: Observations) -> tuple[str, ...]:
    apart = tuple(f"{name}.{way}" for way in WAYS if observations.has(f"{name}.{way}"))
    return apart or (name,)


def _loaded(role: Role, observations: Observations) -> Ready:
    if not ROLES[role].live:
        return Ready.READY
    if stuttering(observations):
        return Ready.LIMITED
    measured = all(observations.has(f"{way}.latency") or observations.has(f"call.{way}.mos") for way in WAYS)
    return Ready.READY if measured else Ready.UNKNOWN


_JUDGES: dict[Limit, Callable[[Role, Observations], Ready]] = {
    Limit.DOWN: _down,
    Limit.UP: _up,
    Limit.LATENCY: _latency,
    Limit.JITTER: _jitter,
    Limit.LOSS: _loss,
    Limit.LOADED: _loaded,
}

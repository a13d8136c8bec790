"""How measured figures are read before anyone judges by them."""

import math

from checker.checks.line.thresholds import CAPACITY_SHARE, PACKET_KBIT, TRICKLE_MBIT
from checker.model.observation import Observations

WAYS = ("down", "up")


def most(observations: Observations, name: str) -> float | None:
    """The upper end of the interval."""
    value = observations.number(name)
    return None if value is None else value + (observations[name].uncertainty or 0.0)


def least(observations: Observations, name: str) -> float | None:
    """The lower end of the interval."""
    value = observations.number(name)
    return None if value is None else value - (observations[name].uncertainty or 0.0)


def larger(observations: Observations, *names: str) -> str:
    """The name of the one whose lower end is the largest; empty where none was measured."""
    found = [(bound, name) for name in names if (bound := least(observations, name)) is not None]
    return max(found)[1] if found else ""


def trickles(observations: Observations, way: str) -> bool:
    """Next to nothing arrives, yet nothing waits: then the line is not full, and the other end is slow."""
    rate, idle, loaded = (observations.number(one) for one in (f"{way}.rate", "idle.latency", f"{way}.latency"))
    if rate is None or idle is None or loaded is None or not 0 < rate < TRICKLE_MBIT:
        return False
    return loaded - idle < PACKET_KBIT / rate / 2


def more_is_possible(observations: Observations, way: str) -> bool:
    """Measuring ended since the rate was clearly enough, or the measuring point cannot do more: a lower bound."""
    return observations[f"{way}.ended"].value == "clear" or at_capacity(observations, way)


def at_capacity(observations: Observations, way: str) -> bool:
    """Whether the measuring point itself may have been the limit."""
    rate, capacity = observations.number(f"{way}.rate"), observations.number("server.capacity")
    return bool(rate is not None and capacity and rate >= capacity * CAPACITY_SHARE)


def bloat(observations: Observations) -> float | None:
    """ms that a full line answers later than the idle one, in the worse direction; both must be known."""
    idle = observations.number("idle.latency")
    loaded = [ms for way in WAYS if (ms := observations.number(f"{way}.latency")) is not None]
    return None if idle is None or len(loaded) < len(WAYS) else max(0.0, max(loaded) - idle)


def figure(mbit: float) -> float | int:
    """As precise as people need it."""
    return round(mbit) if mbit >= 10 else round(mbit, 1) if mbit >= 1 else round(mbit, 2)


def rate_words(observations: Observations, way: str) -> tuple[str, str]:
    """The rate in German and English, as a lower bound where it is no more than that."""
    rate = observations.number(f"{way}.rate") or 0.0
    if not more_is_possible(observations, way):
        said = str(figure(rate))
        return said.replace(".", ","), said
    bound = max(0.0, least(observations, f"{way}.rate") or 0.0)
    said = str(math.floor(bound) if bound >= 10 else math.floor(bound * 10) / 10)
    return f"mindestens {said.replace('.', ',')}", f"at least {said}"

"""How measured figures are read before anyone judges by them."""

import math

from checker.checks.line.diagnose import direction_words
from checker.checks.line.diagnose.thresholds import CAPACITY_SHARE, LARGEST_BURST_MB, PACKET_KBIT, TRICKLE_MBIT
from checker.checks.line.direction import Direction
from checker.model.observation import Observations


def upper_bound(observations: Observations, name: str, subject: str = "") -> float | None:
    """The upper end of the interval."""
    value = observations.number(name, subject)
    return None if value is None else value + (observations[name, subject].uncertainty or 0.0)


def lower_bound(observations: Observations, name: str, subject: str = "") -> float | None:
    """The lower end of the interval."""
    value = observations.number(name, subject)
    return None if value is None else value - (observations[name, subject].uncertainty or 0.0)


def largest(observations: Observations, *names: str) -> str:
    """The name of the one whose lower end is the largest; empty where none was measured."""
    bounds = [(bound, name) for name in names if (bound := lower_bound(observations, name)) is not None]
    return max(bounds)[1] if bounds else ""


def is_trickle(observations: Observations, direction: Direction) -> bool:
    """Next to nothing arrives, yet nothing waits: then the line is not full, and the other end is slow."""
    rate, idle_ms, loaded_ms = (
        observations.number(name) for name in (f"{direction}.rate", "idle.latency", f"{direction}.latency")
    )
    if rate is None or idle_ms is None or loaded_ms is None or not 0 < rate < TRICKLE_MBIT:
        return False
    return loaded_ms - idle_ms < PACKET_KBIT / rate / 2


def is_lower_bound(observations: Observations, direction: Direction) -> bool:
    """Measuring ended since the rate was clearly enough, or the measuring point cannot do more: a lower bound."""
    return observations[f"{direction}.ended"].value == "clear" or is_at_server_capacity(observations, direction)


def is_at_server_capacity(observations: Observations, direction: Direction) -> bool:
    """Whether the measuring point itself may have been the limit."""
    rate, capacity = observations.number(f"{direction}.rate"), observations.number("server.capacity")
    return bool(rate is not None and capacity and rate >= capacity * CAPACITY_SHARE)


def bufferbloat_ms(observations: Observations) -> float | None:
    """ms that a full line answers later than the idle one, in the worse direction; both must be known."""
    idle_ms = observations.number("idle.latency")
    loaded_ms = [ms for direction in Direction if (ms := observations.number(f"{direction}.latency")) is not None]
    return None if idle_ms is None or len(loaded_ms) < len(Direction) else max(0.0, max(loaded_ms) - idle_ms)


def home_words(observations: Observations, *, of: bool = False) -> tuple[str, str]:
    """What lies between PC and router, German and English, as the beginning of a sentence; `of`: within one."""
    wireless = observations["adapter.medium"].value == "wifi"
    if of:
        return ("das WLAN", "the Wi-Fi") if wireless else ("das Heimnetz", "the home network")
    return ("Das WLAN", "The Wi-Fi") if wireless else ("Das Heimnetz", "The home network")


def rounded(mbit: float) -> float | int:
    """As precise as people need it."""
    return round(mbit) if mbit >= 10 else round(mbit, 1) if mbit >= 1 else round(mbit, 2)


def rate_words(observations: Observations, direction: Direction) -> tuple[str, str]:
    """The rate in German and English, as a lower bound where it is no more than that."""
    rate = observations.number(f"{direction}.rate") or 0.0
    if not is_lower_bound(observations, direction):
        text = str(rounded(rate))
        return text.replace(".", ","), text
    bound = max(0.0, lower_bound(observations, f"{direction}.rate") or 0.0)
    text = str(math.floor(bound) if bound >= 10 else math.floor(bound * 10) / 10)
    return f"mindestens {text.replace('.', ',')}", f"at least {text}"


def measured_part(observations: Observations) -> tuple[str, str]:
    """On how many megabytes the rates rest, as a sentence after others; empty where they are known to last."""
    short = [direction for direction in Direction if _may_slow_down(observations, direction)]
    if not short:
        return "", ""
    amounts = [str(rounded(observations.number(f"{direction}.bytes") or 0.0)) for direction in short]
    words = [direction_words.SHORT[direction] for direction in short]
    de = " und ".join(
        f"{amount.replace('.', ',')}\u00a0MB {where}" for amount, (where, _) in zip(amounts, words, strict=True)
    )
    en = " and ".join(f"{amount}\u00a0MB {where}" for amount, (_, where) in zip(amounts, words, strict=True))
    return f" Gemessen an den ersten {de}.", f" Measured on the first {en}."


def _may_slow_down(observations: Observations, direction: Direction) -> bool:
    megabytes = observations.number(f"{direction}.bytes")
    return (
        megabytes is not None
        and observations.has(f"{direction}.rate")
        and megabytes < LARGEST_BURST_MB
        and not observations.has(f"{direction}.burst.rate")
    )

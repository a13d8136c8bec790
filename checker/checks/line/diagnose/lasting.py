"""What a figure says of the rate that lasts: many lines let the first megabytes through faster."""

from collections.abc import Iterator

from checker.checks.line.diagnose.figures import rounded
from checker.checks.line.diagnose.thresholds import LARGEST_BURST_MB
from checker.checks.line.diagnose.validity import has_other_reason
from checker.checks.line.direction import Direction
from checker.model.finding import Finding
from checker.model.observation import Observations

_WORDS = {Direction.DOWN: ("Herunterladen", "Downloading"), Direction.UP: ("Hochladen", "Uploading")}
_SHORT = {Direction.DOWN: ("herunter", "down"), Direction.UP: ("hoch", "up")}


def starts_faster(observations: Observations) -> Iterator[Finding]:
    """The line slowed down while it was measured: both rates side by side; the later one counts for everything else."""
    slowed = [direction for direction in Direction if _has_slowed(observations, direction)]
    if not slowed:
        return
    sentences = [_sentence(observations, direction) for direction in slowed]
    yield Finding.note(
        "line.starts-faster",
        evidence=tuple(
            observations[f"{direction}.{name}"]
            for direction in slowed
            for name in ("burst.rate", "burst.bytes", "rate")
        ),
        rates_de="; ".join(de for de, _ in sentences),
        rates_en="; ".join(en for _, en in sentences),
    )


def measured_part(observations: Observations) -> tuple[str, str]:
    """On how many megabytes the rates rest, as a sentence after others; empty where they are known to last."""
    short = [direction for direction in Direction if _may_slow_down(observations, direction)]
    if not short:
        return "", ""
    amounts = [str(rounded(observations.number(f"{direction}.bytes") or 0.0)) for direction in short]
    de = " und ".join(
        f"{amount.replace('.', ',')}\u00a0MB {_SHORT[direction][0]}"
        for amount, direction in zip(amounts, short, strict=True)
    )
    en = " and ".join(
        f"{amount}\u00a0MB {_SHORT[direction][1]}" for amount, direction in zip(amounts, short, strict=True)
    )
    return f" Gemessen an den ersten {de}.", f" Measured on the first {en}."


def _has_slowed(observations: Observations, direction: Direction) -> bool:
    """Other programs that began to load meanwhile, or a busy PC, would look the same."""
    if not all(observations.has(f"{direction}.{name}") for name in ("burst.rate", "burst.bytes", "rate")):
        return False
    return not has_other_reason(observations, direction)


def _may_slow_down(observations: Observations, direction: Direction) -> bool:
    megabytes = observations.number(f"{direction}.bytes")
    return (
        megabytes is not None
        and observations.has(f"{direction}.rate")
        and megabytes < LARGEST_BURST_MB
        and not observations.has(f"{direction}.burst.rate")
    )


def _sentence(observations: Observations, direction: Direction) -> tuple[str, str]:
    amount, burst, rate = (
        str(rounded(observations.number(f"{direction}.{name}") or 0.0))
        for name in ("burst.bytes", "burst.rate", "rate")
    )
    de, en = _WORDS[direction]
    return (
        f"{de} {burst} statt {rate}\u00a0Mbit/s in den ersten {amount}\u00a0MB".replace(".", ","),
        f"{en} {burst} instead of {rate}\u00a0Mbit/s in the first {amount}\u00a0MB",
    )

"""One judgement of the bench: what was there, and what was named."""

from collections.abc import Sequence
from typing import NamedTuple


class DeviceCase(NamedTuple):
    """`strength` None: healthy. `codes` of which one must be said; `is_disturbing`: it has to be found."""

    kind: str
    strength: float | None
    is_disturbing: bool
    is_held_out: bool
    codes: frozenset[str]
    named: tuple[str, ...]
    source: str = ""


def must_be_found(strength: float, strengths: Sequence[float], disturbing: float) -> bool:
    """Whether a trouble of this strength disturbs; `strengths` go from what nobody notices to what spoils a call."""
    return strength >= disturbing if strengths[-1] > strengths[0] else strength <= disturbing


def drawn_strengths(strengths: Sequence[float], disturbing: float, at_limit: bool) -> Sequence[float]:
    """All of them, or only the weakest that has to be found."""
    return [next(each for each in strengths if must_be_found(each, strengths, disturbing))] if at_limit else strengths

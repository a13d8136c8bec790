"""One judgement of the bench: what was there, and what was named; and which of them are drawn."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

import msgspec
import numpy as np

from checker.model.observation import Observations

ALL, HEALTHY, DISTURBING, AT_LIMIT = "all", "healthy", "disturbing", "at-limit"
"""AT_LIMIT: of each trouble the weakest strength that has to be found."""
PARTS = (ALL, HEALTHY, DISTURBING, AT_LIMIT)


class Selection(NamedTuple):
    """`only`: how the names of kinds begin, all for none; `part`: one of PARTS; `count`: of each kind and strength."""

    seed: int = 1
    count: int = 6
    only: Sequence[str] = ()
    part: str = ALL

    def strengths(self, trouble: "Trouble") -> Sequence[float]:
        """Those of a trouble that are drawn."""
        disturbing = [strength for strength in trouble.strengths if must_be_found(trouble, strength)]
        return {ALL: trouble.strengths, HEALTHY: [], DISTURBING: disturbing, AT_LIMIT: disturbing[:1]}[self.part]


class CaseKey(msgspec.Struct, frozen=True):
    """Which case: the same key is the same recording or film. `strength` None: healthy."""

    medium: str
    seed: int
    kind: str
    strength: float | None
    number: int

    def chance(self) -> np.random.Generator:
        """Its own, whichever others are drawn."""
        strength = None if self.strength is None else float(self.strength)
        text = f"{self.medium} {self.kind} {strength} {self.number}"
        return np.random.default_rng((self.seed, *text.encode()))

    def shared_chance(self) -> np.random.Generator:
        """The same for all numbers: by it their material is put in order, so that none comes twice."""
        return msgspec.structs.replace(self, number=-1).chance()


class DeviceCase(msgspec.Struct, frozen=True):
    """`codes` of which one must be said; `is_disturbing`: it has to be found; `facts`: the numbers of the check."""

    key: CaseKey
    is_disturbing: bool
    is_held_out: bool
    codes: frozenset[str]
    named: tuple[str, ...]
    source: str = ""
    facts: Mapping[str, float] = {}


class Trouble(Protocol):
    """What troubles of sound and of the picture have in common."""

    @property
    def strengths(self) -> Sequence[float]:
        """All that are tried."""

    @property
    def disturbing(self) -> float:
        """The weakest that has to be found."""


def drawn_keys(
    medium: str, selection: Selection, healthy: Iterable[str], troubles: Mapping[str, Trouble]
) -> Iterator[CaseKey]:
    """Of each healthy kind, and of each trouble and strength, as many as are selected."""
    kinds: list[tuple[str, Sequence[float | None]]] = []
    if selection.part in {ALL, HEALTHY}:
        kinds += [(kind, [None]) for kind in healthy]
    kinds += [(kind, selection.strengths(trouble)) for kind, trouble in troubles.items()]
    for kind, strengths in kinds:
        if not selection.only or kind.startswith(tuple(selection.only)):
            for strength in strengths:
                for number in range(selection.count):
                    yield CaseKey(medium, selection.seed, kind, strength, number)


def must_be_found(trouble: Trouble, strength: float) -> bool:
    """Whether it disturbs at this strength; they go from what nobody notices to what spoils a call."""
    is_rising = trouble.strengths[-1] > trouble.strengths[0]
    return strength >= trouble.disturbing if is_rising else strength <= trouble.disturbing


def numbers(observations: Observations) -> dict[str, float]:
    """The numbers of the check by name: a threshold's curve can be drawn of them without another run."""
    return {each.name: float(each.value) for each in observations if isinstance(each.value, (bool, int, float))}

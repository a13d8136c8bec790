"""One run of the grid by its seed, which draws the same again: kind of home, gateways, one or two mechanisms."""

from dataclasses import dataclass
from random import Random
from typing import TypeVar

from tests.lab.faults.company import NAMES
from tests.lab.faults.grid.every import MECHANISMS, Mechanism
from tests.lab.faults.grid.homes import GRID_HOMES, GridHome

TWO_AT_ONCE = 0.25
"""Share of the runs in which two things are broken."""


@dataclass(frozen=True)
class Drawn:
    """`random` goes on choosing while the mechanisms build."""

    home: GridHome
    gateways: tuple[str, ...]
    mechanisms: tuple[Mechanism, ...]
    random: Random


def draw(seed: str, attempt: int = 0, only: str = "") -> Drawn:
    """`attempt`: so many combinations before it made no sense. `only`: just this mechanism, in a home that it fits."""
    random = Random(f"{seed}-{attempt}" if attempt else seed)
    home = _weighted(random, list(GRID_HOMES.values()))
    while only and not MECHANISMS[only].fits(home.all_traits):
        home = _weighted(random, list(GRID_HOMES.values()))
    gateways = tuple(sorted(random.sample(NAMES, random.choice((1, 2, 3, 4, 5, 5))), key=NAMES.index))
    fitting = [item for item in MECHANISMS.values() if item.fits(home.all_traits)]
    mechanisms = [MECHANISMS[only] if only else _weighted(random, fitting)]
    if not only and random.random() < TWO_AT_ONCE:
        companions = [item for item in fitting if can_stand_beside(item, mechanisms[0])]
        mechanisms += [_weighted(random, companions)] if companions else []
    return Drawn(home, gateways, tuple(mechanisms), random)


def can_stand_beside(mechanism: Mechanism, first: Mechanism) -> bool:
    """Whether two can be judged at once: neither hides the other, and they do not work on the same thing."""
    return mechanism.group != first.group and not mechanism.hides and not first.hides


def combinations() -> int:
    """How many kinds of home and mechanisms, one or two, can be drawn, before scope and gateways are chosen."""
    total = 0
    for home in GRID_HOMES.values():
        fitting = [item for item in MECHANISMS.values() if item.fits(home.all_traits)]
        pairs = sum(can_stand_beside(other, first) for first in fitting for other in fitting)
        total += len(fitting) + pairs // 2
    return total


T = TypeVar("T", GridHome, Mechanism)


def _weighted(random: Random, items: list[T]) -> T:
    return random.choices(items, [item.weight for item in items])[0]

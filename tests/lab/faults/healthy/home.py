"""One kind of healthy home: how it is built, and what makes it this kind."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.lab.faults.layout import Layout
from tests.lab.faults.town import Town
from tests.lab.faults.visit import Visit

Settle = Callable[[Town], Visit | None]


def as_built(_town: Town) -> None:
    """Nothing more."""


@dataclass(frozen=True)
class Home:
    """`settles` makes it this kind of home; what the PC is asked then, or None for the usual."""

    name: str
    layout: Layout = field(default_factory=Layout)
    settles: Settle = as_built

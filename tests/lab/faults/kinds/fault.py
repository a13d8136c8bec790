"""A fault: one sentence of what is broken, how it is broken, and what the checks must name as its cause."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.lab.faults.layout import Layout
from tests.lab.faults.town import Town
from tests.lab.faults.visit import Visit

Break = Callable[[Town], Visit | None]
"""Breaks the town; what the PC is asked then, or None for the usual."""


@dataclass(frozen=True)
class Cause:
    """What must be named: a code of the knowledge base, the link of the way, who acts."""

    code: str
    link: str
    owner: str


@dataclass(frozen=True)
class Fault:
    """`also`: codes that must be told beside the top one."""

    name: str
    broken: str
    cause: Cause
    breaks: Break
    layout: Layout = field(default_factory=Layout)
    also: tuple[str, ...] = ()


FAULTS: dict[str, Fault] = {}


def fault(
    broken: str, code: str, link: str, owner: str, *, layout: Layout | None = None, also: tuple[str, ...] = ()
) -> Callable[[Break], Break]:
    """Takes the function below as the fault of its name."""

    def register(breaks: Break) -> Break:
        name = breaks.__name__.replace("_", "-")
        assert name not in FAULTS, name
        FAULTS[name] = Fault(name, broken, Cause(code, link, owner), breaks, layout or Layout(), also)
        return breaks

    return register

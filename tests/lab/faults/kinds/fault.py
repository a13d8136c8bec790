"""A fault: one sentence of what is broken, how it is broken, and what is true of it.

The project's own name the code that must come first; those of the grid, or of anybody else, place and mechanism.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.lab.faults.kinds.truths import injected_by_code
from tests.lab.faults.layout import Layout
from tests.lab.faults.town import Town
from tests.lab.faults.truth.injected import Injected, Scope
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
    """`cause`: what must come first, None where only its truth counts; `also`: codes that must be told beside it."""

    name: str
    broken: str
    cause: Cause | None
    breaks: Break
    layout: Layout = field(default_factory=Layout)
    also: tuple[str, ...] = ()
    injected: tuple[Injected, ...] = ()


FAULTS: dict[str, Fault] = {}


def fault(
    broken: str,
    code: str,
    link: str,
    owner: str,
    *,
    layout: Layout | None = None,
    also: tuple[str, ...] = (),
    scope: Scope | None = None,
    truth: Injected | None = None,
) -> Callable[[Break], Break]:
    """Takes the function below as the fault of its name. `truth`: what is broken, where the code alone misleads."""

    def register(breaks: Break) -> Break:
        name = breaks.__name__.replace("_", "-")
        injected = (
            truth or injected_by_code(code, link, owner, scope),
            *(injected_by_code(other, "", "", None) for other in also),
        )
        _add(Fault(name, broken, Cause(code, link, owner), breaks, layout or Layout(), also, injected))
        return breaks

    return register


def broken_by(broken: str, *injected: Injected, layout: Layout | None = None) -> Callable[[Break], Break]:
    """Takes the function below as a fault that is judged by its truth alone. README.md describes it for others."""

    def register(breaks: Break) -> Break:
        _add(Fault(breaks.__name__.replace("_", "-"), broken, None, breaks, layout or Layout(), injected=injected))
        return breaks

    return register


def _add(made: Fault) -> None:
    assert made.name not in FAULTS, made.name
    FAULTS[made.name] = made

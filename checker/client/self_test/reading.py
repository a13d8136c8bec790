"""What a measurement of the self-test may say: numbers, yes or no, and words from lists that stand in the code.

No text of the system's own gets through, so that no name, path or address of a person's PC can.
"""

import errno
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checker.model.failure import Failure, FailureKind, Operation, failure_of

OTHER = "other"
"""Stands for every word that the list does not hold."""
MARGIN = 3
"""Decimal places of seconds: a millisecond tells every assumption apart that is measured by its time."""


class Term(str):
    """A word that stood in a list of the code; made by `term` alone."""

    __slots__ = ()


def term(text: str, known_terms: Iterable[str]) -> Term:
    """`text` if it is in the list, else OTHER."""
    return Term(text if text in known_terms else OTHER)


Value = bool | int | float | Term | None


@dataclass(frozen=True)
class Reading:
    """`as_assumed` is None where there is nothing to compare: then the values are the answer."""

    as_assumed: bool | None
    values: Mapping[str, Value]

    def __post_init__(self) -> None:
        """Raises TypeError for a text that is not of a list."""
        for name, value in self.values.items():
            if isinstance(value, str) and not isinstance(value, Term):
                raise TypeError(f"{name} is a text of its own")


def error_values(error: OSError) -> dict[str, Value]:
    """What an error of the system says without its text: its kind as the program takes it, number and name."""
    number = error.errno or 0
    return {
        "kind": kind_term(failure_of(Operation.RUN, error)),
        "code": number,
        "name": term(errno.errorcode.get(number, ""), errno.errorcode.values()),
        "winerror": int(getattr(error, "winerror", None) or 0),
    }


def kind_term(failure: Failure) -> Term:
    """The failure's kind."""
    return term(failure.kind.value, (kind.value for kind in FailureKind))


def rounded(seconds: float) -> float:
    """A duration as it is written."""
    return round(seconds, MARGIN)

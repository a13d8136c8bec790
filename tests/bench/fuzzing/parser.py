"""What is fuzzed: a parser, valid inputs of it, and what it may raise."""

from collections.abc import Callable

from checker.model.codec import Unreadable
from checker.model.failure import OperationFailed
from checker.model.record import Record


class Parser(Record, frozen=True, kw_only=True):
    """`seeds`: valid inputs, from which others are made; `refuses`: what it may raise."""

    name: str
    parse: Callable[[bytes], object]
    seeds: tuple[bytes, ...]
    refuses: tuple[type[Exception], ...] = (Unreadable, OperationFailed)

"""One situation of a camera or microphone: how it is staged, and what the program must say of it."""

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager

import msgspec

Stage = Callable[[], AbstractContextManager[Mapping[str, str]]]
"""Stages it inside the guest until the context ends; yields what the program's environment needs besides."""


class Scenario(msgspec.Struct, frozen=True, kw_only=True):
    """`expected`: the codes of `check`, all of them and no others but `also`, which slow emulation may add."""

    name: str
    check: str
    expected: frozenset[str]
    stage: Stage
    also: frozenset[str] = frozenset({"camera.slow-start"})

    def right(self, codes: Collection[str]) -> bool:
        """Whether that was the right thing to say."""
        return set(codes) - self.also == self.expected


class ScenarioResult(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What came of one scenario. `seconds` the check took; `trouble`: why nothing did; `observations` as lines."""

    name: str
    codes: tuple[str, ...] = ()
    seconds: float = 0.0
    trouble: str = ""
    observations: tuple[str, ...] = ()


class Booted(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The guest runs, with this kernel."""

    kernel: str


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What the guest is told to do; `program`: the command line that starts what is tested."""

    names: tuple[str, ...]
    program: tuple[str, ...]


class NotStaged(Exception):  # noqa: N818 - says that the lab failed, not the product
    """The situation did not come about."""

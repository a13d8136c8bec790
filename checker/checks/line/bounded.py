"""A run with less time than its check has: only the wait for a place may take long."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from checker.checks.context import ProbeContext


class Bounded(ProbeContext):
    """The same run, for so many seconds; those inside `waiting` are not counted."""

    def __init__(self, context: ProbeContext, seconds: float) -> None:
        vars(self).update(vars(context))
        self._ends: float = time.monotonic() + seconds
        self._waits = False

    @property
    def left_s(self) -> float:
        """Seconds until its own end or the check's, never below 0."""
        if self._waits:
            return super().remaining_s
        return max(0.0, min(super().remaining_s, self._ends - time.monotonic()))

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """While it runs only the check's own deadline counts."""
        began = time.monotonic()
        self._waits = True
        try:
            yield
        finally:
            self._waits = False
            self._ends += time.monotonic() - began

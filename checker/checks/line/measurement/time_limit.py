"""A run with less time than its check has: only the wait for a place may take long."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from checker.checks.context import ProbeContext


class TimeLimitedContext(ProbeContext):
    """The same run, for so many seconds; those inside `waiting` are not counted."""

    def __init__(self, context: ProbeContext, seconds: float) -> None:
        vars(self).update(vars(context))
        self._ends_at: float = time.monotonic() + seconds
        self._is_waiting = False

    @property
    def remaining_s(self) -> float:
        """Seconds until its own end or the check's, never below 0."""
        if self._is_waiting:
            return super().remaining_s
        return max(0.0, min(super().remaining_s, self._ends_at - time.monotonic()))

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """While it runs only the check's own deadline counts."""
        began = time.monotonic()
        self._is_waiting = True
        try:
            yield
        finally:
            self._is_waiting = False
            self._ends_at += time.monotonic() - began

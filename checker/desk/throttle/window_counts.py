"""Limits counted for many requests at once: one question and one statement, however many they are."""

from collections import Counter
from collections.abc import Iterable

from django.utils import timezone

from checker.desk.throttle import tallies
from checker.desk.throttle.rate_limit import RateLimit
from checker.desk.throttle.tallies import Window

Counted = tuple[RateLimit, str, int]
"""A limit, its subject, and how much is to be counted."""


class WindowCounts:
    """Counts all that may be needed at once, hands it out one by one, and takes back the rest.

    `count` and `take` are RateLimit's; more than was announced is never counted. In the caller's transaction.
    """

    def __init__(self, announced: Iterable[Counted]) -> None:
        self._now = timezone.now()
        self._windows: dict[tuple[str, str], Window] = {}
        self._left: Counter[tuple[str, str]] = Counter()
        for limit, subject, amount in announced:
            key = limit.name, subject
            if key not in self._windows:
                self._windows[key] = limit.window(subject, self._now)
            self._left[key] += amount
        stored = tallies.add({self._windows[key]: amount for key, amount in self._left.items()})
        self._counts = {key: stored[window.bucket] - self._left[key] for key, window in self._windows.items()}

    def count(self, limit: RateLimit, subject: str, amount: int = 1) -> int:
        """Counts one more. Returns 0 while it is within the limit, else the seconds until the window ends."""
        key = limit.name, subject
        self._counts[key] += amount
        self._left[key] -= amount
        if self._counts[key] <= limit.times:
            return 0
        return self._windows[key].wait_s(self._now)

    def take(self, limit: RateLimit, subject: str, amount: int) -> int:
        """As `count`, but what is beyond the limit is not counted: something smaller may still fit."""
        wait_s = self.count(limit, subject, amount)
        if wait_s:
            self.uncount(limit, subject, amount)
        return wait_s

    def uncount(self, limit: RateLimit, subject: str, amount: int = 1) -> None:
        """Takes back what was counted here and turned out to be none."""
        self.count(limit, subject, -amount)

    def take_back_rest(self) -> None:
        """What was announced and not counted."""
        tallies.take_back({self._windows[key]: left for key, left in self._left.items() if left})

"""How many requests of one network are read at all. Counted in memory: a flood must not cost the database anything."""

import threading
from collections import Counter

from django.utils import timezone

MAX_NETWORKS = 100_000
"""Counted apart in one window; where more come, all begin anew, and the other limits hold."""


class FloodLimit:
    """At most `times` in `window_s` seconds, of one network and in this process."""

    def __init__(self, times: int, window_s: int) -> None:
        self._times = times
        self._window_s = window_s
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._ends = 0.0

    def count(self, network: str) -> int:
        """Counts one more. Returns 0 while it is within the limit, else the seconds until the window ends."""
        now = timezone.now().timestamp()
        with self._lock:
            if now >= self._ends or len(self._counts) > MAX_NETWORKS:
                self._counts.clear()
                self._ends = now + self._window_s
            self._counts[network] += 1
            return max(1, round(self._ends - now)) if self._counts[network] > self._times else 0

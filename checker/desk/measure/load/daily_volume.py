"""How many bytes a network may load in a day: a measurement needs megabytes, whoever wants the line for itself more."""

import hashlib
import secrets
import threading
from collections import Counter
from collections.abc import Callable
from math import ceil

from checker.desk.measure.http.request import RequestRefused
from checker.net.clock import monotonic_s

NETWORK_BYTES = 20 << 30
"""A day, of one /24 or /48 in both directions: two hundred measurements of a gigabit line, a thousand of usual ones."""
DAY_S = 86_400.0
MAX_NETWORKS = 65_536
"""Counted apart in a day; what comes beyond them shares one count, so that memory has an end."""
_STEP_BYTES = 1 << 20
"""What a load may have moved before it is counted."""

Clock = Callable[[], float]


class DailyVolume:
    """Counts by networks, of which only a keyed hash is kept. `limit`: bytes; 0: none."""

    def __init__(self, limit: int = NETWORK_BYTES, clock: Clock = monotonic_s) -> None:
        self._limit, self._clock = limit, clock
        self._lock = threading.Lock()
        self._key = secrets.token_bytes(16)
        self._day = -1
        self._bytes: Counter[bytes] = Counter()

    def raise_if_used_up(self, network: str) -> None:
        """Raises RequestRefused 429 where nothing is left of the day's volume."""
        if self._limit and self._add(self._hash(network), 0) >= self._limit:
            raise RequestRefused(429, retry_after_s=ceil(DAY_S - self._clock() % DAY_S))

    def meter(self, network: str, on_limit: Callable[[], None]) -> Callable[[int], None]:
        """What one load reports its bytes to; calls `on_limit` where they are too many.

        Raises RequestRefused 429 where they are already.
        """
        self.raise_if_used_up(network)
        hashed = self._hash(network)
        uncounted = 0

        def count(n: int) -> None:
            nonlocal uncounted
            uncounted += n
            if uncounted >= _STEP_BYTES:
                total, uncounted = self._add(hashed, uncounted), 0
                if self._limit and total >= self._limit:
                    on_limit()

        return count

    def _hash(self, network: str) -> bytes:
        return hashlib.blake2b(network.encode(), digest_size=8, key=self._key).digest()

    def _add(self, hashed: bytes, n: int) -> int:
        day = int(self._clock() // DAY_S)
        with self._lock:
            if day != self._day:
                self._day, self._bytes = day, Counter()
            if hashed not in self._bytes and len(self._bytes) >= MAX_NETWORKS:
                hashed = b""
            if n:
                self._bytes[hashed] += n
            return self._bytes[hashed]

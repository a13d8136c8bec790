"""How often somebody may have something in a minute, counted without keeping an address."""

import hashlib
import secrets
import threading
from collections import Counter

from checker.net.clock import monotonic_s

MINUTE_S = 60.0


class RateLimiter:
    """At most `per_client` for one asker and `total` for everybody in a minute of the clock."""

    def __init__(self, per_client: int, total: int) -> None:
        self._per_client, self._total = per_client, total
        self._lock = threading.Lock()
        self._key = secrets.token_bytes(16)
        self._minute = -1
        self._counts: Counter[bytes] = Counter()

    def try_acquire(self, client: str) -> bool:
        """Whether one more is allowed. An asker of "" is nobody in particular and counts only among all."""
        minute = int(monotonic_s() // MINUTE_S)
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, Counter()
            client_hash = hashlib.blake2b(client.encode(), digest_size=8, key=self._key).digest() if client else b""
            if self._counts.total() >= self._total or (client_hash and self._counts[client_hash] >= self._per_client):
                return False
            self._counts[client_hash] += 1
            return True

"""How often somebody may have something in a minute, counted without keeping an address."""

import hashlib
import secrets
import threading
import time
from collections import Counter

MINUTE_S = 60.0


class PerMinute:
    """At most `each` for one asker and `all_together` for everybody in a minute of the clock."""

    def __init__(self, each: int, all_together: int) -> None:
        self._each, self._all = each, all_together
        self._lock = threading.Lock()
        self._key = secrets.token_bytes(16)
        self._minute = -1
        self._had: Counter[bytes] = Counter()

    def take(self, asker: str) -> bool:
        """Whether one more is allowed. An asker of "" is nobody in particular and counts only among all."""
        minute = int(time.monotonic() // MINUTE_S)
        with self._lock:
            if minute != self._minute:
                self._minute, self._had = minute, Counter()
            mark = hashlib.blake2b(asker.encode(), digest_size=8, key=self._key).digest() if asker else b""
            if self._had.total() >= self._all or (mark and self._had[mark] >= self._each):
                return False
            self._had[mark] += 1
            return True

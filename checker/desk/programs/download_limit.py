"""How many downloads run at once: each holds a thread of its own until a slow line has it all; no page waits for it.

A server in front can take the files over (`--accel`): then there is no download here, and no limit.
"""

import threading
from collections import Counter

from checker.desk.thread_limits import DOWNLOAD_THREADS

MAX_DOWNLOADS_PER_NETWORK = 16
"""A company's people behind one address, or one person whose browser loads in several parts."""

RETRY_S = 60


class DownloadLimit:
    """Counts them for this process."""

    def __init__(self, total: int = DOWNLOAD_THREADS, per_network: int = MAX_DOWNLOADS_PER_NETWORK) -> None:
        self._total = total
        self._per_network = per_network
        self._lock = threading.Lock()
        self._by_network: Counter[str] = Counter()

    def try_acquire(self, network: str) -> bool:
        """Whether there is room for one more."""
        with self._lock:
            is_full = self._by_network.total() >= self._total or self._by_network[network] >= self._per_network
            if not is_full:
                self._by_network[network] += 1
            return not is_full

    def release(self, network: str) -> None:
        """It is through, or was cut off."""
        with self._lock:
            self._by_network[network] -= 1
            if self._by_network[network] <= 0:
                del self._by_network[network]


DOWNLOAD_LIMIT = DownloadLimit()
"""The one of this process."""

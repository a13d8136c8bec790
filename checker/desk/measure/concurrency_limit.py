"""How much may run at once, in all and from one network: what is too much is turned away, never queued."""

import threading
from collections import Counter


class ConcurrencyLimit:
    """Counts what runs in this process."""

    def __init__(self, total: int, per_network: int) -> None:
        self._total = total
        self._per_network = per_network
        self._lock = threading.Lock()
        self._by_network: Counter[str] = Counter()

    def try_acquire(self, network: str) -> bool:
        """Whether one more may run; then it has to be released."""
        with self._lock:
            if self._by_network.total() >= self._total or self._by_network[network] >= self._per_network:
                return False
            self._by_network[network] += 1
            return True

    def release(self, network: str) -> None:
        """It is through, or was cut off."""
        with self._lock:
            self._by_network[network] -= 1
            if self._by_network[network] <= 0:
                del self._by_network[network]

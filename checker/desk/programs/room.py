"""How many downloads run at once: each holds a thread of its own until a slow line has it all; no page waits for it.

A server in front can take the files over (`--accel`): then there is no download here, and no limit.
"""

import threading
from collections import Counter

from checker.desk.serving.threads import DOWNLOADS

FROM_ONE_NETWORK = 16
"""A company's people behind one address, or one person whose browser loads in several parts."""

RETRY_S = 60


class Room:
    """Counts them for this process."""

    def __init__(self, at_once: int = DOWNLOADS, from_one_network: int = FROM_ONE_NETWORK) -> None:
        self._at_once = at_once
        self._from_one_network = from_one_network
        self._lock = threading.Lock()
        self._by_network: Counter[str] = Counter()

    def begin(self, network: str) -> bool:
        """Whether there is room for one more."""
        with self._lock:
            full = self._by_network.total() >= self._at_once or self._by_network[network] >= self._from_one_network
            if not full:
                self._by_network[network] += 1
            return not full

    def end(self, network: str) -> None:
        """It is through, or was cut off."""
        with self._lock:
            self._by_network[network] -= 1
            if self._by_network[network] <= 0:
                del self._by_network[network]


ROOM = Room()
"""The one of this process."""

"""Second witnesses for a silent gateway. They begin while it is still being asked, so that silence takes no longer."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Self, TypeVar

from checker.checks.vpn import stops
from checker.checks.vpn.stops import Ends
from checker.checks.vpn.way import Way
from checker.checks.vpn.witness import host_answers

T = TypeVar("T")
AFTER_S = 1.0
"""Gateways that work have answered by then; only one that has not is looked at in other ways."""


class Beside:
    """A context: whoever leaves it without asking for the witnesses calls them off."""

    def __init__(self, way: Way, port: int) -> None:
        self._decided = threading.Event()
        self._wanted = True
        self._pool = ThreadPoolExecutor(2, "witness")
        self._host = self._pool.submit(self._when_wanted, lambda: host_answers(way, port), False)
        self._ends = self._pool.submit(self._when_wanted, lambda: stops.where(way, port), Ends())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._wanted = self._decided.is_set()
        self._decided.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def told(self) -> tuple[bool, Ends]:
        """Whether the host answers otherwise, and where packets to the port end. Raises Cancelled."""
        self._decided.set()
        return self._host.result(), self._ends.result()

    def _when_wanted(self, look: Callable[[], T], nothing: T) -> T:
        self._decided.wait(AFTER_S)
        return look() if self._wanted else nothing

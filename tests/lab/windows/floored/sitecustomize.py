"""Both old clocks as Windows has them before Python 3.13: they move in steps of 15.625 ms (GetTickCount64's).

Python imports it at its start in every process whose PYTHONPATH holds this folder.
"""

import time
from collections.abc import Callable

STEP_NS = 15_625_000


def _floored_ns(read_ns: Callable[[], int]) -> Callable[[], int]:
    return lambda: read_ns() // STEP_NS * STEP_NS


def _seconds(read_ns: Callable[[], int]) -> Callable[[], float]:
    return lambda: read_ns() / 1e9


time.monotonic_ns, time.time_ns = _floored_ns(time.monotonic_ns), _floored_ns(time.time_ns)
time.monotonic, time.time = _seconds(time.monotonic_ns), _seconds(time.time_ns)

"""How busy the PC was while the line was loaded: above a limit, a figure says more of the PC than of the line."""

import contextlib
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from checker.model.failure import OperationFailed
from checker.net.clock import monotonic_s
from checker.net.psutil_reading import read_psutil


class CpuMonitor:
    """`peak_percent`: percent, the busiest phase: of the whole PC, or of the one core that this program can use.

    `own_s`: seconds of processor time that this program took. `is_allowed`: else it reads nothing of the PC.
    """

    def __init__(self, *, is_allowed: bool = True) -> None:
        self.is_allowed = is_allowed
        self.peak_percent: float | None = None
        self.own_s = 0.0

    @contextmanager
    def measure(self) -> Iterator[None]:
        """Watches while the block runs. Where the system does not tell the load, `peak_percent` stays None."""
        if not self.is_allowed:
            yield
            return
        with contextlib.suppress(OperationFailed):
            read_psutil(psutil.cpu_percent)
        began, own = monotonic_s(), time.process_time()
        try:
            yield
        finally:
            elapsed_s, own_s = monotonic_s() - began, time.process_time() - own
            self.own_s += own_s
            if elapsed_s > 0:
                with contextlib.suppress(OperationFailed):
                    total_percent = read_psutil(psutil.cpu_percent)
                    busy = max(total_percent, min(100.0, 100 * own_s / elapsed_s))
                    self.peak_percent = max(self.peak_percent or 0.0, busy)

"""How busy the processor is with anything but this program: its own processes are taken out."""

import contextlib

import psutil

from checker.model.failure import OperationFailed
from checker.net.clock import monotonic_s
from checker.net.psutil_reading import read_psutil


class LoadMeter:
    """Reads the load since the last reading, in percent of all cores. Begins without an error where nothing is read."""

    def __init__(self) -> None:
        self._read_at = monotonic_s()
        self._own_seconds: dict[int, float] = {}
        with contextlib.suppress(OperationFailed):
            self._own_share()
        with contextlib.suppress(OperationFailed):
            read_psutil(psutil.cpu_percent)

    def read_percent(self) -> float:
        """Load by everything but this process and its children, 0 to 100. Raises OperationFailed."""
        total = read_psutil(psutil.cpu_percent)
        return max(0.0, total - self._own_share())

    def _own_share(self) -> float:
        now = monotonic_s()
        seconds, cpu_seconds = max(now - self._read_at, 1e-3), self._cpu_seconds()
        # A child that was not there before counts from its start; one that ended is lost, which errs to a higher load.
        increase = sum(used - self._own_seconds.get(process, 0.0) for process, used in cpu_seconds.items())
        self._read_at, self._own_seconds = now, cpu_seconds
        return 100.0 * increase / seconds / (read_psutil(lambda: psutil.cpu_count(logical=True)) or 1)

    def _cpu_seconds(self) -> dict[int, float]:
        """Processor seconds of this process and each child, by process id."""
        own_process = read_psutil(psutil.Process)
        cpu_seconds = {}
        for process in (own_process, *self._children(own_process)):
            with contextlib.suppress(OperationFailed):  # it ended meanwhile
                times = read_psutil(process.cpu_times)
                cpu_seconds[process.pid] = times.user + times.system
        return cpu_seconds

    def _children(self, own_process: psutil.Process) -> list[psutil.Process]:
        """Where they are not to be had, their load counts as somebody else's."""
        try:
            return read_psutil(lambda: own_process.children(recursive=True))
        except OperationFailed:
            return []

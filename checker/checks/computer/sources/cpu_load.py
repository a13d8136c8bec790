"""How busy the processor is with anything but this program: its own processes are taken out."""

import psutil

from checker.net.clock import monotonic_s


class LoadMeter:
    """Reads the load since the last reading, in percent of all cores."""

    def __init__(self) -> None:
        self._cores = psutil.cpu_count(logical=True) or 1
        self._read_at = monotonic_s()
        self._own_seconds: dict[int, float] = {}
        self._own_share()
        psutil.cpu_percent()

    def read_percent(self) -> float:
        """Load by everything but this process and its children, 0 to 100."""
        total = psutil.cpu_percent()
        return max(0.0, total - self._own_share())

    def _own_share(self) -> float:
        now = monotonic_s()
        seconds, cpu_seconds = max(now - self._read_at, 1e-3), self._cpu_seconds()
        # A child that was not there before counts from its start; one that ended is lost, which errs to a higher load.
        increase = sum(used - self._own_seconds.get(process, 0.0) for process, used in cpu_seconds.items())
        self._read_at, self._own_seconds = now, cpu_seconds
        return 100.0 * increase / seconds / self._cores

    def _cpu_seconds(self) -> dict[int, float]:
        """Processor seconds of this process and each child, by process id."""
        own_process = psutil.Process()
        cpu_seconds = {}
        for process in (own_process, *own_process.children(recursive=True)):
            try:
                times = process.cpu_times()
            except psutil.Error:  # it ended meanwhile
                continue
            cpu_seconds[process.pid] = times.user + times.system
        return cpu_seconds

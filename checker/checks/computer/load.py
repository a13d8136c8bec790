"""How busy the processor is with anything but this program: its own processes are taken out."""

import time

import psutil


class LoadMeter:
    """Reads the load since the last reading, in percent of all cores."""

    def __init__(self) -> None:
        self._cores = psutil.cpu_count(logical=True) or 1
        self._at = time.monotonic()
        self._own: dict[int, float] = {}
        self._own_share()
        psutil.cpu_percent()

    def others(self) -> float:
        """Load by everything but this process and its children, 0 to 100."""
        whole = psutil.cpu_percent()
        return max(0.0, whole - self._own_share())

    def _own_share(self) -> float:
        now = time.monotonic()
        seconds, spent = max(now - self._at, 1e-3), self._spent()
        # A child that was not there before counts from its start; one that ended is lost, which errs to a higher load.
        grown = sum(used - self._own.get(process, 0.0) for process, used in spent.items())
        self._at, self._own = now, spent
        return 100.0 * grown / seconds / self._cores

    def _spent(self) -> dict[int, float]:
        """Processor seconds of this process and each child, by process id."""
        this = psutil.Process()
        spent = {}
        for process in (this, *this.children(recursive=True)):
            try:
                used = process.cpu_times()
            except psutil.Error:  # it ended meanwhile
                continue
            spent[process.pid] = used.user + used.system
        return spent

"""Facts of the PC by psutil, its clock against the desk's `Date` header, its load while the other checks run."""

import datetime
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

from checker.checks.computer.need import ComputerNeed
from checker.checks.computer.sources.clock import read_clock
from checker.checks.computer.sources.cpu_load import LoadMeter
from checker.checks.computer.sources.operating_system import system_build, system_name
from checker.checks.computer.sources.screens import screens
from checker.checks.context import ProbeContext
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.net.clock import monotonic_s
from checker.net.psutil_reading import read_psutil

GIB = 1 << 30
LOAD_LEAST_S = 2.0
"""A load is sampled at least this long, even when no other check runs."""


def observe(need: ComputerNeed, context: ProbeContext) -> Iterator[Observation]:  # noqa: ARG001 - the one shape of every probe
    """Yields the facts that stand still, then the clock, then the load over the whole run."""
    yield from _machine(context)
    yield from _power(context)
    with context.record("os.name") as recorder:
        recorder.value = system_name()
    yield recorder.observation()
    with context.record("os.build") as recorder:
        recorder.value = system_build()
    yield recorder.observation()
    yield from _screens(context)
    yield context.observation("today", datetime.date.fromtimestamp(context.wall_clock()).isoformat())
    yield from _clock(context)
    yield from _load(context)


def _machine(context: ProbeContext) -> Iterator[Observation]:
    readings: dict[str, Callable[[], float | None]] = {
        "cpu.cores": lambda: psutil.cpu_count(logical=True) or None,
        "memory.total": lambda: round(psutil.virtual_memory().total / GIB, 1),
        "memory.available": lambda: round(psutil.virtual_memory().available / GIB, 1),
        "disk.free": lambda: round(psutil.disk_usage(Path.home().anchor).free / GIB, 1),
        "uptime": lambda: round((context.wall_clock() - psutil.boot_time()) / 3600, 1),
    }
    for name, reading in readings.items():
        with context.record(name) as recorder:
            recorder.value = read_psutil(reading)
        yield recorder.observation()


def _power(context: ProbeContext) -> Iterator[Observation]:
    with context.record("battery.percent") as charge, context.record("power.plugged") as plugged:
        battery = read_psutil(lambda: psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None)
        if battery is None:
            raise OperationFailed(Operation.READ, FailureKind.MISSING, "no battery")
        charge.value = read_psutil(lambda: round(float(battery.percent)))
        plugged.value = battery.power_plugged
    if charge.value is None:
        charge.failure = plugged.failure
    yield charge.observation()
    yield plugged.observation()


def _screens(context: ProbeContext) -> Iterator[Observation]:
    with context.record("screen.size") as size, context.record("screen.count") as count:
        connected = screens()
        size.value = [connected[0].width, connected[0].height]
        count.value = len(connected)
    size.failure = size.failure or count.failure
    yield size.observation()
    yield count.observation()


def _clock(context: ProbeContext) -> Iterator[Observation]:
    with context.record("clock.offset", Operation.REQUEST) as recorder:
        reading = read_clock(context)
        recorder.value, recorder.uncertainty = reading.ahead_s, reading.uncertainty_s
    yield recorder.observation()


def _load(context: ProbeContext) -> Iterator[Observation]:
    """Without this program's own share: measuring a fast line is work, and must not look like somebody else's."""
    meter = LoadMeter()
    cpu, memory = _Readings(), _Readings()
    started_at = monotonic_s()
    while (
        not (context.other_checks_done.is_set() and monotonic_s() - started_at >= LOAD_LEAST_S)
        and context.remaining_s > 2
    ):
        context.pause(0.5)
        cpu.add(meter.read_percent)
        memory.add(lambda: read_psutil(lambda: psutil.virtual_memory().percent))
        context.progress(min(0.95, cpu.attempts / 40))
    summaries: dict[str, Callable[[], float]] = {
        "load.cpu": lambda: statistics.fmean(cpu.values()),
        "load.cpu-peak": lambda: max(_means_of_pairs(cpu.values())),
        "load.memory": lambda: max(memory.values()),
    }
    for name, summary in summaries.items():
        with context.record(name) as recorder:
            recorder.value = round(summary(), 1)
        yield recorder.observation()


def _means_of_pairs(values: list[float]) -> list[float]:
    return [statistics.fmean(values[at : at + 2]) for at in range(0, len(values), 2)]


class _Readings:
    """One figure, read again and again; readings that failed are left out."""

    def __init__(self) -> None:
        self.attempts = 0
        self._values: list[float] = []
        self._failed = OperationFailed(Operation.READ, FailureKind.NOT_MEASURED)

    def add(self, reading: Callable[[], float]) -> None:
        """Raises nothing."""
        self.attempts += 1
        try:
            self._values.append(reading())
        except OperationFailed as failed:
            self._failed = failed

    def values(self) -> list[float]:
        """At least one. Raises OperationFailed: the last failure."""
        if not self._values:
            raise self._failed
        return self._values

"""Facts of the PC by psutil, its clock against the desk's `Date` header, its load while the other checks run."""

import datetime
import statistics
from collections.abc import Iterator
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
    with context.record("cpu.cores") as recorder:
        recorder.value = psutil.cpu_count(logical=True) or None
    yield recorder.observation()
    memory = psutil.virtual_memory()
    yield context.observation("memory.total", round(memory.total / GIB, 1))
    yield context.observation("memory.available", round(memory.available / GIB, 1))
    with context.record("disk.free") as recorder:
        recorder.value = round(psutil.disk_usage(Path.home().anchor).free / GIB, 1)
    yield recorder.observation()
    yield context.observation("uptime", round((context.wall_clock() - psutil.boot_time()) / 3600, 1))


def _power(context: ProbeContext) -> Iterator[Observation]:
    with context.record("battery.percent") as charge, context.record("power.plugged") as plugged:
        battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
        if battery is None:
            raise OperationFailed(Operation.READ, FailureKind.MISSING, "no battery")
        charge.value = round(float(battery.percent))
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
    cpu: list[float] = []
    memory: list[float] = []
    started_at = monotonic_s()
    while (
        not (context.other_checks_done.is_set() and monotonic_s() - started_at >= LOAD_LEAST_S)
        and context.remaining_s > 2
    ):
        context.pause(0.5)
        cpu.append(meter.read_percent())
        memory.append(psutil.virtual_memory().percent)
        context.progress(min(0.95, len(cpu) / 40))
    pairs = [statistics.fmean(cpu[at : at + 2]) for at in range(0, len(cpu), 2)]
    yield context.observation("load.cpu", round(statistics.fmean(cpu), 1))
    yield context.observation("load.cpu-peak", round(max(pairs), 1))
    yield context.observation("load.memory", round(max(memory), 1))

"""Facts of the PC by psutil, its clock against the desk's `Date` header, its load while the other checks run."""

import datetime
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from checker.checks.computer.clock import read_clock
from checker.checks.computer.load import LoadMeter
from checker.checks.computer.need import ComputerNeed
from checker.checks.computer.screen import screens
from checker.checks.computer.system import system_build, system_name
from checker.checks.contract import Run
from checker.model.failure import Failed, Kind, Operation
from checker.model.observation import Observation

GIB = 1 << 30
LOAD_LEAST_S = 2.0
"""A load is sampled at least this long, even when no other check runs."""


def observe(need: ComputerNeed, run: Run) -> Iterator[Observation]:  # noqa: ARG001 - the one shape of every probe
    """Yields the facts that stand still, then the clock, then the load over the whole run."""
    yield from _machine(run)
    yield from _power(run)
    with run.noting("os.name") as seen:
        seen.value = system_name()
    yield seen.done()
    with run.noting("os.build") as seen:
        seen.value = system_build()
    yield seen.done()
    yield from _screens(run)
    yield run.saw("today", datetime.date.fromtimestamp(run.wall_clock()).isoformat())
    yield from _clock(run)
    yield from _load(run)


def _machine(run: Run) -> Iterator[Observation]:
    with run.noting("cpu.cores") as seen:
        seen.value = psutil.cpu_count(logical=True) or None
    yield seen.done()
    memory = psutil.virtual_memory()
    yield run.saw("memory.total", round(memory.total / GIB, 1))
    yield run.saw("memory.available", round(memory.available / GIB, 1))
    with run.noting("disk.free") as seen:
        seen.value = round(psutil.disk_usage(Path.home().anchor).free / GIB, 1)
    yield seen.done()
    yield run.saw("uptime", round((run.wall_clock() - psutil.boot_time()) / 3600, 1))


def _power(run: Run) -> Iterator[Observation]:
    with run.noting("battery.percent") as charge, run.noting("power.plugged") as plugged:
        battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
        if battery is None:
            raise Failed(Operation.READ, Kind.MISSING, "no battery")
        charge.value = round(float(battery.percent))
        plugged.value = battery.power_plugged
    if charge.value is None:
        charge.failure = plugged.failure
    yield charge.done()
    yield plugged.done()


def _screens(run: Run) -> Iterator[Observation]:
    with run.noting("screen.size") as size, run.noting("screen.count") as count:
        found = screens()
        size.value = [found[0].width, found[0].height]
        count.value = len(found)
    size.failure = size.failure or count.failure
    yield size.done()
    yield count.done()


def _clock(run: Run) -> Iterator[Observation]:
    with run.noting("clock.offset", Operation.REQUEST) as seen:
        reading = read_clock(run)
        seen.value, seen.uncertainty = reading.ahead_s, reading.uncertainty_s
    yield seen.done()


def _load(run: Run) -> Iterator[Observation]:
    """Without this program's own share: measuring a fast line is work, and must not look like somebody else's."""
    meter = LoadMeter()
    cpu: list[float] = []
    memory: list[float] = []
    began = time.monotonic()
    while not (run.others_done.is_set() and time.monotonic() - began >= LOAD_LEAST_S) and run.left_s > 2:
        run.pause(0.5)
        cpu.append(meter.others())
        memory.append(psutil.virtual_memory().percent)
        run.progress(min(0.95, len(cpu) / 40))
    pairs = [statistics.fmean(cpu[at : at + 2]) for at in range(0, len(cpu), 2)]
    yield run.saw("load.cpu", round(statistics.fmean(cpu), 1))
    yield run.saw("load.cpu-peak", round(max(pairs), 1))
    yield run.saw("load.memory", round(max(memory), 1))

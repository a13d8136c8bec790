"""Whether the PC itself will be in the way. A wrong clock comes first: it breaks certificates and passwords."""

import datetime
from collections.abc import Iterator

from checker.checks.computer.need import ComputerNeed
from checker.checks.computer.os_lifecycle import last_support_day
from checker.model.failure import FailureKind
from checker.model.finding import Finding
from checker.model.observation import Observations

CLOCK_WRONG_S = 120
"""One-time passwords tolerate about a minute either way (RFC 6238, 5.2); Kerberos gives up at 300 s (RFC 4120, 1.6)."""
LOAD_HIGH = 85.0
"""Percent: above it, measurements of the line are no longer valid and calls stutter."""
MEMORY_FULL = 92.0
"""Percent in use: above it the system swaps; Windows calls memory low at about this share."""
UPTIME_LONG_H = 14 * 24.0
"""Two weeks: beyond a monthly update's restart deadline, most PCs wait for one."""
BATTERY_LOW = 20
"""Percent: where Windows and macOS save power and slow down by default."""


def diagnose(observations: Observations, need: ComputerNeed) -> Iterator[Finding]:
    """Troubles one by one; `computer.fine` only where everything that matters was measured and is well."""
    troubles = [
        *_clock(observations),
        *_hardware(observations, need),
        *_disk(observations, need),
        *_load(observations),
        *_power(observations),
        *_system(observations),
        *_screen(observations, need),
    ]
    yield from troubles
    if not troubles:
        yield Finding.ok(
            "computer.fine",
            evidence=(observations["memory.total"], observations["cpu.cores"], observations["load.cpu"]),
        )


def is_clock_wrong(observations: Observations) -> bool:
    """Whether it is off by more than the limit, the uncertainty taken out."""
    offset, ahead_s = observations["clock.offset"], observations.number("clock.offset")
    return ahead_s is not None and abs(ahead_s) - (offset.uncertainty or 0) > CLOCK_WRONG_S


def _clock(observations: Observations) -> Iterator[Finding]:
    offset = observations["clock.offset"]
    ahead = observations.number("clock.offset")
    if ahead is None:
        if offset.failure and offset.failure.kind is FailureKind.NOT_MEASURED:
            return  # no desk to compare with: nothing was asked, so nothing is missing
        yield Finding.note("computer.clock-not-compared", evidence=offset)
    elif is_clock_wrong(observations):
        yield Finding.blocker("computer.clock-wrong", evidence=offset, minutes=round(abs(ahead) / 60))


def _hardware(observations: Observations, need: ComputerNeed) -> Iterator[Finding]:
    memory, cores = observations.number("memory.total"), observations.number("cpu.cores")
    if memory is None or cores is None:
        yield Finding.unknown(
            "computer.not-measured", evidence=(observations["memory.total"], observations["cpu.cores"])
        )
        return
    if memory < need.memory_gib:
        yield Finding.warning(
            "computer.memory-small",
            evidence=observations["memory.total"],
            have=round(memory),
            want=round(need.memory_gib),
        )
    if cores < need.cores:
        yield Finding.warning(
            "computer.cpu-weak", evidence=observations["cpu.cores"], have=round(cores), want=need.cores
        )


def _disk(observations: Observations, need: ComputerNeed) -> Iterator[Finding]:
    free = observations.number("disk.free")
    if free is not None and free < need.disk_free_gib:
        yield Finding.warning("computer.disk-full", evidence=observations["disk.free"], free=round(free, 1))


def _load(observations: Observations) -> Iterator[Finding]:
    cpu, memory = observations.number("load.cpu"), observations.number("load.memory")
    if cpu is not None and cpu > LOAD_HIGH:
        yield Finding.warning("computer.busy", evidence=observations["load.cpu"], load=round(cpu))
    if memory is not None and memory > MEMORY_FULL:
        yield Finding.warning("computer.memory-full", evidence=observations["load.memory"], used=round(memory))
    uptime_h = observations.number("uptime")
    if uptime_h is not None and uptime_h > UPTIME_LONG_H:
        yield Finding.note("computer.restart-due", evidence=observations["uptime"], days=round(uptime_h / 24))


def _power(observations: Observations) -> Iterator[Finding]:
    charge = observations.number("battery.percent")
    if charge is not None and observations["power.plugged"].value is False and charge <= BATTERY_LOW:
        yield Finding.warning(
            "computer.battery-low",
            evidence=(observations["battery.percent"], observations["power.plugged"]),
            percent=round(charge),
        )


def _system(observations: Observations) -> Iterator[Finding]:
    name, today = observations["os.name"], observations["today"]
    support_end = last_support_day(str(name.value)) if name.value else None
    if support_end is None or not isinstance(today.value, str):
        return
    if datetime.date.fromisoformat(today.value) > support_end:
        yield Finding.warning("computer.os-unsupported", evidence=(name, today), system=str(name.value))


def _screen(observations: Observations, need: ComputerNeed) -> Iterator[Finding]:
    size = observations["screen.size"].value
    if need.screen_width and isinstance(size, list) and isinstance(size[0], int) and size[0] < need.screen_width:
        yield Finding.note(
            "computer.screen-small", evidence=observations["screen.size"], have=size[0], want=need.screen_width
        )

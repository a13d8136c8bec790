"""Runs faults and healthy homes, some side by side, each in a town of its own."""

import dataclasses
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from tests.lab.faults.healthy.every import HOMES
from tests.lab.faults.kinds.every import FAULTS
from tests.lab.faults.kinds.fault import Fault
from tests.lab.faults.layout import Layout
from tests.lab.faults.town import town
from tests.lab.faults.truth.examined import examined
from tests.lab.faults.truth.recorded import RecordedRun
from tests.lab.faults.verdict import Row, alarms, compared, crashed, notes, where
from tests.lab.faults.visit import Visit
from tests.lab.windows.sight import VARIABLE

Alarms = tuple[str, list[str], list[str], float]
"""A healthy home's name, what was said above a note, the notes that are false, and the seconds it took."""


def matrix(names: Sequence[str], at_once: int, folder: Path | None = None) -> Iterator[RecordedRun]:
    """Each fault's run, in this order. `folder`: of faults that are not the project's."""
    with processes(at_once) as pool:
        yield from pool.map(broken, names, repeat(folder))


def quiet(names: Sequence[str], at_once: int) -> Iterator[RecordedRun]:
    """A run in each of these healthy homes."""
    with processes(at_once) as pool:
        yield from pool.map(healthy, names)


def broken(name: str, folder: Path | None = None) -> RecordedRun:
    """One fault from a whole town to its truth; the seconds are the checks' own."""
    if folder and name not in FAULTS:
        from tests.lab.faults.outside import outside_faults  # noqa: PLC0415 - it imports everything

        outside_faults(folder)
    return run_fault(FAULTS[name])


def run_fault(fault: Fault) -> RecordedRun:
    """Builds the town, breaks it, lets the PC look, and looks from elsewhere."""
    run = RecordedRun(
        name=fault.name,
        broken=fault.broken,
        home="the fault's own",
        code=fault.cause.code if fault.cause else "",
        sight=sight(),
    )
    began = time.monotonic()
    try:
        with town(with_neighbour(fault.layout)) as made:
            visit = fault.breaks(made) or Visit()
            began = time.monotonic()
            run.report = made.visited(visit)
            run.seconds, run.experiments = time.monotonic() - began, made.experiments
            run.truth = examined(made, visit, fault.injected)
    except Exception as error:  # noqa: BLE001 - a row of its own, so that the others are not lost
        run.error, run.seconds = where(error), time.monotonic() - began
    return run


def healthy(name: str) -> RecordedRun:
    """One run in a healthy home."""
    home = HOMES[name]
    run = RecordedRun(name=f"healthy: {name}", broken="", home=name, sight=sight())
    began = time.monotonic()
    try:
        with town(with_neighbour(home.layout)) as made:
            visit = home.settles(made) or Visit()
            began = time.monotonic()
            run.report = made.visited(visit)
            run.seconds, run.experiments = time.monotonic() - began, made.experiments
            run.truth = examined(made, visit, ())
    except Exception as error:  # noqa: BLE001 - an alarm of its own
        run.error, run.seconds = where(error), time.monotonic() - began
    return run


def sight() -> str:
    """What the PC's programs see: of Windows, or empty for everything that Linux shows."""
    return os.environ.get(VARIABLE, "")


def with_neighbour(layout: Layout) -> Layout:
    """The same home with a host that looks on."""
    return dataclasses.replace(layout, neighbour=True)


def row_of(run: RecordedRun) -> Row:
    """The line of the matrix: the project's own faults name the code that must come first."""
    fault = FAULTS[run.name]
    return crashed(fault, run.error, run.seconds) if run.report is None else compared(fault, run.report, run.seconds)


def alarms_of(run: RecordedRun) -> Alarms:
    """What was said in a healthy home and should not have been."""
    if run.report is None:
        return run.home, [run.error], [], run.seconds
    return run.home, alarms(run.report), notes(run.report, run.truth), run.seconds


def processes(at_once: int) -> ProcessPoolExecutor:
    """Side by side; forked threads would be a mess, so each worker starts afresh."""
    return ProcessPoolExecutor(at_once, get_context("spawn"))

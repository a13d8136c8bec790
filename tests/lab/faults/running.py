"""Runs faults and healthy homes, some side by side, each in a town of its own."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.lab.faults.healthy import HOMES
from tests.lab.faults.kinds.every import FAULTS
from tests.lab.faults.town import town
from tests.lab.faults.verdict import Row, alarms, compared, crashed, where
from tests.lab.faults.visit import Visit

Alarms = tuple[str, list[str], float]
"""A healthy home's name, what was said above a note, and the seconds it took."""


def matrix(names: Sequence[str], at_once: int) -> Iterator[Row]:
    """Each fault's row, in this order."""
    with _processes(at_once) as pool:
        yield from pool.map(broken, names)


def quiet(names: Sequence[str], at_once: int) -> Iterator[Alarms]:
    """What was said in each of these healthy homes."""
    with _processes(at_once) as pool:
        yield from pool.map(healthy, names)


def broken(name: str) -> Row:
    """One fault from a whole town to its verdict; the seconds are the checks' own."""
    fault, began = FAULTS[name], time.monotonic()
    try:
        with town(fault.layout) as made:
            visit = fault.breaks(made) or Visit()
            began = time.monotonic()
            report = made.visited(visit)
            return compared(fault, report, time.monotonic() - began)
    except Exception as error:  # noqa: BLE001 - a row of its own, so that the others are not lost
        return crashed(fault, where(error), time.monotonic() - began)


def healthy(name: str) -> Alarms:
    """One run in a healthy home."""
    home, began = HOMES[name], time.monotonic()
    try:
        with town(home.layout) as made:
            visit = home.settles(made) or Visit()
            began = time.monotonic()
            report = made.visited(visit)
            return name, alarms(report), time.monotonic() - began
    except Exception as error:  # noqa: BLE001 - an alarm of its own
        return name, [where(error)], time.monotonic() - began


def _processes(at_once: int) -> ProcessPoolExecutor:
    # forked threads would be a mess: each worker starts afresh
    return ProcessPoolExecutor(at_once, get_context("spawn"))

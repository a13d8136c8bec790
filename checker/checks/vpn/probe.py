"""Asks every gateway of the profile at once, each in a thread with bounded time, and notes what it did."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from checker.checks.contract import Run
from checker.checks.vpn.gateway import look
from checker.checks.vpn.need import VpnNeed
from checker.checks.vpn.verdict import Seen
from checker.checks.vpn.way import Way
from checker.model.failure import Failure, Kind, Operation
from checker.model.observation import Observation

ALL_S = 11.5
"""The whole check; a gateway that has said nothing by then is not waited for."""
ONE_S = 10.5
LOOK_S = 0.1


def observe(need: VpnNeed, run: Run) -> Iterator[Observation]:
    """Yields `gateway.verdict` and its facts for each gateway, in the order in which they are done."""
    if not need.gateways:
        return
    stop, ends = threading.Event(), time.monotonic() + min(ALL_S, run.left_s)
    way = Way(addresses=(), ends=min(ends, time.monotonic() + ONE_S), stop=stop, extra_ca=run.net.extra_ca)
    pool = ThreadPoolExecutor(len(need.gateways), "gateway")
    waiting = {pool.submit(look, gateway, way): gateway.id for gateway in need.gateways}
    defects: list[BaseException] = []
    try:
        for done in _as_they_come(set(waiting), ends, run):
            subject = waiting.pop(done)
            if (defect := done.exception()) is not None:
                defects.append(defect)
                continue
            yield from _told(done.result(), subject, run)
            run.progress(1 - len(waiting) / len(need.gateways))
        for subject in waiting.values():
            late = Failure(operation=Operation.RUN, kind=Kind.TIMEOUT)
            yield run.lost("gateway.verdict", late, subject)
        for defect in defects:
            raise defect  # only now: one gateway's defect must not lose what the others said
    finally:
        stop.set()
        pool.shutdown(wait=False, cancel_futures=True)


def _as_they_come(waiting: set[Future[Seen]], ends: float, run: Run) -> Iterator[Future[Seen]]:
    while waiting and time.monotonic() < ends:
        run.go_on()
        done, waiting = wait(waiting, LOOK_S, FIRST_COMPLETED)
        yield from done


def _told(seen: Seen, subject: str, run: Run) -> Iterator[Observation]:
    yield run.saw("gateway.verdict", seen.verdict.value, subject)
    for name, value in seen.facts.items():
        if isinstance(value, Failure):
            yield run.lost(name, value, subject)
        else:
            yield run.saw(name, value, subject)

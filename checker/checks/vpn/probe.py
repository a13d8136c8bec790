"""Asks every gateway of the profile at once, each in a thread with bounded time, and notes what it did."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from checker.checks.context import ProbeContext
from checker.checks.vpn.any_udp import answers, stun_answers
from checker.checks.vpn.gateway import look
from checker.checks.vpn.need import VpnNeed
from checker.checks.vpn.services import reached
from checker.checks.vpn.verdict import Seen
from checker.checks.vpn.way import Way
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.observation import Observation, Value

T = TypeVar("T")
ALL_S = 8.0
"""The whole check; a gateway that has said nothing by then is not waited for."""
ONE_S = 7.5
LOOK_S = 0.1


def observe(need: VpnNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields `gateway.verdict` and its facts for each gateway, in the order in which they are done; then the rest."""
    if not need.gateways and not need.services:
        return
    stop, ends = threading.Event(), time.monotonic() + min(ALL_S, context.remaining_s)
    way = Way(
        addresses=(),
        ends=min(ends, time.monotonic() + ONE_S),
        stop=stop,
        extra_ca=context.net.extra_ca,
        dns_servers=tuple(need.dns_servers),
    )
    pool = ThreadPoolExecutor(len(need.gateways) + 2, "gateway")
    stun = pool.submit(stun_answers, need.stun, way) if need.stun else None
    services = pool.submit(reached, need.services, context.system, way) if need.services else None
    waiting = {pool.submit(look, gateway, way): gateway.id for gateway in need.gateways}
    seen: dict[str, Seen] = {}
    defects: list[BaseException] = []
    try:
        for done in _as_they_come(set(waiting), ends, context):
            subject = waiting.pop(done)
            if (defect := done.exception()) is not None:
                defects.append(defect)
                continue
            seen[subject] = done.result()
            yield from _told(seen[subject], subject, context)
            context.progress(1 - len(waiting) / len(need.gateways))
        for subject in waiting.values():
            late = Failure(operation=Operation.RUN, kind=FailureKind.TIMEOUT)
            yield context.failed_observation("gateway.verdict", late, subject)
        for name, subject, value in _in_time(services, ends, context) or ():
            yield _observed(name, value, subject, context)
        udp = answers(need, seen, _in_time(stun, ends, context))
        if udp is not None:
            yield context.observation("udp.answers", udp)
        for defect in defects:
            raise defect  # only now: one gateway's defect must not lose what the others said
    finally:
        stop.set()
        pool.shutdown(wait=False, cancel_futures=True)


def _as_they_come(waiting: set[Future[Seen]], ends: float, context: ProbeContext) -> Iterator[Future[Seen]]:
    while waiting and time.monotonic() < ends:
        context.raise_if_cancelled()
        done, waiting = wait(waiting, LOOK_S, FIRST_COMPLETED)
        yield from done


def _in_time(asked: Future[T] | None, ends: float, context: ProbeContext) -> T | None:
    """What was found out, or None where nothing was asked or time is over."""
    while asked is not None and not asked.done() and time.monotonic() < ends:
        context.raise_if_cancelled()
        wait([asked], LOOK_S)
    return asked.result() if asked is not None and asked.done() else None


def _told(seen: Seen, subject: str, context: ProbeContext) -> Iterator[Observation]:
    yield context.observation("gateway.verdict", seen.verdict.value, subject)
    for name, value in seen.facts.items():
        yield _observed(name, value, subject, context)


def _observed(name: str, value: Value | Failure, subject: str, context: ProbeContext) -> Observation:
    return (
        context.failed_observation(name, value, subject)
        if isinstance(value, Failure)
        else context.observation(name, value, subject)
    )

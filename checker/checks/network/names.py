"""The names of the profile's hosts, by the system's resolver; how long it takes, and what kind of answer it gives."""

import secrets
import threading
import time
from collections.abc import Callable, Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.kinds import kind_of_answer
from checker.checks.network.targets import Target
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.record import Record
from checker.net.resolve import resolve

RESOLVE_S = 3.0
"""So long is waited before other ways are tried."""
LATE_S = 6.0
"""So long a late answer is still waited for beside them: a first server that is dead costs 5 s (resolv.conf(5))."""
SLOW_S = 1.0
"""A lookup that takes longer is repeated with another name, lest one slow answer count."""
LOOK_S = 0.1


class Found(Record, frozen=True, kw_only=True):
    """What the system made of a target's name."""

    target: Target
    addresses: tuple[str, ...] = ()
    failure: Failure | None = None
    seconds: float = 0.0

    @property
    def literal(self) -> bool:
        """Whether there was no name to look up."""
        return self.target.local or self.addresses == (self.target.host,)

    @property
    def overdue(self) -> bool:
        """Whether the system had not answered yet."""
        return self.failure is not None and self.failure.kind is FailureKind.TIMEOUT

    @property
    def slow(self) -> bool:
        """Whether it was answered late, or not yet."""
        return self.overdue or (not self.literal and self.seconds > SLOW_S)


class Lookup:
    """A name being looked up in a thread; it can be looked at before it has ended."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.began = time.monotonic()
        self._ended = threading.Event()
        self._found = _overdue(target)
        threading.Thread(target=self._look, name="network", daemon=True).start()

    def found(self, wait_s: float, go_on: Callable[[], None]) -> Found:
        """The answer, or a failure `timeout` where there is none `wait_s` after the beginning."""
        while not self._ended.is_set() and (left := self.began + wait_s - time.monotonic()) > 0:
            self._ended.wait(min(left, LOOK_S))
            go_on()
        return self._found if self._ended.is_set() else _overdue(self.target)

    def _look(self) -> None:
        try:
            addresses = resolve(self.target.host, LATE_S)
        except OperationFailed as failed:
            self._found = Found(target=self.target, failure=failed.failure)
        else:
            seconds = time.monotonic() - self.began
            self._found = Found(target=self.target, addresses=tuple(addresses), seconds=seconds)
        self._ended.set()


def _overdue(target: Target) -> Found:
    return Found(target=target, failure=Failure(operation=Operation.RESOLVE, kind=FailureKind.TIMEOUT))


def observe_name(one: Found, router: str, context: ProbeContext) -> Iterator[Observation]:
    """`dns.system` (ms) and `dns.kind` of a target that has a name to look up."""
    if one.failure:
        yield context.failed_observation("dns.system", one.failure, one.target.subject)
    elif not one.literal:
        yield context.observation("dns.system", ms(one.seconds), one.target.subject)
        yield context.observation("dns.kind", kind_of_answer(one.addresses, router), one.target.subject)


def observe_again(found: list[Found], context: ProbeContext) -> Iterator[Observation]:
    """`dns.again`: where a name came late, a fresh name below it, which no memory holds; that it is unknown is fine."""
    late = next((one.target.host for one in found if one.slow), None)
    if late is None:
        return
    began = time.monotonic()
    try:
        resolve(f"{secrets.token_hex(6)}.{late.rstrip('.')}.", RESOLVE_S)
    except OperationFailed as failed:
        if failed.failure.kind is FailureKind.TIMEOUT:
            yield context.failed_observation("dns.again", failed.failure)
            return
    yield context.observation("dns.again", ms(time.monotonic() - began))


def ms(seconds: float) -> float:
    """Milliseconds, to a tenth."""
    return round(seconds * 1000, 1)

"""The names of the profile's hosts, by the system's resolver; how long it takes, and what kind of answer it gives."""

import secrets
import threading
from collections.abc import Callable, Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.address_kind import answer_kind
from checker.checks.network.concurrency import POLL_S
from checker.checks.network.reach.target import ReachTarget
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.record import Record
from checker.net.clock import monotonic_s
from checker.net.dns.resolve import resolve

RESOLVE_S = 3.0
"""The wait before direct queries are tried too."""
LATE_WAIT_S = 6.0
"""The wait for a late answer, meanwhile: a first server that is dead costs 5 s (resolv.conf(5))."""
SLOW_S = 1.0
"""A lookup that takes longer is repeated with another name, lest one slow answer count."""


class LookupResult(Record, frozen=True, kw_only=True):
    """What the system made of a target's name."""

    target: ReachTarget
    addresses: tuple[str, ...] = ()
    failure: Failure | None = None
    seconds: float = 0.0

    @property
    def is_literal(self) -> bool:
        """Whether there was no name to look up."""
        return self.target.is_local or self.addresses == (self.target.host,)

    @property
    def is_overdue(self) -> bool:
        """Whether the system had not answered yet."""
        return self.failure is not None and self.failure.kind is FailureKind.TIMEOUT

    @property
    def is_slow(self) -> bool:
        """Whether it was answered late, or not yet."""
        return self.is_overdue or (not self.is_literal and self.seconds > SLOW_S)


class NameLookup:
    """A lookup in a thread; its result can be read before it has ended."""

    def __init__(self, target: ReachTarget) -> None:
        self.target = target
        self.started = monotonic_s()
        self._done = threading.Event()
        self._result = _timed_out(target)
        threading.Thread(target=self._resolve, name="network", daemon=True).start()

    def result(self, wait_s: float, raise_if_cancelled: Callable[[], None]) -> LookupResult:
        """The answer, or a failure `timeout` where there is none `wait_s` after the beginning."""
        while not self._done.is_set() and (left := self.started + wait_s - monotonic_s()) > 0:
            self._done.wait(min(left, POLL_S))
            raise_if_cancelled()
        return self._result if self._done.is_set() else _timed_out(self.target)

    def _resolve(self) -> None:
        try:
            addresses = resolve(self.target.host, LATE_WAIT_S)
        except OperationFailed as failed:
            self._result = LookupResult(target=self.target, failure=failed.failure)
        else:
            seconds = monotonic_s() - self.started
            self._result = LookupResult(target=self.target, addresses=tuple(addresses), seconds=seconds)
        self._done.set()


def _timed_out(target: ReachTarget) -> LookupResult:
    return LookupResult(target=target, failure=Failure(operation=Operation.RESOLVE, kind=FailureKind.TIMEOUT))


def observe_lookup(result: LookupResult, router: str, context: ProbeContext) -> Iterator[Observation]:
    """`dns.system` (ms) and `dns.kind` of a target that has a name to look up."""
    if result.failure:
        yield context.failed_observation("dns.system", result.failure, result.target.subject)
    elif not result.is_literal:
        yield context.observation("dns.system", milliseconds(result.seconds), result.target.subject)
        yield context.observation("dns.kind", answer_kind(result.addresses, router), result.target.subject)


def observe_second_lookup(results: list[LookupResult], context: ProbeContext) -> Iterator[Observation]:
    """`dns.again`: where a name came late, a fresh name below it, which no cache holds; that it is unknown is fine."""
    late_host = next((result.target.host for result in results if result.is_slow), None)
    if late_host is None:
        return
    began = monotonic_s()
    try:
        resolve(f"{secrets.token_hex(6)}.{late_host.rstrip('.')}.", RESOLVE_S)
    except OperationFailed as failed:
        if failed.failure.kind is FailureKind.TIMEOUT:
            yield context.failed_observation("dns.again", failed.failure)
            return
    yield context.observation("dns.again", milliseconds(monotonic_s() - began))


def milliseconds(seconds: float) -> float:
    """Milliseconds, to a tenth."""
    return round(seconds * 1000, 1)

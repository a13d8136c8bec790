"""TCP connections to the addresses of one name, side by side: which of them are dead while others live."""

from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import partial

from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.record import Record
from checker.net.clock import monotonic_s
from checker.net.tcp.phases import connect
from checker.net.unawaited_call import start_call

MAX_ADDRESSES = 4
"""So many of a name's addresses of one IP version are dialled."""
LATER_S = 1.5
"""The wait for the others once one has accepted: TCP sends a lost first packet again after 1 s (RFC 6298)."""


class AddressConnects(Record, frozen=True, kw_only=True):
    """`seconds` until the first accepted; `failure` of the first address where none did; `dead`: beside living ones."""

    count: int = 0
    dead: int = 0
    seconds: float = 0.0
    failure: Failure | None = None


def connect_each(addresses: list[str], port: int, timeout_s: float) -> AddressConnects:
    """Dials all of them at once, and closes each connection again."""
    started_at = monotonic_s()
    futures = [start_call(partial(_seconds_to_connect, address, port, timeout_s), "reach") for address in addresses]
    accepted = _first_success(futures, started_at + timeout_s)
    if accepted is None:
        failures = [_failure(future) for future in futures]
        return AddressConnects(count=len(addresses), failure=failures[0])
    wait(futures, max(0.0, min(started_at + timeout_s, monotonic_s() + LATER_S) - monotonic_s()))
    living = sum(future.done() and future.exception() is None for future in futures)
    return AddressConnects(count=len(addresses), dead=len(addresses) - living, seconds=accepted)


def _seconds_to_connect(address: str, port: int, timeout_s: float) -> float:
    started_at = monotonic_s()
    connect(address, port, timeout_s).close()
    return monotonic_s() - started_at


def _first_success(futures: list[Future[float]], deadline: float) -> float | None:
    pending = set(futures)
    while pending:
        done, pending = wait(pending, max(0.0, deadline + LATER_S - monotonic_s()), FIRST_COMPLETED)
        succeeded = [future.result() for future in done if future.exception() is None]
        if succeeded:
            return min(succeeded)
        if not done:
            break
    return None


def _failure(future: Future[float]) -> Failure:
    error = future.exception() if future.done() else None
    if isinstance(error, OperationFailed):
        return error.failure
    if error is not None:
        raise error
    return Failure(operation=Operation.CONNECT, kind=FailureKind.TIMEOUT)

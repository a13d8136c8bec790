"""Names to addresses by the system's resolver, as every program asks."""

import ipaddress
import queue
import socket
import threading
from typing import Literal

from checker.model.failure import FailureKind, Operation, OperationFailed, failure_of

RESOLVE_S = 4.0
Family = Literal[0, 4, 6]
_FAMILIES = {0: socket.AF_UNSPEC, 4: socket.AF_INET, 6: socket.AF_INET6}


def resolve(host: str, timeout_s: float = RESOLVE_S, family: Family = 0) -> list[str]:
    """The addresses of `host` in the system's order; a literal address is its own answer. Raises OperationFailed.

    `family` 4 or 6 keeps only that one. The call cannot be cut off, so it runs in a thread that may outlive the
    time-out; nothing waits for it.
    """
    if (literal := _literal(host, family)) is not None:
        return literal
    answers: queue.SimpleQueue[list[str] | OperationFailed] = queue.SimpleQueue()
    threading.Thread(target=_system, args=(host, family, answers), name="resolve", daemon=True).start()
    try:
        answer = answers.get(timeout=max(0.0, timeout_s))
    except queue.Empty:
        raise OperationFailed(Operation.RESOLVE, FailureKind.TIMEOUT) from None
    if isinstance(answer, OperationFailed):
        raise answer
    return answer


def _literal(host: str, family: Family) -> list[str] | None:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    if family and address.version != family:
        raise OperationFailed(Operation.RESOLVE, FailureKind.NOT_FOUND)
    return [host]


def _system(host: str, family: Family, answers: "queue.SimpleQueue[list[str] | OperationFailed]") -> None:
    try:
        found = socket.getaddrinfo(host, None, _FAMILIES[family], socket.SOCK_STREAM)
    except OSError as error:
        failure = failure_of(Operation.RESOLVE, error)
        answers.put(OperationFailed(Operation.RESOLVE, failure.kind, failure.detail))
    except ValueError:
        answers.put(OperationFailed(Operation.RESOLVE, FailureKind.UNSUPPORTED, "name"))
    else:
        answers.put(list(dict.fromkeys(str(one[4][0]) for one in found)))

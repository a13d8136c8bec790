"""Names to addresses by the system's resolver, as every program asks."""

import ipaddress
import socket
from typing import Literal

from checker.model.failure import WINDOWS_HOST_NOT_FOUND, FailureKind, Operation, OperationFailed
from checker.net.dns.query import configured_servers, query_dns
from checker.net.phase_log import logged_phase
from checker.net.unawaited_call import result_within, start_call

RESOLVE_S = 4.0
CONFIRM_S, MAX_SERVERS = 0.7, 2
Family = Literal[0, 4, 6]
_FAMILIES = {0: socket.AF_UNSPEC, 4: socket.AF_INET, 6: socket.AF_INET6}


@logged_phase("resolve a name", addresses=len)
def resolve(host: str, timeout_s: float = RESOLVE_S, family: Family = 0) -> list[str]:
    """The addresses of `host` in the system's order; a literal address is its own answer. Raises OperationFailed.

    `family` 4 or 6 keeps only that one. The call cannot be cut off, so it runs in a thread that may outlive the
    time-out; nothing waits for it.
    """
    if (literal := _literal_address(host, family)) is not None:
        return literal
    if "\0" in host:  # a C library would ask for what stands before it
        raise OperationFailed(Operation.RESOLVE, FailureKind.UNSUPPORTED, "name")
    return result_within(start_call(lambda: _resolve_by_system(host, family), "resolve"), timeout_s, Operation.RESOLVE)


def _literal_address(host: str, family: Family) -> list[str] | None:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    if family and address.version != family:
        raise OperationFailed(Operation.RESOLVE, FailureKind.NOT_FOUND)
    return [host]


def _resolve_by_system(host: str, family: Family) -> list[str]:
    try:
        address_infos = socket.getaddrinfo(host, None, _FAMILIES[family], socket.SOCK_STREAM)
    except OSError as error:
        raise _resolution_failed(host, error) from error
    except ValueError:
        raise OperationFailed(Operation.RESOLVE, FailureKind.UNSUPPORTED, "name") from None
    return list(dict.fromkeys(str(info[4][0]) for info in address_infos))


def _resolution_failed(host: str, error: OSError) -> OperationFailed:
    """Windows says "no such name" of every name while no DNS server can be reached: its servers are asked directly."""
    if error.errno == WINDOWS_HOST_NOT_FOUND and not any(
        _is_answering(server, host) for server in configured_servers()[:MAX_SERVERS]
    ):
        return OperationFailed(Operation.RESOLVE, FailureKind.UNREACHABLE, f"{error.errno} without a server")
    return OperationFailed.from_error(Operation.RESOLVE, error)


def _is_answering(server: str, host: str) -> bool:
    try:
        query_dns(host, server, CONFIRM_S)
    except OperationFailed as failed:
        return failed.failure.kind in (FailureKind.NOT_FOUND, FailureKind.REFUSED, FailureKind.BAD_ANSWER)
    return True

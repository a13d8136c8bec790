"""What came back instead of answers: which addresses of a gateway were refused, how, and by whom."""

import errno
import socket
from collections.abc import Iterable

from checker.model.failure import Failure, FailureKind, Operation, datagram_failure
from checker.net.icmp.error import IcmpErrorReason
from checker.net.icmp.error_origin import ErrorOrigin, locate_origin
from checker.net.icmp.error_queue import read_icmp_errors

REFUSED_BY = {
    ErrorOrigin.PC: "pc",
    ErrorOrigin.ROUTER: "router",
    ErrorOrigin.PATH: "way",
    ErrorOrigin.TARGET: "gateway",
}
"""The values of `gateway.refused-by`."""
NO_ROUTE_AT = {
    ErrorOrigin.PC: "pc-no-route",
    ErrorOrigin.ROUTER: "router-no-route",
    ErrorOrigin.PATH: "no-route",
    ErrorOrigin.TARGET: "no-route",
}
"""The same of who says that there is no way to the gateway: it does not refuse, it knows nobody to pass packets to."""
_WORDS = {IcmpErrorReason.REFUSED: REFUSED_BY, IcmpErrorReason.NO_ROUTE: NO_ROUTE_AT}
_IGNORED_REASONS = (IcmpErrorReason.TOO_LARGE, IcmpErrorReason.OTHER)


class RefusalLog:
    """By address. A later refusal of the same address replaces the one before."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._addresses = set(addresses)
        self._failures: dict[str, Failure] = {}
        self._refused_by: dict[str, str] = {}

    def record(self, address: str, operation: Operation, error: OSError) -> None:
        """An error that a socket raised. A packet that is too large for the path was not refused."""
        if error.errno == errno.EMSGSIZE:
            return
        self._failures[address] = datagram_failure(operation, error)
        self._refused_by.pop(address, None)
        if self._failures[address].kind is FailureKind.DENIED:
            self._refused_by[address] = REFUSED_BY[ErrorOrigin.PC]

    def read_error_queue(self, sock: socket.socket, address: str) -> None:
        """The messages that wait on a socket to this address: they name who refused, where the system reports it."""
        for icmp_error in read_icmp_errors(sock):
            if icmp_error.reason in _IGNORED_REASONS or not icmp_error.error_number:
                continue
            # Linux gives ICMPv6 "administratively prohibited" the number of what this PC's own firewall forbids
            number = (
                errno.EHOSTUNREACH
                if icmp_error.sender and icmp_error.error_number == errno.EACCES
                else icmp_error.error_number
            )
            self.record(address, Operation.RECEIVE, OSError(number, ""))
            words = _WORDS.get(icmp_error.reason)
            origin = locate_origin(icmp_error, address) if words else None
            if words and origin is not None:
                self._refused_by[address] = words[origin]

    def failure(self) -> Failure:
        """One address that is merely silent outweighs another that cannot be reached at all."""
        address = self._last_refused_address()
        return self._failures[address] if address else Failure(operation=Operation.RECEIVE, kind=FailureKind.TIMEOUT)

    def refused_by(self) -> str:
        """Who refused, or empty where that is not known or not every address was refused."""
        return self._refused_by.get(self._last_refused_address(), "")

    def _last_refused_address(self) -> str:
        if not self._failures or not self._addresses <= set(self._failures):
            return ""
        return list(self._failures)[-1]

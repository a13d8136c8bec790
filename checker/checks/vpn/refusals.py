"""What came back instead of answers: which addresses of a gateway were refused, how, and by whom."""

import errno
import socket
from collections.abc import Iterable

from checker.model.failure import Failure, FailureKind, Operation, failure_of
from checker.net.errqueue import IcmpErrorReason, read_icmp_errors
from checker.net.origin import ErrorOrigin, locate_origin

WORDS = {ErrorOrigin.PC: "pc", ErrorOrigin.ROUTER: "router", ErrorOrigin.PATH: "way", ErrorOrigin.TARGET: "gateway"}
"""The values of `gateway.refused-by`."""
_SAYS_NOTHING = (IcmpErrorReason.TOO_LARGE, IcmpErrorReason.OTHER)


class Refusals:
    """By address. A later refusal of the same address replaces the one before."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._asked = set(addresses)
        self._failures: dict[str, Failure] = {}
        self._by: dict[str, str] = {}

    def note(self, address: str, operation: Operation, error: OSError) -> None:
        """An error that a socket raised. A packet that is too large for the way was not refused."""
        if error.errno == errno.EMSGSIZE:
            return
        self._failures[address] = failure_of(operation, error)
        self._by.pop(address, None)
        if self._failures[address].kind is FailureKind.DENIED:
            self._by[address] = WORDS[ErrorOrigin.PC]

    def hear(self, sock: socket.socket, address: str) -> None:
        """The messages that wait on a socket to this address: they tell who refused, where the system tells it."""
        for one in read_icmp_errors(sock):
            if one.reason in _SAYS_NOTHING or not one.error_number:
                continue
            # Linux gives ICMPv6 "administratively prohibited" the number of what this PC's own firewall forbids
            number = errno.EHOSTUNREACH if one.sender and one.error_number == errno.EACCES else one.error_number
            self.note(address, Operation.RECEIVE, OSError(number, ""))
            origin = locate_origin(one, address) if one.reason is IcmpErrorReason.REFUSED else None
            if origin is not None:
                self._by[address] = WORDS[origin]

    def why(self) -> Failure:
        """One address that is merely silent outweighs another that cannot be reached at all."""
        address = self._last()
        return self._failures[address] if address else Failure(operation=Operation.RECEIVE, kind=FailureKind.TIMEOUT)

    def by(self) -> str:
        """Who refused, or empty where that is not known or not every address was refused."""
        return self._by.get(self._last(), "")

    def _last(self) -> str:
        if not self._failures or not self._asked <= set(self._failures):
            return ""
        return list(self._failures)[-1]

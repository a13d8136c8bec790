"""Whether the router gives the same door of this PC another number for every target (RFC 5780, 4.3).

Two mapped addresses are compared here and forgotten: neither leaves this file.
"""

import contextlib
import select
import socket

from checker.model.record import Record
from checker.net.clock import monotonic_s
from checker.net.phase_log import logged_phase
from checker.net.stun.binding import answered_transaction, binding_request, parse_binding_response
from checker.net.stun.message import MAPPED_ADDRESS, OTHER_ADDRESS, XOR_MAPPED_ADDRESS, StunMessage, TransportAddress

WAIT_S = 0.4
TRIES = 3


class _BindingResult(Record, frozen=True, kw_only=True):
    """What a STUN server says: where it sees us, and at which other address and port it listens as well."""

    mapped: TransportAddress
    other: TransportAddress | None = None


@logged_phase("NAT mapping by STUN", symmetric=lambda is_symmetric: is_symmetric)
def is_symmetric_nat(servers: list[TransportAddress], wait_s: float = WAIT_S) -> bool | None:
    """True where two targets see this PC at different doors. None where fewer than two answered. IPv4 only.

    `servers`: address and port of up to two STUN servers. One that speaks RFC 5780 is asked at its other port as well,
    so that it serves alone.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.setblocking(False)
        mapped_addresses: list[TransportAddress] = []
        for server in servers:
            first = _query_binding(sock, server, wait_s)
            if first is None:
                continue
            mapped_addresses.append(first.mapped)
            if len(servers) == 1 and first.other and first.other[1] != server[1]:
                second = _query_binding(sock, (server[0], first.other[1]), wait_s)
                mapped_addresses += [second.mapped] if second else []
    return None if len(mapped_addresses) < 2 else len(set(mapped_addresses)) > 1


class OutsideAddressWatch:
    """Whether a STUN server sees this PC at another address than before. IPv4 only; the address stays in here."""

    def __init__(self, server: TransportAddress) -> None:
        self._server = server
        self._address = ""

    def has_changed(self, wait_s: float = WAIT_S) -> bool | None:
        """Asks now. None where nobody answers, or the first time."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.setblocking(False)
            result = _query_binding(sock, self._server, wait_s)
        if result is None:
            return None
        before, self._address = self._address, result.mapped[0]
        return before != self._address if before else None


def _query_binding(sock: socket.socket, server: TransportAddress, wait_s: float) -> _BindingResult | None:
    transactions: set[bytes] = set()
    for _ in range(TRIES):
        transaction, data = binding_request()
        transactions.add(transaction)
        with contextlib.suppress(OSError):
            sock.sendto(data, server)
        deadline = monotonic_s() + wait_s
        while (remaining_s := deadline - monotonic_s()) > 0 and select.select([sock], [], [], remaining_s)[0]:
            try:
                response, sender = sock.recvfrom(2048)
            except OSError:
                continue
            if (
                sender == server
                and answered_transaction(response) in transactions
                and (result := _parse_binding(response))
            ):
                return result
    return None


def _parse_binding(response: bytes) -> _BindingResult | None:
    """Of a sound answer. The masked address outweighs the plain one (RFC 8489, 14.1)."""
    message = parse_binding_response(response)
    if message is None:
        return None
    mapped = _first_ipv4(message, XOR_MAPPED_ADDRESS) or _first_ipv4(message, MAPPED_ADDRESS)
    return _BindingResult(mapped=mapped, other=_first_ipv4(message, OTHER_ADDRESS)) if mapped else None


def _first_ipv4(message: StunMessage, attribute_type: int) -> TransportAddress | None:
    return next((address for address in message.addresses(attribute_type) if ":" not in address[0]), None)

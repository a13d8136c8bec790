"""What answers on the lab's internet: the firm's desk, a second host, two STUN servers, and the DNS servers."""

import contextlib
import ipaddress
import socketserver
import struct
from collections.abc import Iterator
from functools import partial
from typing import TypeVar

from tests.lab.faults import layout as at
from tests.lab.faults.certificates import Certificates
from tests.lab.line_spaces import Spaces
from tests.lab.programs import work_in
from tests.net import servers

T = TypeVar("T")
Zone = dict[tuple[str, str], str | tuple[str, ...] | int | None]
PAGES: dict[str, servers.Reply] = {"/generate_204": (204, {}, b""), "/health": (200, {}, b"ok")}
_COOKIE = 0x2112A442
_NO_RECORD = 0
"""NOERROR without an answer."""


def zone(ipv6: bool) -> Zone:
    """The names of the lab's internet. A gateway and the STUN servers have IPv4 only, as most companies' do."""
    v4 = {"desk": at.DESK, "reach": at.REACH, "stun": at.STUN, "stun2": at.STUN_2, "vpn": at.GATEWAY}
    records: Zone = {(f"{name}.example.", "A"): address for name, address in v4.items()}
    records |= {("hidden.example.", "A"): at.HIDDEN_GATEWAY, ("ipv4only.arpa.", "A"): "192.0.0.170"}
    records |= {(name, "AAAA"): _NO_RECORD for name, _ in list(records)}
    if ipv6:
        records |= {("desk.example.", "AAAA"): at.DESK6, ("reach.example.", "AAAA"): at.REACH6}
    return records | {(".", "NS"): "a.root-servers.net."}


class Internet:
    """Its servers run in threads of this process, their sockets in the namespaces."""

    def __init__(self, spaces: Spaces, certificates: Certificates, ipv6: bool, held: contextlib.ExitStack) -> None:
        held.callback(self.close)
        self._spaces = spaces
        self._held: dict[str, contextlib.ExitStack] = {}
        self.zone = zone(ipv6)
        self._leaf = certificates.leaf(certificates.public, "desk.example").certificate
        self._ipv6 = ipv6
        self.start_desk()
        for address in (at.REACH, *((at.REACH6,) if ipv6 else ())):
            self.hold("reach", "internet", servers.http({}, host=address, port=443))
        for address in (at.STUN, at.STUN_2):
            self.hold("stun", "internet", stun(address))
        self.hold("provider-dns", "provider", servers.names(self.zone, at.PROVIDER_DNS, 53))
        self.hold("dns", "internet", servers.names(self.zone, at.DNS, 53, tcp=True))

    def hold(self, what: str, where: str, server: contextlib.AbstractContextManager[T]) -> T:
        """Starts a server in this namespace; `drop` of the same word ends it."""
        held = self._held.setdefault(what, contextlib.ExitStack())
        return work_in(self._spaces[where], partial(held.enter_context, server))

    def drop(self, what: str) -> None:
        """Ends every server held under this word."""
        if what in self._held:
            self._held.pop(what).close()

    def start_desk(self) -> None:
        """TLS, /generate_204, /health and a Date header, as the real desk has them."""
        for address in (at.DESK, *((at.DESK6,) if self._ipv6 else ())):
            self.hold("desk", "internet", servers.http(PAGES, host=address, port=443, leaf=self._leaf))

    def close(self) -> None:
        for what in list(self._held):
            self.drop(what)


@contextlib.contextmanager
def stun(host: str, port: int = 3478) -> Iterator[int]:
    """Answers binding requests with the mapped address (RFC 8489, 14.2)."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            raw, sock = self.request
            if len(raw) >= 20 and raw[:2] == b"\x00\x01":
                sock.sendto(mapped(raw[8:20], self.client_address), self.client_address)

    with socketserver.UDPServer((host, port), Handler) as server, servers.serving(server):
        yield port


def mapped(transaction: bytes, client: tuple[str, int]) -> bytes:
    """A binding success that tells the client its address."""
    address = int(ipaddress.IPv4Address(client[0])) ^ _COOKIE
    value = struct.pack("!BBHI", 0, 1, client[1] ^ (_COOKIE >> 16), address)
    return struct.pack("!HHI", 0x0101, 4 + len(value), _COOKIE) + transaction + struct.pack("!HH", 0x20, 8) + value

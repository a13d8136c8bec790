"""What answers when it is tried from elsewhere in the lab, by its true address: the counter-trial of every verdict.

Beside the gateways' own protocols, which real servers are tested with, nothing of the product is used here.
"""

import contextlib
import ipaddress
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import dns.exception
import dns.message
import dns.query
import dns.rdatatype
import msgspec

from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.kinds import GATEWAY_PROBES
from checker.checks.vpn.need import VpnNeed
from checker.net.clock import monotonic_s
from tests.lab.faults import layout as at
from tests.lab.programs import enter_namespace

WAIT_S = 1.5
GATEWAY_S = 2.5
NAMES = ("vpn.example", "desk.example", "reach.example")
Answer = tuple[str, Any]
"""A question, and what came of it."""


class Vantage:
    """One end of the lab, from which things are tried side by side."""

    def __init__(self, label: str, namespace: str, prefix: str = "") -> None:
        """`prefix`: of NAT64, where this end has no IPv4."""
        self._label, self._prefix = label, prefix
        self._pool = ThreadPoolExecutor(16, f"vantage-{label}", initializer=enter_namespace, initargs=(namespace,))
        self._pending: list[tuple[str, Future[Any]]] = []

    def line(self, ipv6: bool) -> None:
        """Whether a TCP connection to a host on the internet comes about, by IP version."""
        self._add("line-v4", lambda: _connects(self._reached(at.REACH)))
        if ipv6:
            self._add("line-v6", lambda: _connects(at.REACH6))

    def desk(self, authority: str, ipv6: bool) -> None:
        """Whether the desk answers over TLS with the status that it has for this."""
        addresses = (self._reached(at.DESK), *((at.DESK6,) if ipv6 else ()))
        self._add("desk", lambda: any(_desk_answers(address, authority) for address in addresses))

    def ping(self, what: str, address: str, count: int = 1) -> None:
        """Whether an echo request is answered."""
        self._add(what, lambda: _pings(address, count) > 0)

    def share(self, what: str, address: str, count: int = 60) -> None:
        """Percent of echo requests that are answered, sent one after the other."""
        self._add(what, lambda: round(100 * _pings(address, count) / count))

    def names(self, what: str, server: str) -> None:
        """The addresses that this server has for the lab's names."""
        for name in NAMES:
            for kind in ("A", "AAAA"):
                self._add(f"{what}:{name}:{kind}", lambda name=name, kind=kind: _addresses(server, name, kind))

    def gateways(self, tables: list[dict[str, Any]], authority: str) -> None:
        """What each gateway does when it is tried in its own protocol."""
        named = [table | {"host": at.GATEWAY, **_server_name(table)} for table in tables]
        need = msgspec.convert({"gateways": named}, VpnNeed)
        for gateway in need.gateways:
            self._add(
                f"gateway:{gateway.id}",
                lambda gateway=gateway: _gateway_verdict(gateway, self._reached(at.GATEWAY), authority),
            )

    def answers(self) -> Iterator[Answer]:
        """Everything that was tried."""
        for what, future in self._pending:
            with contextlib.suppress(OSError):
                yield f"{self._label}.{what}", future.result()
        self._pool.shutdown()

    def _reached(self, address: str) -> str:
        """RFC 6052, 2.2: the IPv4 address in the last four bytes."""
        if not self._prefix:
            return address
        return str(ipaddress.IPv6Address(self._prefix) + int(ipaddress.IPv4Address(address)))

    def _add(self, what: str, work: Callable[[], Any]) -> None:
        self._pending.append((what, self._pool.submit(work)))


def _server_name(table: dict[str, Any]) -> dict[str, str]:
    """The name in the certificate, of a gateway that is tried by its address."""
    return {"server_name": table["host"]} if table["kind"] in ("https", "rdgateway", "sstp") else {}


def _connects(address: str, port: int = 443) -> bool:
    try:
        socket.create_connection((address, port), WAIT_S).close()
    except OSError:
        return False
    return True


def _desk_answers(address: str, authority: str) -> bool:
    context = ssl.create_default_context(cafile=authority)
    try:
        with (
            socket.create_connection((address, 443), WAIT_S) as sock,
            context.wrap_socket(sock, server_hostname="desk.example") as safe,
        ):
            safe.sendall(b"GET /generate_204 HTTP/1.1\r\nHost: desk.example\r\nConnection: close\r\n\r\n")
            return safe.recv(64).split()[1:2] == [b"204"]
    except OSError:
        return False


def _pings(address: str, count: int) -> int:
    """How many echo requests of so many, 20 ms apart, are answered (RFC 792, RFC 4443; datagram ICMP, icmp(7))."""
    is_v6 = ":" in address
    family, protocol = (socket.AF_INET6, socket.IPPROTO_ICMPV6) if is_v6 else (socket.AF_INET, socket.IPPROTO_ICMP)
    with socket.socket(family, socket.SOCK_DGRAM, protocol) as sock:
        answered: set[int] = set()
        ends = monotonic_s() + count * 0.02 + 0.8
        sent, due = 0, monotonic_s()
        while monotonic_s() < ends and len(answered) < count:
            if sent < count and monotonic_s() >= due:
                with contextlib.suppress(OSError):
                    sock.sendto(struct.pack("!BBHHH", 128 if is_v6 else 8, 0, 0, 0, sent) + b"lab", (address, 0))
                sent, due = sent + 1, due + 0.02
            sock.settimeout(0.01)
            with contextlib.suppress(OSError):
                raw = sock.recv(512)
                if raw[:1] in (b"\x00", b"\x81"):
                    answered.add(struct.unpack("!H", raw[6:8])[0])
        return len(answered)


def _addresses(server: str, name: str, kind: str) -> list[str]:
    """Addresses; `rcode:` and the word where there are none; `silent`."""
    try:
        reply = dns.query.udp(dns.message.make_query(name, kind), server, WAIT_S)
    except (OSError, dns.exception.DNSException):
        return ["silent"]
    record_type = dns.rdatatype.from_text(kind)
    texts = [record.to_text() for answer in reply.answer for record in answer if record.rdtype == record_type]
    return texts or [f"rcode:{dns.rcode.to_text(reply.rcode())}"]


def _gateway_verdict(gateway: Any, address: str, authority: str) -> str:
    context = GatewayContext(
        addresses=(address,),
        deadline=monotonic_s() + GATEWAY_S,
        cancelled=threading.Event(),
        extra_ca=authority,
        retry_waits_s=(0.7, 0.7, 0.7),
    )
    try:
        result = GATEWAY_PROBES[type(gateway)](gateway, context)
        second_port = result.facts.get("ike.nat-port", result.verdict.value)
        return f"second-port-{second_port}" if second_port != result.verdict.value else result.verdict.value
    except OSError:
        return "cannot-tell"

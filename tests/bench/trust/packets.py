"""Every packet that a namespace sends, as AF_PACKET shows it (packet(7)): to whom, and the name that a query is for."""

import contextlib
import ipaddress
import socket
import threading
from types import TracebackType
from typing import Self

import dns.exception
import dns.message

from checker.model.record import Record
from tests.lab.programs import work_in

_ALL, _IPV4, _ARP, _IPV6 = 0x0003, 0x0800, 0x0806, 0x86DD
_ICMP, _IGMP, _TCP, _UDP = 1, 2, 6, 17
_NAMES = {_ICMP: "icmp", _TCP: "tcp", _UDP: "udp"}
_OUTGOING = 4
"""PACKET_OUTGOING of linux/if_packet.h"""
_POLL_S = 0.2


class Contact(Record, frozen=True, kw_only=True):
    """To whom something was sent. `port` 0 where there is none; `name`: what a DNS query asks for."""

    protocol: str
    address: str
    port: int = 0
    name: str = ""


class PacketRecorder:
    """A context: it listens in the namespace until it is left. ARP and the kernel's own IGMP are no messages."""

    def __init__(self, namespace: str) -> None:
        self._sock = work_in(namespace, lambda: socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(_ALL)))
        self._sock.settimeout(_POLL_S)
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8_000_000)
        self._contacts: set[Contact] = set()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="packets")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        self._thread.join()
        self._sock.close()

    @property
    def contacts(self) -> frozenset[Contact]:
        """Each once."""
        return frozenset(self._contacts)

    def clear(self) -> None:
        self._contacts = set()

    def _listen(self) -> None:
        while not self._ended.is_set():
            with contextlib.suppress(TimeoutError):
                packet, (_device, kind, direction, *_rest) = self._sock.recvfrom(65_536)
                if direction == _OUTGOING and (contact := parse_packet(kind, packet)) is not None:
                    self._contacts.add(contact)


def parse_packet(kind: int, packet: bytes) -> Contact | None:
    """`kind`: EtherType. None for what only keeps the cable going."""
    if kind == _IPV4:
        protocol, address = packet[9], str(ipaddress.IPv4Address(packet[16:20]))
        payload = packet[(packet[0] & 15) * 4 :]
    elif kind == _IPV6:
        protocol, address, payload = packet[6], str(ipaddress.IPv6Address(packet[24:40])), packet[40:]
    else:
        return None if kind == _ARP else Contact(protocol=f"{kind:#x}", address="")
    if protocol == _IGMP:
        return None
    port = int.from_bytes(payload[2:4]) if protocol in (_TCP, _UDP) else 0
    name = _query_name(payload[8:]) if protocol == _UDP and port == 53 else ""
    return Contact(protocol=_NAMES.get(protocol, str(protocol)), address=address, port=port, name=name)


def _query_name(payload: bytes) -> str:
    try:
        return dns.message.from_wire(payload).question[0].name.to_text(omit_final_dot=True).lower()
    except (dns.exception.DNSException, IndexError):
        return "?"

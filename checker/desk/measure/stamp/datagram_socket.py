"""A UDP socket that tells when the system received a packet, how many hops it had left, and where it was sent to.

The time of arrival is the kernel's where it gives one, so that a busy machine does not count as a slow line.
"""

import socket
import struct
import sys

from checker.model.record import Record
from checker.net.clock import wall_s
from checker.net.receive_time import enable_receive_timestamps, kernel_time_s

MAX_DATAGRAM_BYTES = 2048
RECEIVE_BUFFER_BYTES = 1 << 20
"""Octets that wait in the system: some thousand packets, so that a burst is not taken for loss on the line."""
TTL_UNKNOWN = 255
_LINUX, _MACOS = sys.platform == "linux", sys.platform == "darwin"

# The numbers of <netinet/in.h>; Python 3.11 names only some of them.
_IP_RECVTTL, _TTL = (12, 2) if _LINUX else (24, 24)
_IP_PKTINFO = 8 if _LINUX else 26
_INT = struct.Struct("@i")
_IN_PKTINFO = struct.Struct("@i4s4s")
_IN6_PKTINFO = struct.Struct("@16sI")
_CONTROL_BYTES = 4 * 64


class ReceivedDatagram(Record, frozen=True, kw_only=True):
    """`received_at` in seconds since 1970.

    `reply_control` is what makes the answer leave from the address that was asked.
    """

    data: bytes
    peer: tuple[str, int]
    received_at: float
    ttl: int
    reply_control: list[tuple[int, int, bytes]]


class DatagramSocket:
    """Never waits in `receive` and `send`; `socket` is for select. Raises OSError where the address cannot be had."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.socket = socket.socket(socket.AF_INET6 if ":" in address[0] else socket.AF_INET, socket.SOCK_DGRAM)
        try:
            if address[0] == "::" and socket.has_dualstack_ipv6():
                self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
            self.socket.bind(address)
        except OSError:
            self.socket.close()
            raise
        self.socket.setblocking(False)
        self._has_recvmsg = hasattr(self.socket, "recvmsg")
        self._set_options()

    @property
    def port(self) -> int:
        """Where it listens, as the system gave it."""
        return int(self.socket.getsockname()[1])

    def receive(self) -> ReceivedDatagram | None:
        """The next one, or None where nothing waits."""
        try:
            if not self._has_recvmsg:
                data, peer = self.socket.recvfrom(MAX_DATAGRAM_BYTES)
                return ReceivedDatagram(data=data, peer=peer, received_at=wall_s(), ttl=TTL_UNKNOWN, reply_control=[])
            data, control, _, peer = self.socket.recvmsg(MAX_DATAGRAM_BYTES, _CONTROL_BYTES)
        except BlockingIOError:
            return None
        except OSError:  # an earlier answer found nobody (ICMP)
            return None
        received_at, ttl, reply_control = wall_s(), TTL_UNKNOWN, []
        for level, kind, value in control:
            if (stamp_s := kernel_time_s(level, kind, value)) is not None:
                received_at = stamp_s
            elif (level, kind) in ((socket.IPPROTO_IP, _TTL), (socket.IPPROTO_IPV6, _HOPLIMIT)):
                ttl = _INT.unpack_from(value)[0] if len(value) >= _INT.size else value[0]
            elif (level, kind) == (socket.IPPROTO_IP, _IP_PKTINFO):
                # The interface is left to the routes: only the address must be the one that was asked.
                reply_control = [(level, kind, _IN_PKTINFO.pack(0, _IN_PKTINFO.unpack_from(value)[1], bytes(4)))]
            elif (level, kind) == (socket.IPPROTO_IPV6, _PKTINFO6):
                reply_control = [(level, kind, value)]
        return ReceivedDatagram(data=data, peer=peer, received_at=received_at, ttl=ttl, reply_control=reply_control)

    def send(self, data: bytes, to: ReceivedDatagram) -> None:
        """An answer; lost where the system has no room, as any packet may be."""
        try:
            if to.reply_control:
                self.socket.sendmsg([data], to.reply_control, 0, to.peer)
            else:
                self.socket.sendto(data, to.peer)
        except OSError:
            return

    def _set_options(self) -> None:
        is_wildcard = self.socket.getsockname()[0] in ("0.0.0.0", "::")  # noqa: S104 - looked for
        options = [(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)]
        if self._has_recvmsg and (_LINUX or _MACOS):
            enable_receive_timestamps(self.socket)
            options += [(socket.IPPROTO_IP, _IP_RECVTTL, 1)]
            if self.socket.family == socket.AF_INET6:
                options += [(socket.IPPROTO_IPV6, socket.IPV6_RECVHOPLIMIT, 1)]
            if is_wildcard:
                options += [(socket.IPPROTO_IP, _IP_PKTINFO, 1)]
            if is_wildcard and self.socket.family == socket.AF_INET6:
                options += [(socket.IPPROTO_IPV6, socket.IPV6_RECVPKTINFO, 1)]
        for level, option, value in options:
            try:
                self.socket.setsockopt(level, option, value)
            except OSError:  # not on this system: the figure is a little less exact, or the route decides
                continue


_HOPLIMIT = getattr(socket, "IPV6_HOPLIMIT", -1)
_PKTINFO6 = getattr(socket, "IPV6_PKTINFO", -1)

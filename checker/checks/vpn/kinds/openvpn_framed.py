"""OpenVPN over TCP: each packet has its length in two bytes in front."""

import socket
import time

from checker.checks.vpn.way import Way

LOOK_S = 0.2
CHUNK = 4096


def framed(packet: bytes) -> bytes:
    """The packet as it travels."""
    return len(packet).to_bytes(2) + packet


class Framed:
    """`heard`: the first bytes that came, whatever they are. `ended`: the other side hung up."""

    def __init__(self, sock: socket.socket, way: Way) -> None:
        self._sock = sock
        self._way = way
        self._left = b""
        self.heard = b""
        self.ended = False

    def send(self, packet: bytes) -> None:
        """A line that broke is noted, not raised: the answer that came before it still counts."""
        try:
            self._sock.settimeout(max(0.1, self._way.left_s))
            self._sock.sendall(framed(packet))
        except OSError:
            self.ended = True

    def receive(self, ends: float) -> bytes | None:
        """The next whole packet, or None when time is over or the other side hung up. Raises Cancelled."""
        ends = min(ends, self._way.ends)
        while (packet := self._whole()) is None:
            self._way.go_on()
            left_s = ends - time.monotonic()
            if left_s <= 0 or self.ended:
                return None
            self._more(min(left_s, LOOK_S))
        return packet

    def _whole(self) -> bytes | None:
        size = int.from_bytes(self._left[:2])
        if len(self._left) < 2 + size or len(self._left) < 2:
            return None
        packet, self._left = self._left[2 : 2 + size], self._left[2 + size :]
        return packet

    def _more(self, wait_s: float) -> None:
        try:
            self._sock.settimeout(wait_s)
            came = self._sock.recv(CHUNK)
        except TimeoutError:
            return
        except OSError:
            came = b""
        self.ended = not came
        self._left += came
        self.heard = self.heard or came

"""OpenVPN over TCP: each packet has its length in two bytes in front."""

import socket
import time

from checker.checks.vpn.gateway_context import GatewayContext

POLL_S = 0.2
CHUNK_B = 4096


def frame_packet(packet: bytes) -> bytes:
    """The packet as it travels."""
    return len(packet).to_bytes(2) + packet


class OpenVpnTcpStream:
    """`first_bytes`: the first bytes that came, whatever they are. `is_closed`: the other side hung up."""

    def __init__(self, sock: socket.socket, context: GatewayContext) -> None:
        self._sock = sock
        self._context = context
        self._buffer = b""
        self.first_bytes = b""
        self.is_closed = False

    def send(self, packet: bytes) -> None:
        """A line that broke is noted, not raised: the answer that came before it still counts."""
        try:
            self._sock.settimeout(max(0.1, self._context.remaining_s))
            self._sock.sendall(frame_packet(packet))
        except OSError:
            self.is_closed = True

    def receive(self, deadline: float) -> bytes | None:
        """The next whole packet, or None when time is over or the other side hung up. Raises Cancelled."""
        deadline = min(deadline, self._context.deadline)
        while (packet := self._next_packet()) is None:
            self._context.raise_if_cancelled()
            remaining_s = deadline - time.monotonic()
            if remaining_s <= 0 or self.is_closed:
                return None
            self._receive_chunk(min(remaining_s, POLL_S))
        return packet

    def _next_packet(self) -> bytes | None:
        size = int.from_bytes(self._buffer[:2])
        if len(self._buffer) < 2 + size or len(self._buffer) < 2:
            return None
        packet, self._buffer = self._buffer[2 : 2 + size], self._buffer[2 + size :]
        return packet

    def _receive_chunk(self, wait_s: float) -> None:
        try:
            self._sock.settimeout(wait_s)
            chunk = self._sock.recv(CHUNK_B)
        except TimeoutError:
            return
        except OSError:
            chunk = b""
        self.is_closed = not chunk
        self._buffer += chunk
        self.first_bytes = self.first_bytes or chunk

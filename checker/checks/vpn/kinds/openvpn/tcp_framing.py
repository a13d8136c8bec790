"""OpenVPN over TCP: each packet has its length in two bytes in front."""

import socket

from checker.checks.vpn.connection.stream import GatewayStream
from checker.checks.vpn.gateway_context import GatewayContext
from checker.net.clock import monotonic_s

LENGTH_B = 2
MAX_FRAME_B = LENGTH_B + 0xFFFF


def frame_packet(packet: bytes) -> bytes:
    """The packet as it travels."""
    return len(packet).to_bytes(LENGTH_B) + packet


class OpenVpnTcpStream:
    """Packets over a connection. `first_bytes`: what came first, whatever it is. Never raises OSError."""

    def __init__(self, sock: socket.socket, context: GatewayContext) -> None:
        self._stream = GatewayStream(sock, context)
        self.first_bytes = b""

    @property
    def is_closed(self) -> bool:
        """Whether the other side hung up, or the connection broke."""
        return self._stream.is_closed

    def send(self, packet: bytes) -> None:
        """A connection that broke shows at the next `receive`: an answer that came before it still counts."""
        self._stream.send(frame_packet(packet))

    def receive(self, deadline: float) -> bytes | None:
        """The next whole packet, or None when time is over or the other side hung up. Raises Cancelled."""
        received = self._stream.receive_until(_holds_packet, deadline - monotonic_s(), MAX_FRAME_B)
        self.first_bytes = self.first_bytes or received
        return self._stream.take(_frame_length(received))[LENGTH_B:] if _holds_packet(received) else None


def _frame_length(received: bytes) -> int:
    return LENGTH_B + int.from_bytes(received[:LENGTH_B])


def _holds_packet(received: bytes) -> bool:
    return len(received) >= LENGTH_B and len(received) >= _frame_length(received)

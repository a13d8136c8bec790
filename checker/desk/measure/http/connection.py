"""One connection as a stream of request heads, bodies and answers, with a time limit on everything."""

import contextlib
import socket
import struct
from collections.abc import Callable

from checker.desk.measure.http.request import HEAD_LIMIT, MeasureRequest, RequestRefused, parse_request
from checker.desk.measure.load.arrivals import SegmentCount, read_segment_count
from checker.net.clock import monotonic_s

HEAD_S = 10.0
"""From the first byte of a head to its end, however slowly it drips."""
IDLE_S = 30.0
"""Between two requests. LibreSpeed's clients ask again within a second."""
STALL_S = 10.0
"""Without a single byte moved, while sending or receiving."""
REQUEST_S = 60.0
"""One request in all: LibreSpeed's clients measure 15 s by default."""
CHUNK_BYTES = 262_144
LINGER_S = 2.0

_REASONS = {
    200: "OK",
    204: "No Content",
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    408: "Request Timeout",
    410: "Gone",
    411: "Length Required",
    413: "Content Too Large",
    429: "Too Many Requests",
    431: "Request Header Fields Too Large",
    501: "Not Implemented",
    503: "Service Unavailable",
    505: "HTTP Version Not Supported",
}
_COMMON_HEADERS = (
    "Cache-Control: no-store, no-transform, max-age=0\r\n"
    "Pragma: no-cache\r\n"
    "X-Accel-Buffering: no\r\n"
    "Access-Control-Allow-Origin: *\r\n"
    "Access-Control-Expose-Headers: X-Upload-Bytes, X-Upload-Seconds\r\n"
    "X-Content-Type-Options: nosniff\r\n"
)
"""Nothing on the way may keep, change or collect an answer; any page may measure (CORS)."""


class PeerDisconnected(Exception):  # noqa: N818 - how most connections end
    """The other side has left, or is too slow to be waited for."""


class ServerConnection:
    """A connected socket. What came beyond a head is kept for the body or the next head."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._buffered = bytearray()
        self._buffer = memoryview(bytearray(CHUNK_BYTES))
        self._deadline = monotonic_s() + REQUEST_S
        self._meters: list[Callable[[int], None]] = []

    def read_request(self) -> MeasureRequest | None:
        """The next request, or None where the client is done. Raises RequestRefused, PeerDisconnected."""
        if not self._buffered and not self._fill_buffer(monotonic_s() + IDLE_S):
            return None
        deadline = monotonic_s() + HEAD_S
        while (end := self._buffered.find(b"\r\n\r\n", 0, HEAD_LIMIT)) < 0:
            if len(self._buffered) >= HEAD_LIMIT:
                raise RequestRefused(431)
            try:
                if not self._fill_buffer(deadline):
                    return None
            except PeerDisconnected:
                raise RequestRefused(408) from None
        head = bytes(self._buffered[:end])
        del self._buffered[: end + 4]
        self._deadline = monotonic_s() + REQUEST_S
        self._meters.clear()
        return parse_request(head)

    def segment_count(self) -> SegmentCount | None:
        """What has arrived on this connection, whatever is held back; None where nobody counts."""
        return read_segment_count(self._sock)

    def read_body(self, limit: int) -> memoryview:
        """The next bytes of a body, at most `limit` of them. Raises PeerDisconnected."""
        if self._buffered:
            chunk = bytes(self._buffered[: min(limit, CHUNK_BYTES)])
            del self._buffered[: len(chunk)]
            self._meter(len(chunk))
            return memoryview(chunk)
        self._apply_timeout(self._deadline, STALL_S)
        try:
            n = self._sock.recv_into(self._buffer, min(limit, CHUNK_BYTES))
        except OSError as error:
            raise PeerDisconnected from error
        if not n:
            raise PeerDisconnected
        self._meter(n)
        return self._buffer[:n]

    def read_line(self, limit: int = 256) -> bytes:
        """A line of a chunked body, without its end. Raises RequestRefused 400, PeerDisconnected."""
        while (end := self._buffered.find(b"\r\n")) < 0:
            if len(self._buffered) > limit:
                raise RequestRefused(400)
            if not self._fill_buffer(self._deadline):
                raise PeerDisconnected
        if end > limit:
            raise RequestRefused(400)
        content = bytes(self._buffered[:end])
        del self._buffered[: end + 2]
        return content

    def respond(
        self,
        status: int,
        body: bytes = b"",
        content_type: str = "text/plain",
        *,
        keep_alive: bool,
        extra_headers: str = "",
    ) -> None:
        """A whole answer in one piece. Raises PeerDisconnected."""
        self.send(
            self.response_head(status, len(body), content_type, keep_alive=keep_alive, extra_headers=extra_headers)
            + body
        )

    @staticmethod
    def response_head(
        status: int, length: int | None, content_type: str, *, keep_alive: bool, extra_headers: str = ""
    ) -> bytes:
        """The head of an answer; `extra_headers` are whole header lines.

        Without a length it ends with the connection.
        """
        length_header = "" if length is None else f"Content-Length: {length}\r\n"
        return (
            f"HTTP/1.1 {status} {_REASONS[status]}\r\n{_COMMON_HEADERS}{extra_headers}Content-Type: {content_type}\r\n"
            f"{length_header}Connection: {'keep-alive' if keep_alive else 'close'}\r\n\r\n"
        ).encode("latin-1")

    def send(self, data: bytes | memoryview) -> None:
        """Everything, as fast as it goes. Raises PeerDisconnected."""
        unsent = memoryview(data)
        while unsent:
            self._apply_timeout(self._deadline, STALL_S)
            try:
                n = self._sock.send(unsent)
            except OSError as error:
                raise PeerDisconnected from error
            unsent = unsent[n:]
            self._meter(n)

    def add_meter(self, meter: Callable[[int], None]) -> None:
        """Called with the bytes that this request moves, each time that some have gone or come."""
        self._meters.append(meter)

    def limit_deadline(self, moment: float) -> None:
        """This request ends at this moment of the monotonic clock, if not before."""
        self._deadline = min(self._deadline, moment)

    def abort(self) -> None:
        """Ends the connection now, from any thread: whoever sends or receives on it wakes with PeerDisconnected.

        What the system still has to send is dropped when that thread closes the socket.
        """
        with contextlib.suppress(OSError):
            self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("@ii", 1, 0))
            self._sock.shutdown(socket.SHUT_RDWR)

    def close_gracefully(self) -> None:
        """Ends our side and drops for a moment what still comes, or the last answer would be lost to a reset."""
        deadline = monotonic_s() + LINGER_S
        try:
            self._sock.shutdown(socket.SHUT_WR)
            while (remaining_s := deadline - monotonic_s()) > 0:
                self._sock.settimeout(remaining_s)
                if not self._sock.recv_into(self._buffer):
                    return
        except OSError:
            return

    def _meter(self, n: int) -> None:
        for meter in self._meters:
            meter(n)

    def _fill_buffer(self, deadline: float) -> bool:
        """Adds to what is ahead; False at the end of the stream. Raises PeerDisconnected after `deadline`."""
        self._apply_timeout(deadline, IDLE_S)
        try:
            chunk = self._sock.recv(8192)
        except OSError as error:
            raise PeerDisconnected from error
        self._buffered += chunk
        return bool(chunk)

    def _apply_timeout(self, deadline: float, stall_s: float) -> None:
        remaining_s = deadline - monotonic_s()
        if remaining_s <= 0:
            raise PeerDisconnected
        self._sock.settimeout(min(remaining_s, stall_s))

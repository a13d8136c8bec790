"""One connection as a stream of request heads, bodies and answers, with a time limit on everything."""

import contextlib
import socket
import struct
import time

from checker.desk.measure.request import HEAD_LIMIT, Refused, Request, parse

HEAD_S = 10.0
"""From the first byte of a head to its end, however slowly it drips."""
IDLE_S = 30.0
"""Between two requests. LibreSpeed's clients ask again within a second."""
STALL_S = 10.0
"""Without a single byte moved, while sending or receiving."""
REQUEST_S = 60.0
"""One request in all: LibreSpeed's clients measure 15 s by default."""
PIECE = 262_144
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
    431: "Request Header Fields Too Large",
    501: "Not Implemented",
    503: "Service Unavailable",
    505: "HTTP Version Not Supported",
}
_ALWAYS = (
    "Cache-Control: no-store, no-transform, max-age=0\r\n"
    "Pragma: no-cache\r\n"
    "X-Accel-Buffering: no\r\n"
    "Access-Control-Allow-Origin: *\r\n"
    "Access-Control-Expose-Headers: X-Upload-Bytes, X-Upload-Seconds\r\n"
    "X-Content-Type-Options: nosniff\r\n"
)
"""Nothing on the way may keep, change or collect an answer; any page may measure (CORS)."""


class Gone(Exception):  # noqa: N818 - how most connections end
    """The other side has left, or is too slow to be waited for."""


class Wire:
    """A connected socket. What came beyond a head is kept for the body or the next head."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._ahead = bytearray()
        self._buffer = memoryview(bytearray(PIECE))
        self._ends = time.monotonic() + REQUEST_S

    def request(self) -> Request | None:
        """The next request, or None where the client is done. Raises Refused, Gone."""
        if not self._ahead and not self._more(time.monotonic() + IDLE_S):
            return None
        ends = time.monotonic() + HEAD_S
        while (at := self._ahead.find(b"\r\n\r\n", 0, HEAD_LIMIT)) < 0:
            if len(self._ahead) >= HEAD_LIMIT:
                raise Refused(431)
            try:
                if not self._more(ends):
                    return None
            except Gone:
                raise Refused(408) from None
        head = bytes(self._ahead[:at])
        del self._ahead[: at + 4]
        self._ends = time.monotonic() + REQUEST_S
        return parse(head)

    def receive(self, most: int) -> memoryview:
        """The next bytes of a body, at most `most` of them. Raises Gone."""
        if self._ahead:
            piece = bytes(self._ahead[: min(most, PIECE)])
            del self._ahead[: len(piece)]
            return memoryview(piece)
        self._patience(self._ends, STALL_S)
        try:
            n = self._sock.recv_into(self._buffer, min(most, PIECE))
        except OSError as error:
            raise Gone from error
        if not n:
            raise Gone
        return self._buffer[:n]

    def line(self, most: int = 256) -> bytes:
        """A line of a chunked body, without its end. Raises Refused 400, Gone."""
        while (at := self._ahead.find(b"\r\n")) < 0:
            if len(self._ahead) > most:
                raise Refused(400)
            if not self._more(self._ends):
                raise Gone
        if at > most:
            raise Refused(400)
        found = bytes(self._ahead[:at])
        del self._ahead[: at + 2]
        return found

    def answer(self, status: int, body: bytes = b"", kind: str = "text/plain", *, keep: bool, extra: str = "") -> None:
        """A whole answer in one piece. Raises Gone."""
        self.send(self.head(status, len(body), kind, keep=keep, extra=extra) + body)

    @staticmethod
    def head(status: int, length: int | None, kind: str, *, keep: bool, extra: str = "") -> bytes:
        """The head of an answer; `extra` are whole header lines. Without a length it ends with the connection."""
        sized = "" if length is None else f"Content-Length: {length}\r\n"
        return (
            f"HTTP/1.1 {status} {_REASONS[status]}\r\n{_ALWAYS}{extra}Content-Type: {kind}\r\n"
            f"{sized}Connection: {'keep-alive' if keep else 'close'}\r\n\r\n"
        ).encode("latin-1")

    def send(self, data: bytes | memoryview) -> None:
        """Everything, as fast as it goes. Raises Gone."""
        left = memoryview(data)
        while left:
            self._patience(self._ends, STALL_S)
            try:
                left = left[self._sock.send(left) :]
            except OSError as error:
                raise Gone from error

    def end_by(self, moment: float) -> None:
        """This request ends at this moment of the monotonic clock, if not before."""
        self._ends = min(self._ends, moment)

    def cut(self) -> None:
        """Ends the connection now, from any thread; what the system still has to send is dropped."""
        with contextlib.suppress(OSError):
            self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("@ii", 1, 0))
            self._sock.shutdown(socket.SHUT_RDWR)

    def part(self) -> None:
        """Ends our side and drops for a moment what still comes, or the last answer would be lost to a reset."""
        ends = time.monotonic() + LINGER_S
        try:
            self._sock.shutdown(socket.SHUT_WR)
            while (left := ends - time.monotonic()) > 0:
                self._sock.settimeout(left)
                if not self._sock.recv_into(self._buffer):
                    return
        except OSError:
            return

    def _more(self, ends: float) -> bool:
        """Adds to what is ahead; False at the end of the stream. Raises Gone after `ends`."""
        self._patience(ends, IDLE_S)
        try:
            piece = self._sock.recv(8192)
        except OSError as error:
            raise Gone from error
        self._ahead += piece
        return bool(piece)

    def _patience(self, ends: float, stall_s: float) -> None:
        left = ends - time.monotonic()
        if left <= 0:
            raise Gone
        self._sock.settimeout(min(left, stall_s))

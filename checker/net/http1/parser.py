"""A response of HTTP/1.1 as it comes in, for whoever reads the socket himself: the head by head.py, the body by h11.

h11 would refuse heads that browsers read (a space before a colon, a line without one), so it is handed only what the
body's end depends on.
"""

import h11

from checker.net.http1.head import MAX_HEAD_BYTES, ResponseHead, take_head


class ResponseParser:
    """Never waits and never closes anything. `head` is None until it is whole; `body` is what came of it so far.

    `is_complete`: nothing more is to come. `is_broken`: the body's chunks are none, so it never will be.
    """

    def __init__(self, max_head_bytes: int = MAX_HEAD_BYTES) -> None:
        self.head: ResponseHead | None = None
        self.is_complete = self.is_broken = False
        self._max_head_bytes = max_head_bytes
        self._received = bytearray()
        self._body = bytearray()
        self._framing: h11.Connection | None = None

    @property
    def body(self) -> bytes:
        """Without the marks of its chunks."""
        return bytes(self._body)

    def feed(self, data: bytes) -> None:
        """What came. Raises OperationFailed for a head that is none, or too long."""
        if self.head is None:
            self._received += data
            self.head = take_head(self._received, self._max_head_bytes)
            if self.head is None:
                return
            data = bytes(self._received)
            self._framing = _framing(self.head)
        if data:
            self._advance(data)
        elif self.head.length == 0:
            self._advance(None)

    def end(self) -> None:
        """The other side has closed: a body without a length is whole now."""
        self._advance(b"")

    def _advance(self, data: bytes | None) -> None:
        """h11 takes empty bytes for the end of the connection."""
        if self._framing is None or self.is_complete or self.is_broken:
            return
        try:
            if data is not None:
                self._framing.receive_data(data)
            while isinstance(event := self._framing.next_event(), h11.Data):
                self._body += event.data
        except h11.RemoteProtocolError:
            self.is_broken = True
            return
        self.is_complete = isinstance(event, h11.EndOfMessage)


def _framing(head: ResponseHead) -> h11.Connection:
    """A connection at the beginning of this response's body."""
    connection = h11.Connection(h11.CLIENT)
    connection.send(h11.Request(method="GET", target="/", headers=[("Host", "")]))
    connection.send(h11.EndOfMessage())
    header = b"Connection: close"
    if head.chunked:
        header = b"Transfer-Encoding: chunked"
    elif head.length is not None:
        header = b"Content-Length: %d" % head.length
    connection.receive_data(b"HTTP/1.1 200 \r\n%s\r\n\r\n" % header)
    connection.next_event()
    return connection

"""The two loads: noise to send, and a body to take and count."""

import os
import re

from checker.desk.measure.request import Refused, Request
from checker.desk.measure.uploads import Arriving
from checker.desk.measure.wire import PIECE, Wire

MIB = 1 << 20
CHUNKS, MOST_CHUNKS = 4, 1024
"""`ckSize` where none or nonsense is given, and at most, in MiB: as LibreSpeed's garbage.php."""
_NOISE = memoryview(os.urandom(MIB))
"""Random, so that nothing on the way can compress it; the same for everyone, so that it costs nothing."""
_OCTETS = "application/octet-stream"


def send_noise(wire: Wire, request: Request, *, keep: bool) -> None:
    """`ckSize` MiB, until they are out or the client has gone."""
    asked = request.query.get("ckSize", "")
    chunks = min(int(asked), MOST_CHUNKS) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else CHUNKS
    disposition = "Content-Disposition: attachment; filename=random.dat\r\nContent-Encoding: identity\r\n"
    wire.send(wire.head(200, chunks * MIB, _OCTETS, keep=keep, extra=disposition))
    for _ in range(chunks):
        wire.send(_NOISE)


def take(wire: Wire, length: int, arriving: Arriving) -> None:
    """A body of known length."""
    while length:
        n = len(wire.receive(length))
        arriving.grew(n)
        length -= n


def take_chunks(wire: Wire, arriving: Arriving, limit: int) -> None:
    """A body in chunks (RFC 9112, 7.1), as LibreSpeed's command line sends it."""
    while True:
        size = wire.line().partition(b";")[0].strip()
        if not re.fullmatch(rb"[0-9a-fA-F]{1,12}", size):
            raise Refused(400)
        length = int(size, 16)
        if not length:
            break
        if arriving.bytes + length > limit:
            raise Refused(413)
        take(wire, length, arriving)
        if wire.line():
            raise Refused(400)
    for _ in range(100):
        if not wire.line(PIECE):
            return
    raise Refused(400)

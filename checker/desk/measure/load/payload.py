"""The two loads: noise to send, and a body to take and count."""

import os
import re

from checker.desk.measure.http.connection import CHUNK_BYTES, ServerConnection
from checker.desk.measure.http.request import MeasureRequest, RequestRefused
from checker.desk.measure.load.uploads import UploadProgress

MIB = 1 << 20
DEFAULT_CHUNKS, MAX_CHUNKS = 4, 1024
"""`ckSize` where none or nonsense is given, and at most, in MiB: as LibreSpeed's garbage.php."""
_NOISE = memoryview(os.urandom(MIB))
"""Random, so that nothing on the way can compress it; the same for everyone, so that it costs nothing."""
_REQUEST_NAME = re.compile(r"[0-9a-f]{1,32}")
"""`request` of a query: it comes back, so that its sender can tell this answer from one that a cache gave before."""
_OCTETS = "application/octet-stream"


def send_random_data(connection: ServerConnection, request: MeasureRequest, *, keep_alive: bool) -> None:
    """`ckSize` MiB, until they are out or the client has gone."""
    requested = request.query.get("ckSize", "")
    chunks = (
        min(int(requested), MAX_CHUNKS)
        if requested.isascii() and requested.isdecimal() and len(requested) < 10
        else DEFAULT_CHUNKS
    )
    disposition = "Content-Disposition: attachment; filename=random.dat\r\nContent-Encoding: identity\r\n"
    request_name = request.query.get("request", "")
    if _REQUEST_NAME.fullmatch(request_name):
        disposition += f"X-Request: {request_name}\r\n"
    connection.send(
        connection.response_head(200, chunks * MIB, _OCTETS, keep_alive=keep_alive, extra_headers=disposition)
    )
    for _ in range(chunks):
        connection.send(_NOISE)


def receive_body(connection: ServerConnection, length: int, progress: UploadProgress) -> None:
    """A body of known length."""
    while length:
        n = len(connection.read_body(length))
        progress.add(n)
        length -= n


def receive_chunked_body(connection: ServerConnection, progress: UploadProgress, limit: int) -> None:
    """A body in chunks (RFC 9112, 7.1), as LibreSpeed's command line sends it.

    Raises RequestRefused 400 or 413, PeerDisconnected.
    """
    while True:
        size = connection.read_line().partition(b";")[0].strip()
        if not re.fullmatch(rb"[0-9a-fA-F]{1,12}", size):
            raise RequestRefused(400)
        length = int(size, 16)
        if not length:
            break
        if progress.bytes + length > limit:
            raise RequestRefused(413)
        receive_body(connection, length, progress)
        if connection.read_line():
            raise RequestRefused(400)
    for _ in range(100):
        if not connection.read_line(CHUNK_BYTES):
            return
    raise RequestRefused(400)

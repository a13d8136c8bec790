"""What LibreSpeed's clients ask for: bytes to load, a place to leave bytes, an empty answer, and who one is.

The protocol is that of https://github.com/librespeed/speedtest (backend/*.php). Beyond it: the answer to an upload
says what arrived and in which time, and `upload/<id>` says it while the upload `empty?upload=<id>` still runs;
with `?every=MS` it goes on to say so, a line each time, so that no question has to pass the full uplink.
"""

import json
import os
import re
import time
from collections.abc import Callable

from checker.desk.measure.address import shortened
from checker.desk.measure.request import Refused, Request
from checker.desk.measure.uploads import Arriving, Uploads
from checker.desk.measure.wire import PIECE, Wire

MIB = 1 << 20
CHUNKS, MOST_CHUNKS = 4, 1024
"""`ckSize` where none or nonsense is given, and at most, in MiB: as LibreSpeed's garbage.php."""
UPLOAD_LIMIT = 4 << 30
"""Bytes of one upload: half a minute at a gigabit, so that a client never has to begin a second one."""
EVERY_MS, LEAST_EVERY_MS = 50, 20
"""Between two lines about a running upload."""
_NOISE = memoryview(os.urandom(MIB))
"""Random, so that nothing on the way can compress it; the same for everyone, so that it costs nothing."""
_PATH = re.compile(r"(?:/backend)?/(garbage|empty|getIP)(?:\.php)?|(?:/backend)?/upload/([^/]*)")
_PREFLIGHT = (
    "Access-Control-Allow-Methods: GET, POST, OPTIONS\r\n"
    "Access-Control-Allow-Headers: Content-Encoding, Content-Type\r\n"
    "Access-Control-Max-Age: 600\r\n"
)
_OCTETS = "application/octet-stream"

Endpoint = Callable[[Wire, Request, bool], None]


class Endpoints:
    """Answers requests. `upload_limit` bounds one body, bytes."""

    def __init__(self, upload_limit: int = UPLOAD_LIMIT) -> None:
        self._uploads = Uploads()
        self._limit = upload_limit

    def answer(self, wire: Wire, request: Request, peer: str, *, keep: bool) -> None:
        """One answer. Raises Refused, Gone."""
        found = _PATH.fullmatch(request.path)
        if found is None:
            raise Refused(404)
        name, upload_id = found.groups()
        if request.method == "OPTIONS" and not request.has_body:
            wire.answer(204, keep=keep, extra=_PREFLIGHT)
        elif name == "empty" and request.method == "POST":
            self._arrive(wire, request, keep=keep)
        elif request.method != "GET" or request.has_body:
            raise Refused(405)
        elif name == "garbage":
            _garbage(wire, request, keep=keep)
        elif name == "empty":
            wire.answer(200, keep=keep)
        elif name == "getIP":
            said = {"processedString": shortened(peer, request.headers), "rawIspInfo": ""}
            wire.answer(200, json.dumps(said).encode(), "application/json", keep=keep)
        elif "every" in request.query:
            self._watch(wire, upload_id, request.query["every"])
        else:
            self._count(wire, upload_id, keep=keep)

    def _watch(self, wire: Wire, upload_id: str, every: str) -> None:
        """Lines of JSON until the client leaves, or a minute is over. Raises Refused, Gone."""
        if self._uploads.count(upload_id) is None:
            raise Refused(404)
        asked = int(every) if every.isascii() and every.isdecimal() and len(every) < 5 else EVERY_MS
        pause_s = min(max(asked, LEAST_EVERY_MS), 1000) / 1000
        wire.send(wire.head(200, None, "application/x-ndjson", keep=False))
        while (count := self._uploads.count(upload_id)) is not None:
            wire.send(json.dumps({"bytes": count.bytes, "seconds": round(count.seconds, 6)}).encode() + b"\n")
            time.sleep(pause_s)

    def _count(self, wire: Wire, upload_id: str, *, keep: bool) -> None:
        count = self._uploads.count(upload_id)
        if count is None:
            raise Refused(404)
        said = {"bytes": count.bytes, "seconds": round(count.seconds, 6), "limit": self._limit}
        wire.answer(200, json.dumps(said).encode(), "application/json", keep=keep)

    def _arrive(self, wire: Wire, request: Request, *, keep: bool) -> None:
        if request.length is not None and request.length > self._limit:
            raise Refused(413)
        if request.has_body and request.headers.get("expect", "").lower() == "100-continue":
            wire.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        with self._uploads.arriving(request.query.get("upload")) as arriving:
            if request.length is None:
                _chunks(wire, arriving, self._limit)
            else:
                _take(wire, request.length, arriving)
        told = f"X-Upload-Bytes: {arriving.bytes}\r\nX-Upload-Seconds: {arriving.seconds:.6f}\r\n"
        wire.answer(200, keep=keep, extra=told)


def _garbage(wire: Wire, request: Request, *, keep: bool) -> None:
    """`ckSize` MiB, until they are out or the client has gone."""
    asked = request.query.get("ckSize", "")
    chunks = min(int(asked), MOST_CHUNKS) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else CHUNKS
    disposition = "Content-Disposition: attachment; filename=random.dat\r\nContent-Encoding: identity\r\n"
    wire.send(wire.head(200, chunks * MIB, _OCTETS, keep=keep, extra=disposition))
    for _ in range(chunks):
        wire.send(_NOISE)


def _take(wire: Wire, length: int, arriving: Arriving) -> None:
    while length:
        n = len(wire.receive(length))
        arriving.grew(n)
        length -= n


def _chunks(wire: Wire, arriving: Arriving, limit: int) -> None:
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
        _take(wire, length, arriving)
        if wire.line():
            raise Refused(400)
    for _ in range(100):
        if not wire.line(PIECE):
            return
    raise Refused(400)

"""What LibreSpeed's clients ask for: bytes to load, a place to leave bytes, an empty answer, and who one is.

The protocol is that of https://github.com/librespeed/speedtest (backend/*.php). Beyond it: the answer to an upload
says what arrived and in which time, and `upload/<id>` says it while the upload `empty?upload=<id>` still runs;
with `?every=MS` it goes on to say so, a line each time, so that no question has to pass the full uplink.
`place` hands out places, and `stamp` sessions of the STAMP reflector.
"""

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

from checker.desk.measure.address import counted_as, shortened, through_proxy
from checker.desk.measure.loads import send_noise, take, take_chunks
from checker.desk.measure.places import Places
from checker.desk.measure.request import Refused, Request
from checker.desk.measure.sessions import Sessions
from checker.desk.measure.uploads import Uploads
from checker.desk.measure.wire import Gone, Wire

UPLOAD_LIMIT = 4 << 30
"""Bytes of one upload: half a minute at a gigabit, so that a client never has to begin a second one."""
EVERY_MS, LEAST_EVERY_MS = 50, 20
"""Between two lines about a running upload."""
_PATH = re.compile(r"(?:/backend)?/(garbage|empty|getIP|place|stamp)(?:\.php)?|(?:/backend)?/upload/([^/]*)")
_PREFLIGHT = (
    "Access-Control-Allow-Methods: GET, POST, OPTIONS\r\n"
    "Access-Control-Allow-Headers: Content-Encoding, Content-Type\r\n"
    "Access-Control-Max-Age: 600\r\n"
)


class Endpoints:
    """Answers requests. `upload_limit` bounds one body, bytes; `capacity` is the desk's own line, Mbit/s down and up.

    Without `places` nobody waits, without `sessions` there is no STAMP; `stamp_behind_proxy` says whether the reflector
    can be reached by those whom a reverse proxy brings.
    """

    def __init__(
        self,
        upload_limit: int = UPLOAD_LIMIT,
        places: Places | None = None,
        capacity: tuple[float, float] = (0.0, 0.0),
        sessions: Sessions | None = None,
        *,
        stamp_behind_proxy: bool = True,
    ) -> None:
        self._uploads = Uploads()
        self._limit = upload_limit
        self._places, self._sessions = places, sessions
        self._capacity = dict(zip(("down", "up"), capacity, strict=True))
        self._stamp_behind_proxy = stamp_behind_proxy

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
            with self._load(wire, request, "down"):
                send_noise(wire, request, keep=keep)
        elif name == "empty":
            wire.answer(200, keep=keep)
        elif name == "getIP":
            _json(wire, {"processedString": shortened(peer, request.headers), "rawIspInfo": ""}, keep=keep)
        elif name == "place":
            self._place(wire, request, peer, keep=keep)
        elif name == "stamp":
            self._stamp(wire, request, peer, keep=keep)
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
        _json(wire, {"bytes": count.bytes, "seconds": round(count.seconds, 6), "limit": self._limit}, keep=keep)

    def _place(self, wire: Wire, request: Request, peer: str, *, keep: bool) -> None:
        if self._places is None:
            raise Refused(404)
        ticket = request.query.get("ticket")
        if ticket and request.query.get("done"):
            self._places.give_back(ticket)
            _json(wire, {"ticket": ticket, "wait_s": 0.0, "holds_s": 0.0}, keep=keep)
            return
        asker = counted_as(peer, request.headers)
        direction, turn = self._places.ask(request.query.get("direction"), ticket, asker)
        said = {"ticket": turn.ticket, "wait_s": turn.wait_s, "holds_s": turn.holds_s}
        _json(wire, {**said, "capacity_mbit": self._capacity[direction]}, keep=keep)

    def _stamp(self, wire: Wire, request: Request, peer: str, *, keep: bool) -> None:
        if self._sessions is None or (through_proxy(request.headers) and not self._stamp_behind_proxy):
            raise Refused(404)
        _json(wire, self._sessions.new(counted_as(peer, request.headers)), keep=keep)

    @contextmanager
    def _load(self, wire: Wire, request: Request, direction: str) -> Iterator[None]:
        """A load has the place of its direction, or nobody else has. Raises Refused 503; Gone where it ended."""
        if self._places is None:
            yield
            return
        with self._places.loading(direction, request.query.get("place"), wire.cut) as ends:
            if ends is not None:
                wire.end_by(ends)
            try:
                yield
            except Gone:
                wire.cut()
                raise

    def _arrive(self, wire: Wire, request: Request, *, keep: bool) -> None:
        if request.length is not None and request.length > self._limit:
            raise Refused(413)
        if not request.has_body:
            wire.answer(200, keep=keep, extra="X-Upload-Bytes: 0\r\nX-Upload-Seconds: 0.000000\r\n")
            return
        with self._load(wire, request, "up"):
            self._body(wire, request, keep=keep)

    def _body(self, wire: Wire, request: Request, *, keep: bool) -> None:
        if request.headers.get("expect", "").lower() == "100-continue":
            wire.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        with self._uploads.arriving(request.query.get("upload")) as arriving:
            if request.length is None:
                take_chunks(wire, arriving, self._limit)
            else:
                take(wire, request.length, arriving)
        told = f"X-Upload-Bytes: {arriving.bytes}\r\nX-Upload-Seconds: {arriving.seconds:.6f}\r\n"
        wire.answer(200, keep=keep, extra=told)


def _json(wire: Wire, said: object, *, keep: bool) -> None:
    wire.answer(200, json.dumps(said).encode(), "application/json", keep=keep)

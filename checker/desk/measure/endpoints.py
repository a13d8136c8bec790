"""What LibreSpeed's clients ask for: bytes to load, a place to leave bytes, an empty answer, and who one is.

The protocol is that of https://github.com/librespeed/speedtest (backend/*.php). Beyond it: the answer to an upload
says what arrived and in which time, and `upload/<id>` says it while the upload `empty?upload=<id>` still runs;
with `?every=MS` it goes on to say so, a line each time, so that no question has to pass the full uplink.
`place` hands out slots, and `stamp` sessions of the STAMP reflector.
"""

import json
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from checker.desk.measure.client_address import (
    client_key,
    is_proxied,
    rate_limit_key,
    subscriber,
    truncated_client_network,
)
from checker.desk.measure.concurrency_limit import ConcurrencyLimit
from checker.desk.measure.http.connection import PeerDisconnected, ServerConnection
from checker.desk.measure.http.request import MeasureRequest, RequestRefused
from checker.desk.measure.load.daily_volume import DailyVolume
from checker.desk.measure.load.payload import receive_body, receive_chunked_body, send_random_data
from checker.desk.measure.load.slot_queue import SlotQueue
from checker.desk.measure.load.uploads import UploadCount, UploadRegistry
from checker.desk.measure.stamp.sessions import StampSessions
from checker.net.clock import monotonic_s

UPLOAD_LIMIT = 4 << 30
"""Bytes of one upload: half a minute at a gigabit, so that a client never has to begin a second one."""
PROGRESS_INTERVAL_MS, MIN_PROGRESS_INTERVAL_MS = 50, 20
"""Between two lines about a running upload."""
LOOK_S = 0.008
"""Between two looks at what has arrived: a third of a packet at 0.5 Mbit/s."""
MAX_REQUESTS, MAX_REQUESTS_PER_CLIENT = 512, 64
"""At once, in all and of one address, which a reverse proxy may bring on any number of connections."""
CROWDED_RETRY_S = 5
_PATH = re.compile(r"(?:/backend)?/(garbage|empty|getIP|place|stamp)(?:\.php)?|(?:/backend)?/upload/([^/]*)")
_PREFLIGHT = (
    "Access-Control-Allow-Methods: GET, POST, OPTIONS\r\n"
    "Access-Control-Allow-Headers: Content-Encoding, Content-Type\r\n"
    "Access-Control-Max-Age: 600\r\n"
)


class MeasureEndpoints:
    """Answers requests. `upload_limit` bounds one body, bytes; `capacity` is the desk's own line, Mbit/s down and up.

    Without `slot_queue` nobody waits, without `sessions` there is no STAMP; `stamp_behind_proxy` says whether the
    reflector can be reached by those whom a reverse proxy brings,
    `stamp_on_loopback` whether a proxy brings it packets.
    """

    def __init__(
        self,
        upload_limit: int = UPLOAD_LIMIT,
        slot_queue: SlotQueue | None = None,
        capacity: tuple[float, float] = (0.0, 0.0),
        sessions: StampSessions | None = None,
        *,
        volume: DailyVolume | None = None,
        stamp_behind_proxy: bool = True,
        stamp_on_loopback: bool = False,
    ) -> None:
        self._uploads = UploadRegistry()
        self._upload_limit = upload_limit
        self._slot_queue, self._sessions = slot_queue, sessions
        self._capacity = dict(zip(("down", "up"), capacity, strict=True))
        self._stamp_behind_proxy, self._stamp_on_loopback = stamp_behind_proxy, stamp_on_loopback
        self._volume = volume or DailyVolume()
        self._requests = ConcurrencyLimit(MAX_REQUESTS, MAX_REQUESTS_PER_CLIENT)

    def handle(self, connection: ServerConnection, request: MeasureRequest, peer: str, *, keep_alive: bool) -> None:
        """One answer. Raises RequestRefused, PeerDisconnected."""
        client = client_key(peer, request.headers)
        if client and not self._requests.try_acquire(client):
            raise RequestRefused(503, retry_after_s=CROWDED_RETRY_S)
        try:
            self._respond(connection, request, peer, keep_alive=keep_alive)
        finally:
            if client:
                self._requests.release(client)

    def _respond(self, connection: ServerConnection, request: MeasureRequest, peer: str, *, keep_alive: bool) -> None:
        match = _PATH.fullmatch(request.path)
        if match is None:
            raise RequestRefused(404)
        name, upload_id = match.groups()
        if request.method == "OPTIONS" and not request.has_body:
            connection.respond(204, keep_alive=keep_alive, extra_headers=_PREFLIGHT)
        elif name == "empty" and request.method == "POST":
            self._receive_upload(connection, request, peer, keep_alive=keep_alive)
        elif request.method != "GET" or request.has_body:
            raise RequestRefused(405)
        elif name == "garbage":
            with self._exclusive_load(connection, request, peer, "down"):
                send_random_data(connection, request, keep_alive=keep_alive)
        elif name == "empty":
            connection.respond(200, keep_alive=keep_alive)
        elif name == "getIP":
            _respond_json(
                connection,
                {"processedString": truncated_client_network(peer, request.headers), "rawIspInfo": ""},
                keep_alive=keep_alive,
            )
        elif name == "place":
            self._slot(connection, request, peer, keep_alive=keep_alive)
        elif name == "stamp":
            self._stamp_session(connection, request, peer, keep_alive=keep_alive)
        elif "every" in request.query:
            self._stream_progress(connection, upload_id, request.query["every"])
        else:
            self._upload_count(connection, upload_id, keep_alive=keep_alive)

    def _stream_progress(self, connection: ServerConnection, upload_id: str, interval_ms: str) -> None:
        """Lines of JSON until the client leaves, or a minute is over. Raises RequestRefused, PeerDisconnected."""
        if self._uploads.count(upload_id) is None:
            raise RequestRefused(404)
        requested_ms = (
            int(interval_ms)
            if interval_ms.isascii() and interval_ms.isdecimal() and len(interval_ms) < 5
            else PROGRESS_INTERVAL_MS
        )
        pause_s = min(max(requested_ms, MIN_PROGRESS_INTERVAL_MS), 1000) / 1000
        connection.send(connection.response_head(200, None, "application/x-ndjson", keep_alive=False))
        while (count := self._uploads.count(upload_id)) is not None:
            connection.send(json.dumps(_fields(count)).encode() + b"\n")
            self._watch(upload_id, pause_s)

    def _watch(self, upload_id: str, pause_s: float) -> None:
        """Looks more often than it says, so that the moment of the last segment is known."""
        ends = monotonic_s() + pause_s
        while (remaining_s := ends - monotonic_s()) > 0:
            time.sleep(min(remaining_s, LOOK_S))
            self._uploads.count(upload_id)

    def _upload_count(self, connection: ServerConnection, upload_id: str, *, keep_alive: bool) -> None:
        count = self._uploads.count(upload_id)
        if count is None:
            raise RequestRefused(404)
        _respond_json(
            connection,
            {"bytes": count.bytes, "seconds": round(count.seconds, 6), "limit": self._upload_limit},
            keep_alive=keep_alive,
        )

    def _slot(self, connection: ServerConnection, request: MeasureRequest, peer: str, *, keep_alive: bool) -> None:
        if self._slot_queue is None:
            raise RequestRefused(404)
        ticket = request.query.get("ticket")
        if ticket and request.query.get("done"):
            self._slot_queue.release(ticket)
            _respond_json(connection, {"ticket": ticket, "wait_s": 0.0, "holds_s": 0.0}, keep_alive=keep_alive)
            return
        self._volume.raise_if_used_up(truncated_client_network(peer, request.headers))
        client = client_key(peer, request.headers)
        direction, status = self._slot_queue.request(request.query.get("direction"), ticket, client)
        slot_fields = {"ticket": status.ticket, "wait_s": status.wait_s, "holds_s": status.holds_s}
        _respond_json(connection, {**slot_fields, "capacity_mbit": self._capacity[direction]}, keep_alive=keep_alive)

    def _stamp_session(
        self, connection: ServerConnection, request: MeasureRequest, peer: str, *, keep_alive: bool
    ) -> None:
        if self._sessions is None or (is_proxied(request.headers) and not self._stamp_behind_proxy):
            raise RequestRefused(404)
        _respond_json(
            connection,
            self._sessions.open_session(
                rate_limit_key(peer, request.headers), self._packet_sender(peer, request.headers)
            ),
            keep_alive=keep_alive,
        )

    def _packet_sender(self, peer: str, headers: Mapping[str, str]) -> str:
        """The address that the packets of this client will come from; "" where a proxy hides the one or the other."""
        if self._stamp_on_loopback:
            return "" if is_proxied(headers) else subscriber(peer)
        return client_key(peer, headers)

    @contextmanager
    def _exclusive_load(
        self, connection: ServerConnection, request: MeasureRequest, peer: str, direction: str
    ) -> Iterator[None]:
        """A load has the slot of its direction, or nobody else has; and its network has not loaded too much today.

        Raises RequestRefused 429, 503; PeerDisconnected where the slot ended, or the day's volume.
        """
        network = truncated_client_network(peer, request.headers)
        connection.add_meter(self._volume.meter(network, connection.abort))
        if self._slot_queue is None:
            yield
            return
        with self._slot_queue.run_load(direction, request.query.get("place"), connection.abort) as load:
            if load.ends_at is not None:
                connection.limit_deadline(load.ends_at)
            connection.add_meter(load.count)
            try:
                yield
            except PeerDisconnected:
                connection.abort()
                raise

    def _receive_upload(
        self, connection: ServerConnection, request: MeasureRequest, peer: str, *, keep_alive: bool
    ) -> None:
        if request.length is not None and request.length > self._upload_limit:
            raise RequestRefused(413)
        if not request.has_body:
            connection.respond(
                200, keep_alive=keep_alive, extra_headers="X-Upload-Bytes: 0\r\nX-Upload-Seconds: 0.000000\r\n"
            )
            return
        with self._exclusive_load(connection, request, peer, "up"):
            self._receive_upload_body(connection, request, keep_alive=keep_alive)

    def _receive_upload_body(self, connection: ServerConnection, request: MeasureRequest, *, keep_alive: bool) -> None:
        if request.headers.get("expect", "").lower() == "100-continue":
            connection.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        with self._uploads.track(request.query.get("upload"), connection.segment_count) as progress:
            if request.length is None:
                receive_chunked_body(connection, progress, self._upload_limit)
            else:
                receive_body(connection, request.length, progress)
        upload_headers = f"X-Upload-Bytes: {progress.bytes}\r\nX-Upload-Seconds: {progress.seconds:.6f}\r\n"
        connection.respond(200, keep_alive=keep_alive, extra_headers=upload_headers)


def _fields(count: UploadCount) -> dict[str, float]:
    """`arrived` only where it is counted."""
    fields: dict[str, float] = {"bytes": count.bytes, "seconds": round(count.seconds, 6)}
    if count.arrived is not None:
        fields |= {"arrived": round(count.arrived), "arrived_s": round(count.arrived_s, 6)}
    return fields


def _respond_json(connection: ServerConnection, payload: object, *, keep_alive: bool) -> None:
    connection.respond(200, json.dumps(payload).encode(), "application/json", keep_alive=keep_alive)

"""How many bytes of each upload have arrived: counted here, because the sender only knows what left its program."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from checker.desk.measure.load.arrivals import ArrivalEstimator, SegmentCount
from checker.model.record import Record
from checker.net.clock import monotonic_s

MAX_UPLOADS = 1024
UPLOAD_LIFETIME_S = 120.0
"""How many uploads are remembered, and for how long after their last request: enough to ask once more."""
_ID = re.compile(r"[0-9a-zA-Z]{8,64}")


def _no_count() -> SegmentCount | None:
    return None


class UploadProgress:
    """One request of an upload. Only its own connection adds to it, so no lock is needed.

    `segment_count`: what the kernel counts on that connection.
    """

    def __init__(self, segment_count: Callable[[], SegmentCount | None] = _no_count) -> None:
        self.arrivals = ArrivalEstimator(segment_count)
        self.bytes = 0
        self.started_at = self.last_byte_at = monotonic_s()

    def add(self, n: int) -> None:
        """So many bytes more have arrived just now."""
        self.bytes += n
        self.last_byte_at = monotonic_s()

    @property
    def seconds(self) -> float:
        """Since the head of the request was read."""
        return monotonic_s() - self.started_at


class UploadCount(Record, frozen=True, kw_only=True):
    """Bytes of all requests of an upload, and the seconds from its first to the last of these bytes.

    The moment of the last byte, not of the question: at 1 Mbit/s a packet comes every 12 ms only. `arrived` and
    `arrived_s`: the same of segments, lost ones before them or not; None where one request's are not counted.
    """

    bytes: int = 0
    seconds: float = 0.0
    arrived: float | None = None
    arrived_s: float = 0.0


class _Upload:
    def __init__(self) -> None:
        self.started_at = self.last_byte_at = monotonic_s()
        self.finished = 0
        self.active: set[UploadProgress] = set()


class UploadRegistry:
    """The counts by the random id that the client chose."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._uploads: dict[str, _Upload] = {}

    @contextmanager
    def track(
        self, upload_id: str | None, segment_count: Callable[[], SegmentCount | None] = _no_count
    ) -> Iterator[UploadProgress]:
        """A count for one request, remembered under `upload_id` where that is a usable one."""
        progress = UploadProgress(segment_count)
        if not upload_id or not _ID.fullmatch(upload_id):
            yield progress
            return
        with self._lock:
            upload = self._uploads.setdefault(upload_id, _Upload())
            upload.active.add(progress)
            self._drop_expired()
        try:
            yield progress
        finally:
            with self._lock:
                upload.active.discard(progress)
                upload.finished += progress.bytes
                upload.last_byte_at = max(upload.last_byte_at, progress.last_byte_at)

    def count(self, upload_id: str) -> UploadCount | None:
        """What has arrived until now; nothing yet for an id that nobody has used, None for one that cannot be."""
        if not _ID.fullmatch(upload_id):
            return None
        with self._lock:
            upload = self._uploads.get(upload_id)
            if upload is None:
                return UploadCount()
            byte_count = upload.finished + sum(progress.bytes for progress in upload.active)
            last = max([upload.last_byte_at, *(progress.last_byte_at for progress in upload.active)])
            arrivals = [] if upload.finished else [progress.arrivals.estimate() for progress in upload.active]
        counted = [arrival for arrival in arrivals if arrival is not None]
        is_counted = bool(counted) and len(counted) == len(arrivals)
        return UploadCount(
            bytes=byte_count,
            seconds=last - upload.started_at,
            arrived=sum(arrival.bytes for arrival in counted) if is_counted else None,
            arrived_s=max(arrival.at_s for arrival in counted) - upload.started_at if is_counted else 0.0,
        )

    def _drop_expired(self) -> None:
        old = monotonic_s() - UPLOAD_LIFETIME_S
        for upload_id, upload in list(self._uploads.items()):
            if not upload.active and (upload.last_byte_at < old or len(self._uploads) > MAX_UPLOADS):
                del self._uploads[upload_id]

"""How many bytes of each upload have arrived: counted here, because the sender only knows what left its program."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from checker.model.record import Record

KEPT = 1024
KEPT_S = 120.0
"""How many uploads are remembered, and for how long after their last request: enough to ask once more."""
_ID = re.compile(r"[0-9a-zA-Z]{8,64}")


class Arriving:
    """One request of an upload. Only its own connection adds to it, so no lock is needed."""

    def __init__(self) -> None:
        self.bytes = 0
        self.began = self.last = time.monotonic()

    def grew(self, n: int) -> None:
        """So many bytes more have arrived just now."""
        self.bytes += n
        self.last = time.monotonic()

    @property
    def seconds(self) -> float:
        """Since the head of the request was read."""
        return time.monotonic() - self.began


class Count(Record, frozen=True, kw_only=True):
    """Bytes of all requests of an upload, and the seconds from its first to the last of these bytes.

    The moment of the last byte, not of the question: at 1 Mbit/s a packet comes every 12 ms only.
    """

    bytes: int = 0
    seconds: float = 0.0


class _Upload:
    def __init__(self) -> None:
        self.began = self.last = time.monotonic()
        self.finished = 0
        self.live: set[Arriving] = set()


class Uploads:
    """The counts by the random id that the client chose."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, _Upload] = {}

    @contextmanager
    def arriving(self, upload_id: str | None) -> Iterator[Arriving]:
        """A count for one request, remembered under `upload_id` where that is a usable one."""
        one = Arriving()
        if not upload_id or not _ID.fullmatch(upload_id):
            yield one
            return
        with self._lock:
            upload = self._kept.setdefault(upload_id, _Upload())
            upload.live.add(one)
            self._forget()
        try:
            yield one
        finally:
            with self._lock:
                upload.live.discard(one)
                upload.finished += one.bytes
                upload.last = max(upload.last, one.last)

    def count(self, upload_id: str) -> Count | None:
        """What has arrived until now; nothing yet for an id that nobody has used, None for one that cannot be."""
        if not _ID.fullmatch(upload_id):
            return None
        with self._lock:
            upload = self._kept.get(upload_id)
            if upload is None:
                return Count()
            arrived = upload.finished + sum(one.bytes for one in upload.live)
            last = max([upload.last, *(one.last for one in upload.live)])
            return Count(bytes=arrived, seconds=last - upload.began)

    def _forget(self) -> None:
        old = time.monotonic() - KEPT_S
        for upload_id, upload in list(self._kept.items()):
            if not upload.live and (upload.last < old or len(self._kept) > KEPT):
                del self._kept[upload_id]

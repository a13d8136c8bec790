"""Hands out sessions of the STAMP reflector."""

import secrets
import threading
import time
from collections.abc import Callable

from checker.desk.measure.keys import epoch_at, key_of
from checker.desk.measure.reflector import PACKETS, SECONDS
from checker.desk.measure.request import Refused
from checker.desk.measure.sparing import PerMinute

EACH = 60
"""In a minute, to one public address: a measurement takes one, an office behind one line measures together."""
ALL_TOGETHER = 3000
"""In a minute: within the 16 bits of a session id (RFC 8972, 3) for as long as its keys are taken."""
RETRY_AFTER_S = 30
_IDS = 65_535


class Sessions:
    """`port` says where the reflector listens, or 0 while it does not."""

    def __init__(self, secret: bytes, port: Callable[[], int]) -> None:
        self._secret, self._port = secret, port
        self._allowed = PerMinute(EACH, ALL_TOGETHER)
        self._lock = threading.Lock()
        self._last = secrets.randbelow(_IDS)

    def new(self, asker: str) -> dict[str, int | str]:
        """What a client needs for one session. Raises Refused 503."""
        port = self._port()
        if not port or not self._allowed.take(asker):
            raise Refused(503, retry_after_s=RETRY_AFTER_S)
        with self._lock:
            self._last = self._last % _IDS + 1
            session = self._last
        key = key_of(self._secret, session, epoch_at(time.time()))
        return {"port": port, "ssid": session, "key": key.hex(), "seconds": SECONDS, "packets": PACKETS}

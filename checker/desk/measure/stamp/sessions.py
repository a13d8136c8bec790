"""Hands out sessions of the STAMP reflector."""

import secrets
import threading
from collections.abc import Callable

from checker.desk.measure.http.request import RequestRefused
from checker.desk.measure.rate_limiter import RateLimiter
from checker.desk.measure.stamp.reflector import SESSION_PACKETS, SESSION_S
from checker.desk.measure.stamp.session_keys import derive_key, epoch_of
from checker.net.clock import wall_s

SESSIONS_PER_CLIENT = 60
"""In a minute, to one public address: a measurement takes one, an office behind one line measures together."""
SESSIONS_IN_TOTAL = 3000
"""In a minute: within the 16 bits of a session id (RFC 8972, 3) for as long as its keys are taken."""
RETRY_AFTER_S = 30
_IDS = 65_535


class StampSessions:
    """`port` says where the reflector listens, or 0 while it does not.

    `bound`: whether it answers only the address that asked here; not where a proxy brings it the packets.
    """

    def __init__(self, secret: bytes, port: Callable[[], int], *, bound: bool = True) -> None:
        self._secret, self._port, self._bound = secret, port, bound
        self._rate_limiter = RateLimiter(SESSIONS_PER_CLIENT, SESSIONS_IN_TOTAL)
        self._lock = threading.Lock()
        self._last_id = secrets.randbelow(_IDS)

    def open_session(self, client: str, address: str) -> dict[str, int | str]:
        """What a client needs for one session. `client`: whose sessions are counted; `address`: who alone may use it.

        Raises RequestRefused 503.
        """
        port = self._port()
        if not port or not self._rate_limiter.try_acquire(client):
            raise RequestRefused(503, retry_after_s=RETRY_AFTER_S)
        with self._lock:
            self._last_id = self._last_id % _IDS + 1
            session = self._last_id
        key = derive_key(self._secret, session, epoch_of(wall_s()), address if self._bound else "")
        return {"port": port, "ssid": session, "key": key.hex(), "seconds": SESSION_S, "packets": SESSION_PACKETS}

"""What an HTTP request brings, and how long it may take. Apart from the client: a start reads this and asks nothing."""

import datetime
import email.utils

from checker.model.record import Record

CONNECT_S = 8.0
READ_S = 15.0


class HttpResponse(Record, frozen=True, kw_only=True):
    """An HTTP answer. `round_trip_s` runs from the call to its headers, connecting included where that was needed."""

    status: int
    headers: dict[str, str]
    body: bytes
    round_trip_s: float

    @property
    def date(self) -> datetime.datetime | None:
        """The `Date` header (RFC 9110, 6.6.1), in UTC."""
        try:
            return email.utils.parsedate_to_datetime(self.headers.get("date", ""))
        except ValueError:
            return None

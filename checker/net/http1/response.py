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
        return parse_date(self.headers.get("date", ""))


def parse_date(text: str) -> datetime.datetime | None:
    """A date as headers have it (RFC 9110, 5.6.7), in UTC; None for what is none, or lies beyond any calendar."""
    try:
        date = email.utils.parsedate_to_datetime(text)
        return (date if date.tzinfo is not None else date.replace(tzinfo=datetime.UTC)).astimezone(datetime.UTC)
    except (ValueError, TypeError, OverflowError):
        return None

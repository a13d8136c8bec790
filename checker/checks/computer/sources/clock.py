"""The desk's time, by the `Date` header of its answer (RFC 9110, 6.6.1)."""

import http.client
import ssl
import urllib.parse

from checker.checks.context import ProbeContext
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record
from checker.net.clock import monotonic_s
from checker.net.dns.resolve import resolve
from checker.net.http1.response import parse_date

UNVERIFIED_S = 8.0
NAME_S = 6.0
"""A question that got lost is asked again after 5 s (resolv.conf(5), `timeout`)."""
CONNECT_S, READ_S = 3.0, 3.0
"""For each address of the desk, as the network check waits for it: where the line is dead, the clock can wait."""


class ClockReading(Record, frozen=True, kw_only=True):
    """How far the PC is ahead in seconds, and how far off that may be."""

    ahead_s: float
    uncertainty_s: float


def read_clock(context: ProbeContext) -> ClockReading:
    """Raises OperationFailed; `not-measured` where the profile names no desk."""
    if context.profile.firm is None or not context.profile.firm.desk_url:
        raise OperationFailed(Operation.REQUEST, FailureKind.NOT_MEASURED, "no desk")
    url = f"{context.profile.firm.desk_url.rstrip('/')}/health"
    try:
        if context.net.proxy_for(url) is None:
            resolve(urllib.parse.urlsplit(url).hostname or "", NAME_S)  # the system would take its time to give up
        response = context.net.request("HEAD", url, connect_s=CONNECT_S, read_s=READ_S)
    except OperationFailed as failed:
        if failed.failure.kind is not FailureKind.CERTIFICATE:
            raise
        # A clock that is a year off makes every certificate look bad: only then the time is read without judging it.
        return _read_without_verification(url, context)
    if response.date is None:
        raise OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, "no date")
    return _reading(context.wall_clock(), response.date.timestamp(), response.round_trip_s)


def _read_without_verification(url: str, context: ProbeContext) -> ClockReading:
    """Sends nothing but the request line, takes nothing but the time."""
    parts = urllib.parse.urlsplit(url)
    tls_context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    tls_context.check_hostname = False
    tls_context.verify_mode = ssl.CERT_NONE
    connection = http.client.HTTPSConnection(
        parts.hostname or "", parts.port, timeout=UNVERIFIED_S, context=tls_context
    )
    try:
        connection.connect()
        started_at = monotonic_s()
        connection.request("HEAD", parts.path)
        date = parse_date(connection.getresponse().headers.get("Date", ""))
        if date is None:
            raise OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, "no date")
        return _reading(context.wall_clock(), date.timestamp(), monotonic_s() - started_at)
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise OperationFailed.from_error(Operation.REQUEST, error) from error
    finally:
        connection.close()


def _reading(pc_time: float, desk_time: float, round_trip_s: float) -> ClockReading:
    """The header has whole seconds: half a second and half the round trip stay unknown."""
    ahead = pc_time - round_trip_s / 2 - (desk_time + 0.5)
    return ClockReading(ahead_s=round(ahead, 1), uncertainty_s=round(0.5 + round_trip_s / 2, 1))

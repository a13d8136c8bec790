"""A gateway's answer by HTTP/1.1 as the kinds look at it: the head, what came of the body, where it redirects."""

from dataclasses import dataclass

from checker.checks.vpn.connection.stream import MAX_RESPONSE_B
from checker.checks.vpn.verdict import Restriction
from checker.model.failure import OperationFailed
from checker.net.http1.head import ResponseHead
from checker.net.http1.parser import ResponseParser


@dataclass(frozen=True)
class HttpReply:
    """`is_complete`: nothing more is to come.

    `redirect_target`: path and query that a redirect leads to on the same server; `parse_http_reply`
    leaves it empty.
    """

    head: ResponseHead
    body: bytes = b""
    is_complete: bool = False
    redirect_target: str = ""

    @property
    def status(self) -> int:
        """Its number (RFC 9110, 15)."""
        return self.head.status

    def values_of(self, name: str) -> list[str]:
        """The values of every header of this name, in small letters."""
        return self.head.values_of(name)

    def first_value_of(self, name: str) -> str:
        """The first of them, or empty."""
        return self.head.first_value_of(name)

    def sets_cookie(self, *starts: str) -> bool:
        """Whether it sets a cookie whose name starts so."""
        return any(cookie.startswith(starts) for cookie in self.values_of("set-cookie"))


def parse_http_reply(raw: bytes, is_closed: bool = False) -> HttpReply | None:
    """None for what is no HTTP, and while its head is not complete. `is_closed`: no more bytes will come."""
    parser = ResponseParser(MAX_RESPONSE_B)
    try:
        parser.feed(raw)
    except OperationFailed:
        return None
    if is_closed:
        parser.end()
    return HttpReply(parser.head, parser.body, parser.is_complete) if parser.head else None


_SERVER_ERRORS = {500, 502, 503, 504, *range(520, 528), 530}
"""Of a front end whose server is gone, late or in maintenance (RFC 9110, 15.6; Cloudflare's from 520 on).

501 and 505 are answers of a server that does not know our request, 511 that of a network that wants a sign-in.
"""


def server_error(received: bytes) -> int:
    """The status of a reply that says so; 0 for any other, and for what is no HTTP."""
    reply = parse_http_reply(received)
    return reply.status if reply is not None and reply.status in _SERVER_ERRORS else 0


_RESTRICTIONS = {
    401: Restriction.SIGN_IN,
    403: Restriction.FORBIDDEN,
    407: Restriction.SIGN_IN,
    421: Restriction.SERVER_NAME,
    495: Restriction.CLIENT_CERTIFICATE,
    496: Restriction.CLIENT_CERTIFICATE,
}
"""By status (RFC 9110, 15.5); 495 and 496 are nginx' own for a client's certificate that is bad, or missing."""


def restriction_of(received: bytes) -> Restriction | None:
    """Why a reply says that it shows us nothing; None for any other, and for what is no HTTP."""
    reply = parse_http_reply(received)
    return _RESTRICTIONS.get(reply.status) if reply is not None else None

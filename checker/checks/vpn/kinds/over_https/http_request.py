"""One request by HTTP/1.1 (RFC 9112) to a gateway, and its verdict by the reply.

A redirect is followed once where it stays on the same server, as clients do; one that leads elsewhere is reported.
Nothing is stored, and nothing in the reply counts but the marks of its kind.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import SplitResult, quote, urlsplit

from checker.checks.vpn.connection.exchange import StreamExchange, exchange_by_tls
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways import TlsGateway
from checker.checks.vpn.kinds.over_https.http_reply import HttpReply, parse_http_reply, restriction_of, server_error
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict, Restriction
from checker.net.http1.head import request_head

HTTPS = 443
ReplyClassifier = Callable[[HttpReply], str]
"""The value of `gateway.answer` for a reply of the gateway's kind; empty for any other."""
_REDIRECTS = {301, 302, 303, 307, 308}
_URI_CHARACTERS = "%/?:@!$&'()*+,;=~"
"""What may stand in a path or query as it is (RFC 3986, 3.3 and 3.4), percent-encoded bytes among them."""


@dataclass(frozen=True)
class HttpRequest:
    """`is_last`: the gateway may hang up after it; `is_head_enough`: the body of the reply is not waited for."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    is_last: bool = True
    is_head_enough: bool = False

    def encode(self, gateway: TlsGateway) -> bytes:
        """As it travels to this gateway."""
        headers = {"Host": host_header(gateway), **self.headers}
        if self.method == "POST":
            headers["Content-Length"] = str(len(self.body))
        if self.is_last:
            headers["Connection"] = "close"
        return request_head(self.method, self.path, headers) + self.body


ClosingRequest = Callable[[HttpReply], HttpRequest | None]


def host_header(gateway: TlsGateway) -> str:
    """What stands in `Host` (RFC 9110, 7.2): the name that its certificate is for, and a port that is not 443."""
    name, port = gateway.server_name or gateway.host, getattr(gateway, "port", HTTPS)
    host = f"[{name}]" if ":" in name else name.encode("idna").decode()
    return host if port == HTTPS else f"{host}:{port}"


def request_by_https(
    gateway: TlsGateway,
    context: GatewayContext,
    request: HttpRequest,
    classify: ReplyClassifier,
    closing_request: ClosingRequest = lambda _reply: None,
) -> GatewayResult:
    """The verdict by the reply to one request. `closing_request`: a last one, to a gateway of the right kind.

    Raises Cancelled, and OSError where the profile's authorities cannot be written for the system.
    """
    exchange = _WebExchange(gateway, request, classify, closing_request)
    result = exchange.run(context)
    path = exchange.followed_path
    if result.verdict is not GatewayVerdict.RESTRICTED or not path:
        return result
    following = replace(request, method="GET", path=path, body=b"", is_last=True)
    followed = _WebExchange(gateway, following, classify, closing_request, is_followed=True).run(context)
    is_decided = followed.verdict in (GatewayVerdict.ANSWERS, GatewayVerdict.RESTRICTED, GatewayVerdict.OTHER)
    return followed if is_decided else result


class _WebExchange:
    """One request and its reply. `followed_path`: where a redirect led on the same server, empty for none.

    `is_followed`: the request follows a redirect, and no further one is followed.
    """

    def __init__(
        self,
        gateway: TlsGateway,
        request: HttpRequest,
        classify: ReplyClassifier,
        closing_request: ClosingRequest,
        *,
        is_followed: bool = False,
    ) -> None:
        self._is_followed = is_followed
        self._gateway, self._request = gateway, request
        self._classify_reply, self._closing_request = classify, closing_request
        self.followed_path = ""

    def run(self, context: GatewayContext) -> GatewayResult:
        """Raises as `request_by_https`."""
        raw = self._request.encode(self._gateway)
        exchange = StreamExchange(
            raw,
            b"HTTP/1.",
            self._is_complete,
            self._classify,
            self._closing_message,
            server_error,
            self._restriction,
        )
        return exchange_by_tls(self._gateway, context, exchange)

    def _is_complete(self, received: bytes, is_closed: bool) -> bool:
        reply = parse_gateway_reply(received, self._gateway, is_closed)
        return reply is not None and (
            self._request.is_head_enough or reply.is_complete or bool(self._classify_reply(reply))
        )

    def _classify(self, received: bytes) -> str:
        reply = parse_gateway_reply(received, self._gateway)
        return self._classify_reply(reply) if reply else ""

    def _closing_message(self, received: bytes) -> bytes:
        reply = parse_gateway_reply(received, self._gateway)
        closing = self._closing_request(reply) if reply else None
        return closing.encode(self._gateway) if closing else b""

    def _restriction(self, received: bytes) -> Restriction | None:
        reply = parse_gateway_reply(received, self._gateway)
        if reply is None or reply.status not in _REDIRECTS or not reply.first_value_of("location"):
            return restriction_of(received)
        target = _split(reply.first_value_of("location"))
        if target is None:
            return None
        self.followed_path = followed_path(target, self._gateway)
        # what only leads about on the same server is a web site
        leads_about = bool(self.followed_path) and (self._is_followed or self.followed_path == self._request.path)
        return None if leads_about else Restriction.REDIRECT


def _split(location: str) -> SplitResult | None:
    """The parts of an address; None for what is none."""
    try:
        target = urlsplit(location)
        return target if (target.port or HTTPS) and (target.hostname or target.path or target.query) else None
    except ValueError:
        return None


def followed_path(target: SplitResult, gateway: TlsGateway) -> str:
    """Path and query of a redirect that stays on the same server and port by HTTPS; empty for any other.

    Relative ones count from the root, where every kind's request begins.
    """
    host, port, own_port = (target.hostname or "").lower(), target.port or HTTPS, getattr(gateway, "port", HTTPS)
    is_here = not host or (host in _names_of(gateway) and port == own_port)
    if target.scheme not in ("", "https") or not is_here or not (target.path or target.query):
        return ""
    path = f"/{target.path.lstrip('/')}"
    return quote(f"{path}?{target.query}" if target.query else path, safe=_URI_CHARACTERS)


def _names_of(gateway: TlsGateway) -> tuple[str, ...]:
    return gateway.host.strip("[]").lower(), gateway.server_name.lower()


def parse_gateway_reply(received: bytes, gateway: TlsGateway, is_closed: bool = False) -> HttpReply | None:
    """The reply of this gateway so far, with its redirect's target; None for what is no HTTP, or not yet."""
    reply = parse_http_reply(received, is_closed)
    return replace(reply, redirect_target=_redirect_target(reply, gateway)) if reply else None


def _redirect_target(reply: HttpReply, gateway: TlsGateway) -> str:
    if reply.status not in _REDIRECTS:
        return ""
    try:
        target = urlsplit(reply.first_value_of("location"))
        name = (target.hostname or "").lower()
    except ValueError:
        return ""
    if name and name not in _names_of(gateway):
        return ""
    return f"{target.path}?{target.query}" if target.query else target.path


_PROLOGUE = rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,400}-->\s*)?<"


def has_xml_root(body: bytes, name: str) -> bool:
    """Whether this is the beginning of XML whose root has this name. No parser: XML of a stranger can be a bomb."""
    return re.match(_PROLOGUE + re.escape(name).encode() + rb"[\s/>]", body) is not None

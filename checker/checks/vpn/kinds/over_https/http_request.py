"""One request by HTTP/1.1 (RFC 9112) to a gateway, and its verdict by the reply.

Redirects are not followed, nothing is stored, and nothing in the reply counts but the marks of its kind.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from checker.checks.vpn.connection.exchange import StreamExchange, exchange_by_tls
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways import TlsGateway
from checker.checks.vpn.kinds.over_https.http_reply import HttpReply, parse_http_reply, server_error
from checker.checks.vpn.verdict import GatewayResult
from checker.net.http1.head import request_head

HTTPS = 443
ReplyClassifier = Callable[[HttpReply], str]
"""The value of `gateway.answer` for a reply of the gateway's kind; empty for any other."""
_REDIRECTS = {301, 302, 303, 307, 308}


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

    def is_complete(received: bytes, is_closed: bool) -> bool:
        reply = parse_gateway_reply(received, gateway, is_closed)
        return reply is not None and (request.is_head_enough or reply.is_complete or bool(classify(reply)))

    def classify_received(received: bytes) -> str:
        reply = parse_gateway_reply(received, gateway)
        return classify(reply) if reply else ""

    def closing_message(received: bytes) -> bytes:
        reply = parse_gateway_reply(received, gateway)
        closing = closing_request(reply) if reply else None
        return closing.encode(gateway) if closing else b""

    return exchange_by_tls(
        gateway,
        context,
        StreamExchange(
            request.encode(gateway), b"HTTP/1.", is_complete, classify_received, closing_message, server_error
        ),
    )


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
    if name and name not in (gateway.host.lower(), gateway.server_name.lower()):
        return ""
    return f"{target.path}?{target.query}" if target.query else target.path


_PROLOGUE = rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,400}-->\s*)?<"


def has_xml_root(body: bytes, name: str) -> bool:
    """Whether this is the beginning of XML whose root has this name. No parser: XML of a stranger can be a bomb."""
    return re.match(_PROLOGUE + re.escape(name).encode() + rb"[\s/>]", body) is not None

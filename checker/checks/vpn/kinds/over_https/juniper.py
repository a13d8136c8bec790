"""Juniper Network Connect, and Pulse or Ivanti of old: the front page leads to the sign-in under /dana-na/."""

from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.web import JuniperGateway
from checker.checks.vpn.kinds.over_https.http_reply import HttpReply
from checker.checks.vpn.kinds.over_https.http_request import HttpRequest, request_by_https
from checker.checks.vpn.verdict import GatewayResult

_HEADERS = {"User-Agent": "ncsrv (Homeoffice-Check)", "Accept": "*/*", "NCP-Version": "3"}
_SIGN_IN = "/dana-na/"


def probe(gateway: JuniperGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled, and OSError as `request_by_https`."""
    return request_by_https(gateway, context, HttpRequest("GET", "/", _HEADERS, is_head_enough=True), classify_reply)


def classify_reply(reply: HttpReply) -> str:
    """The kind of a redirect to its sign-in, or empty."""
    return "login" if reply.redirect_target.startswith(_SIGN_IN) else ""

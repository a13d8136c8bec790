"""Pulse Connect Secure and Ivanti: HTTP is left for IF-T/TLS (TCG IF-T Binding to TLS, RFC 6876), as far as "yes"."""

from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.web import PulseGateway
from checker.checks.vpn.kinds.over_https.http_reply import HttpReply
from checker.checks.vpn.kinds.over_https.http_request import HttpRequest, request_by_https
from checker.checks.vpn.verdict import GatewayResult

_HEADERS = {
    "User-Agent": "Homeoffice-Check",
    "Content-Type": "EAP",
    "Upgrade": "IF-T/TLS 1.0",
    "Content-Length": "0",
}
_SWITCHING = 101


def probe(gateway: PulseGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled, and OSError as `request_by_https`."""
    return request_by_https(
        gateway, context, HttpRequest("GET", "/", _HEADERS, is_last=False, is_head_enough=True), classify_reply
    )


def classify_reply(reply: HttpReply) -> str:
    """The kind of a yes, or empty. A yes to another protocol would name it (RFC 9110, 7.8); some name none."""
    upgraded = reply.first_value_of("upgrade").lower()
    return "if-t" if reply.status == _SWITCHING and (not upgraded or upgraded.startswith("if-t/tls")) else ""

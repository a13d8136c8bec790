"""Palo Alto's GlobalProtect: a client's request before anybody signs in, to its portal or to one of its gateways.

Addresses and answers as in OpenConnect's auth-globalprotect.c.
"""

from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.web import GlobalProtectGateway
from checker.checks.vpn.kinds.over_https.http_reply import HttpReply
from checker.checks.vpn.kinds.over_https.http_request import HttpRequest, has_xml_root, request_by_https
from checker.checks.vpn.verdict import GatewayResult

_PATHS = {"portal": "/global-protect/prelogin.esp", "gateway": "/ssl-vpn/prelogin.esp"}
_VERSION = "?tmp=tmp&clientVer=4100&clientos=Linux"
_HEADERS = {"User-Agent": "PAN GlobalProtect", "Accept": "*/*", "Content-Type": "application/x-www-form-urlencoded"}
_NOT_HERE = b"does not exist</msg>"
"""A firewall that has only the other part answers: "GlobalProtect portal does not exist"."""
_SUCCESS = b"<status>Success</status>"
_END = b"</prelogin-response>"


def probe(gateway: GlobalProtectGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled, and OSError as `request_by_https`."""
    return request_by_https(
        gateway, context, HttpRequest("POST", _PATHS[gateway.part] + _VERSION, _HEADERS), classify_reply
    )


def classify_reply(reply: HttpReply) -> str:
    """The kind of an answer, or empty. Errors count too: most ask for a certificate that only company PCs have."""
    if not has_xml_root(reply.body, "prelogin-response") or _END not in reply.body or _NOT_HERE in reply.body:
        return ""
    return "prelogin" if _SUCCESS in reply.body else "prelogin-error"

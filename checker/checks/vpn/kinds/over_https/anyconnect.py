"""Cisco AnyConnect (Secure Client) and ocserv: the first message of a sign-in, which names nobody, and its answer.

OpenConnect's description of the protocol: draft-mavrogiannopoulos-openconnect, 2.1.
"""

from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.web import AnyConnectGateway
from checker.checks.vpn.kinds.over_https.http_reply import HttpReply
from checker.checks.vpn.kinds.over_https.http_request import HttpRequest, has_xml_root, host_header, request_by_https
from checker.checks.vpn.verdict import GatewayResult

_HEADERS = {
    "User-Agent": "Open AnyConnect VPN Agent (Homeoffice-Check)",
    "Accept": "*/*",
    "X-Transcend-Version": "1",
    "X-Aggregate-Auth": "1",
    "Content-Type": "application/x-www-form-urlencoded",
}
_OLD_FORMS = ("/+webvpn+/", "/+CSCOE+/")
"""Where an ASA sends those who are to sign in by web pages instead (`no aggregate-auth`, or a version before 8.4)."""

_CAPABILITIES = "".join(
    (
        "<capabilities>",
        *(f"<auth-method>{method}</auth-method>" for method in ("single-sign-on-v2", "multiple-cert")),
        "</capabilities>",
    )
)
"""As its clients say: who wants two certificates, or a sign-in elsewhere, answers only those who can do so."""


def probe(gateway: AnyConnectGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled, and OSError as `request_by_https`."""
    return request_by_https(
        gateway, context, HttpRequest("POST", "/", _HEADERS, _init_message(gateway)), classify_reply
    )


def classify_reply(reply: HttpReply) -> str:
    """The kind of a sign-in's beginning, or empty."""
    if reply.status == 200 and has_xml_root(reply.body, "config-auth"):
        return "config-auth"
    return "web-form" if reply.redirect_target.startswith(_OLD_FORMS) else ""


def _init_message(gateway: AnyConnectGateway) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<config-auth client="vpn" type="init">'
        f'<version who="vpn">v9.01</version><device-id>linux-64</device-id>{_CAPABILITIES}'
        f"<group-access>https://{_escaped(host_header(gateway))}</group-access></config-auth>"
    ).encode()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

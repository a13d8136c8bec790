"""Cisco AnyConnect (Secure Client) and ocserv: the first message of a sign-in, which names nobody, and its answer.

OpenConnect's description of the protocol: draft-mavrogiannopoulos-openconnect, 2.1.
"""

from checker.checks.vpn.gateways_web import AnyConnect
from checker.checks.vpn.kinds.http_ask import Question, asked, authority, root_is
from checker.checks.vpn.kinds.http_reply import Reply
from checker.checks.vpn.verdict import Seen
from checker.checks.vpn.way import Way

_HEADERS = {
    "User-Agent": "Open AnyConnect VPN Agent (Homeoffice-Check)",
    "Accept": "*/*",
    "X-Transcend-Version": "1",
    "X-Aggregate-Auth": "1",
    "Content-Type": "application/x-www-form-urlencoded",
}
_OLD_FORMS = ("/+webvpn+/", "/+CSCOE+/")
"""Where an ASA sends those whom it asks by web pages instead (`no aggregate-auth`, or a version before 8.4)."""


def probe(gateway: AnyConnect, way: Way) -> Seen:
    """Raises Cancelled, and OSError as `asked`."""
    return asked(gateway, way, Question("POST", "/", _HEADERS, _hello(gateway)), known)


def known(reply: Reply) -> str:
    """The word for the beginning of a sign-in, or empty."""
    if reply.status == 200 and root_is(reply.body, "config-auth"):
        return "config-auth"
    return "web-form" if reply.leads.startswith(_OLD_FORMS) else ""


def _hello(gateway: AnyConnect) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<config-auth client="vpn" type="init">'
        '<version who="vpn">v9.01</version><device-id>linux-64</device-id>'
        f"<group-access>https://{_escaped(authority(gateway))}</group-access></config-auth>"
    ).encode()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

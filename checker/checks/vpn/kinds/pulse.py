"""Pulse Connect Secure and Ivanti: HTTP is left for IF-T/TLS (TCG IF-T Binding to TLS, RFC 6876), as far as "yes"."""

from checker.checks.vpn.gateways_web import Pulse
from checker.checks.vpn.kinds.http_ask import Question, asked
from checker.checks.vpn.kinds.http_reply import Reply
from checker.checks.vpn.verdict import Seen
from checker.checks.vpn.way import Way

_HEADERS = {
    "User-Agent": "Homeoffice-Check",
    "Content-Type": "EAP",
    "Upgrade": "IF-T/TLS 1.0",
    "Content-Length": "0",
}
_SWITCHING = 101


def probe(gateway: Pulse, way: Way) -> Seen:
    """Raises Cancelled, and OSError as `asked`."""
    return asked(gateway, way, Question("GET", "/", _HEADERS, last=False, by_head=True), known)


def known(reply: Reply) -> str:
    """The word for a yes, or empty. A yes to another protocol would name it (RFC 9110, 7.8); some name none."""
    upgraded = reply.header("upgrade").lower()
    return "if-t" if reply.status == _SWITCHING and (not upgraded or upgraded.startswith("if-t/tls")) else ""

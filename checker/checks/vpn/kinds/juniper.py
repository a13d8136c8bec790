"""Juniper Network Connect, and Pulse or Ivanti by the old way: the front page leads to the sign-in under /dana-na/."""

from checker.checks.vpn.gateways_web import Juniper
from checker.checks.vpn.kinds.http_ask import Question, asked
from checker.checks.vpn.kinds.http_reply import Reply
from checker.checks.vpn.verdict import Seen
from checker.checks.vpn.way import Way

_HEADERS = {"User-Agent": "ncsrv (Homeoffice-Check)", "Accept": "*/*", "NCP-Version": "3"}
_SIGN_IN = "/dana-na/"


def probe(gateway: Juniper, way: Way) -> Seen:
    """Raises Cancelled, and OSError as `asked`."""
    return asked(gateway, way, Question("GET", "/", _HEADERS, by_head=True), known)


def known(reply: Reply) -> str:
    """The word for the way to its sign-in, or empty."""
    return "login" if reply.leads.startswith(_SIGN_IN) else ""

"""F5 BIG-IP APM: the front page leads to its policy. The session that it began for us is ended at once."""

import re

from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.web import F5Gateway
from checker.checks.vpn.kinds.over_https.http_reply import HttpReply
from checker.checks.vpn.kinds.over_https.http_request import HttpRequest, request_by_https
from checker.checks.vpn.verdict import GatewayResult

_HEADERS = {"User-Agent": "Homeoffice-Check", "Accept": "*/*"}
_POLICY = ("/my.policy", "/my.logout.php3")
"""Where BIG-IP APM sends those who have no session, and those whom its policy turns away."""
_HANG_UP = "/vdesk/hangup.php3?hangup_error=1"
_SESSION = re.compile(r"MRHSession=([0-9A-Za-z]{1,128});")


def probe(gateway: F5Gateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled, and OSError as `request_by_https`."""
    return request_by_https(
        gateway,
        context,
        HttpRequest("GET", "/", _HEADERS, is_last=False, is_head_enough=True),
        classify_reply,
        logout_request,
    )


def classify_reply(reply: HttpReply) -> str:
    """The kind of a redirect to its policy, or empty."""
    return "policy" if reply.redirect_target.partition("?")[0] in _POLICY else ""


def logout_request(reply: HttpReply) -> HttpRequest | None:
    """The end of the session whose cookie came; None where none did."""
    session = next(filter(None, map(_SESSION.match, reply.values_of("set-cookie"))), None)
    return HttpRequest("GET", _HANG_UP, {**_HEADERS, "Cookie": f"MRHSession={session[1]}"}) if session else None

"""F5 BIG-IP APM: the front page leads to its policy. The session that it began for us is ended at once."""

import re

from checker.checks.vpn.gateways_web import F5
from checker.checks.vpn.kinds.http_ask import Question, asked
from checker.checks.vpn.kinds.http_reply import Reply
from checker.checks.vpn.verdict import Seen
from checker.checks.vpn.way import Way

_HEADERS = {"User-Agent": "Homeoffice-Check", "Accept": "*/*"}
_POLICY = ("/my.policy", "/my.logout.php3")
"""Where BIG-IP APM sends those who have no session, and those whom its policy turns away."""
_HANG_UP = "/vdesk/hangup.php3?hangup_error=1"
_SESSION = re.compile(r"MRHSession=([0-9A-Za-z]{1,128});")


def probe(gateway: F5, way: Way) -> Seen:
    """Raises Cancelled, and OSError as `asked`."""
    return asked(gateway, way, Question("GET", "/", _HEADERS, last=False, by_head=True), known, hang_up)


def known(reply: Reply) -> str:
    """The word for the way to its policy, or empty."""
    return "policy" if reply.leads.partition("?")[0] in _POLICY else ""


def hang_up(reply: Reply) -> Question | None:
    """The end of the session whose cookie came; None where none did."""
    session = next(filter(None, map(_SESSION.match, reply.all("set-cookie"))), None)
    return Question("GET", _HANG_UP, {**_HEADERS, "Cookie": f"MRHSession={session[1]}"}) if session else None

"""FortiGate's SSL VPN: the front page leads to its login, and the login page has marks of its own.

The addresses are those that openfortivpn and OpenConnect ask for; the server's name is no mark, for FortiGate's
administration page has the same.
"""

from checker.checks.vpn.gateways_web import Fortinet
from checker.checks.vpn.kinds.http_ask import Question, asked
from checker.checks.vpn.kinds.http_reply import Reply
from checker.checks.vpn.verdict import Other, Seen, Verdict
from checker.checks.vpn.way import Way

_HEADERS = {"User-Agent": "Mozilla/5.0 SV1", "Accept": "*/*"}
_LOGIN = "/remote/login"
_BY_SCRIPT = b'top.location="/remote/login'
"""FortiOS 7.4 leads there by a script instead of a redirect."""
_COOKIES = ("SVPNCOOKIE=", "SVPNNETWORKCOOKIE=", "SVPNTMPCOOKIE=")
"""Set empty before anybody has signed in."""
_PAGE = (b"/remote/logincheck", b"/remote/fgt_lang", b"/remote/saml/start")


def probe(gateway: Fortinet, way: Way) -> Seen:
    """Raises Cancelled, and OSError as `asked`."""
    seen = asked(gateway, way, Question("GET", "/", _HEADERS), front)
    if seen.verdict is not Verdict.OTHER or seen.facts.get("gateway.other") != Other.HTTP.value:
        return seen
    return asked(gateway, way, Question("GET", _LOGIN, _HEADERS), login)


def front(reply: Reply) -> str:
    """The word for a front page that leads to the login, or empty."""
    path = reply.leads.partition("?")[0]
    return "login" if path == _LOGIN or _BY_SCRIPT in reply.body else login(reply)


def login(reply: Reply) -> str:
    """The same by marks that our own question does not hold, for a page about what is missing repeats it."""
    to_language = reply.leads.startswith(f"{_LOGIN}?lang=")
    marked = reply.sets_cookie(*_COOKIES) or any(mark in reply.body for mark in _PAGE)
    return "login" if to_language or marked else ""

"""FortiGate's SSL VPN: the front page leads to its login, and the login page has marks of its own.

The paths are those that openfortivpn and OpenConnect request; the server's name is no mark, for FortiGate's
administration page has the same.
"""

from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.web import FortinetGateway
from checker.checks.vpn.kinds.over_https.http_reply import HttpReply
from checker.checks.vpn.kinds.over_https.http_request import HttpRequest, request_by_https
from checker.checks.vpn.verdict import DetectedProtocol, GatewayResult, GatewayVerdict

_HEADERS = {"User-Agent": "Mozilla/5.0 SV1", "Accept": "*/*"}
_LOGIN = "/remote/login"
_BY_SCRIPT = b'top.location="/remote/login'
"""FortiOS 7.4 leads there by a script instead of a redirect."""
_COOKIES = ("SVPNCOOKIE=", "SVPNNETWORKCOOKIE=", "SVPNTMPCOOKIE=")
"""Set empty before anybody has signed in."""
_PAGE = (b"/remote/logincheck", b"/remote/fgt_lang", b"/remote/saml/start")


def probe(gateway: FortinetGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled, and OSError as `request_by_https`."""
    result = request_by_https(gateway, context, HttpRequest("GET", "/", _HEADERS), classify_front_page)
    is_page = result.facts.get("gateway.other") == DetectedProtocol.HTTPS.value
    if not is_page and result.verdict is not GatewayVerdict.RESTRICTED:
        return result
    login = request_by_https(gateway, context, HttpRequest("GET", _LOGIN, _HEADERS), classify_login_page)
    return login if login.verdict is GatewayVerdict.ANSWERS else result


def classify_front_page(reply: HttpReply) -> str:
    """The kind of a front page that leads to the login, or empty."""
    path = reply.redirect_target.partition("?")[0]
    return "login" if path == _LOGIN or _BY_SCRIPT in reply.body else classify_login_page(reply)


def classify_login_page(reply: HttpReply) -> str:
    """The same by marks that our own request does not hold, since error pages repeat it."""
    to_language = reply.redirect_target.startswith(f"{_LOGIN}?lang=")
    marked = reply.sets_cookie(*_COOKIES) or any(mark in reply.body for mark in _PAGE)
    return "login" if to_language or marked else ""

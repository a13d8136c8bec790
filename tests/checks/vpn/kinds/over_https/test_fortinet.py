"""FortiGate's SSL VPN in the shapes that its versions and settings give it."""

import pytest

from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.kinds.over_https.test_web_gateways import probe_served
from tests.checks.vpn.kinds.web_servers import BY_SCRIPT, EMPTY_COOKIES, LOGIN_PAGE, Answer, Served, chunked, http
from tests.net.certificates import Authority

FORBIDDEN = http("403 Forbidden", b"<html>no web mode here</html>")
SHAPES: dict[str, dict[str, bytes]] = {
    "a redirect, FortiOS 5 to 7.2": {"/": http("302 Found", b"", "Location: /remote/login")},
    "a redirect to a realm": {"/": http("302 Found", b"", "Location: /remote/login?realm=office&lang=en")},
    "a script, FortiOS 7.4": {"/": http("200 OK", BY_SCRIPT)},
    "a script in pieces": {"/": chunked("200 OK", BY_SCRIPT)},
    "the login page at once": {"/": http("200 OK", LOGIN_PAGE)},
    "empty cookies on the login page": {"/remote/login": http("200 OK", b"x", *EMPTY_COOKIES)},
    "web mode off": {"/": FORBIDDEN, "/remote/login": http("403 Forbidden", b"no", EMPTY_COOKIES[1])},
    "a choice of language": {"/remote/login": http("303 See Other", b"", "Location: /remote/login?lang=en")},
    "sign-in by SAML": {"/remote/login": http("200 OK", b'<script>window.location="/remote/saml/start"</script>')},
}


def serving(pages: dict[str, bytes]) -> Answer:
    return lambda request: pages.get(request.path, FORBIDDEN)


@pytest.mark.parametrize("shape", SHAPES)
def test_it_answers_as_itself(shape: str, authority: Authority) -> None:
    result = probe_served("fortinet", authority, Served(serving(SHAPES[shape])))
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "login")


def test_the_second_page_is_asked_for_only_where_the_first_does_not_tell(authority: Authority) -> None:
    served = Served(serving(SHAPES["a script, FortiOS 7.4"]))
    probe_served("fortinet", authority, served)
    assert [request.path for request in served.requests] == ["/"]
    served = Served(serving(SHAPES["web mode off"]))
    probe_served("fortinet", authority, served)
    assert [request.path for request in served.requests] == ["/", "/remote/login"]


def test_the_administration_of_the_same_box_is_no_ssl_vpn(authority: Authority) -> None:
    page = b'<html><script>if (window!=top) top.location=window.location;top.location="/login";</script></html>'
    served = Served(lambda _: http("200 OK", page, "Server: xxxxxxxx-xxxxx"))
    assert probe_served("fortinet", authority, served).verdict is GatewayVerdict.OTHER

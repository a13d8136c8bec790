"""BIG-IP APM: the session that it begins for every stranger is ended again."""

import pytest

from checker.checks.vpn.kinds.over_https.f5 import logout_request
from checker.checks.vpn.kinds.over_https.http_reply import parse_http_reply
from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.kinds.over_https.test_web_gateways import probe_served
from tests.checks.vpn.kinds.web_servers import F5_SESSION, Served, f5, http
from tests.net.certificates import Authority


def test_the_session_is_ended(authority: Authority) -> None:
    served = Served(f5)
    result = probe_served("f5", authority, served)
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "policy")
    first, last = served.requests
    assert (first.path, "cookie" in first.headers) == ("/", False)
    assert (last.path, last.headers["cookie"]) == ("/vdesk/hangup.php3?hangup_error=1", f"MRHSession={F5_SESSION}")


def test_one_whose_policy_turns_us_away(authority: Authority) -> None:
    served = Served(lambda _: http("302 Found", b"", "Location: /my.logout.php3?errorcode=20"))
    assert probe_served("f5", authority, served).verdict is GatewayVerdict.ANSWERS
    assert len(served.requests) == 1


@pytest.mark.parametrize("cookie", ["MRHSession=a b;", "MRHSession=deleted", "MRHSession=;", "x=1; MRHSession=a;", ""])
def test_a_cookie_that_is_no_session_is_not_sent_back(cookie: str) -> None:
    reply = parse_http_reply(http("302 Found", b"", f"Set-Cookie: {cookie}"))
    assert reply is not None
    assert logout_request(reply) is None

"""Juniper's way to its sign-in: only on the very server that was asked."""

import pytest

from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.kinds.over_https.test_web_gateways import probe_served
from tests.checks.vpn.kinds.web_servers import Served, http
from tests.net.certificates import Authority

VERDICTS = {
    "/dana-na/auth/url_default/welcome.cgi": GatewayVerdict.ANSWERS,
    "/dana-na/auth/url_7/welcome.cgi": GatewayVerdict.ANSWERS,
    "https://127.0.0.1/dana-na/auth/url_default/welcome.cgi": GatewayVerdict.ANSWERS,
    "https://vpn.andere.example/dana-na/auth/url_default/welcome.cgi": GatewayVerdict.RESTRICTED,
    "//vpn.andere.example/dana-na/": GatewayVerdict.RESTRICTED,
    "/login?next=/dana-na/": GatewayVerdict.OTHER,
    "/dana-natural": GatewayVerdict.OTHER,
    "dana-na/": GatewayVerdict.OTHER,
    "": GatewayVerdict.OTHER,
}


@pytest.mark.parametrize("where", VERDICTS)
def test_where_it_leads(where: str, authority: Authority) -> None:
    served = Served(lambda _: http("302 Found", b"", f"Location: {where}"))
    assert probe_served("juniper", authority, served).verdict is VERDICTS[where]

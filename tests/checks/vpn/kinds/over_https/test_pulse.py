"""Pulse and Ivanti by IF-T/TLS, and boxes that only speak the old way."""

import pytest

from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.kinds.over_https.test_web_gateways import probe_served
from tests.checks.vpn.kinds.web_servers import Served, http, ivanti
from tests.net.certificates import Authority

YES = {
    "with its name": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: IF-T/TLS 1.0\r\n\r\n",
    "without": b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
    "and a packet at once": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: if-t/tls 1.0\r\n\r\n\0\0\x55\x97",
}


@pytest.mark.parametrize("case", YES)
def test_a_yes_is_an_answer(case: str, authority: Authority) -> None:
    result = probe_served("pulse", authority, Served(lambda _: YES[case]))
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "if-t")


def test_one_box_speaks_both_ways(authority: Authority) -> None:
    served = Served(ivanti)
    assert probe_served("pulse", authority, served).verdict is GatewayVerdict.ANSWERS
    assert probe_served("juniper", authority, served).verdict is GatewayVerdict.ANSWERS
    pulse, juniper = served.requests
    assert (pulse.headers["upgrade"], pulse.headers["content-type"]) == ("IF-T/TLS 1.0", "EAP")
    assert juniper.headers["ncp-version"] == "3"


def test_a_box_that_only_speaks_the_old_way_is_not_called_pulse(authority: Authority) -> None:
    served = Served(lambda _: http("302 Found", b"", "Location: /dana-na/auth/url_default/welcome.cgi"))
    assert probe_served("pulse", authority, served).verdict is GatewayVerdict.OTHER
    assert probe_served("juniper", authority, served).verdict is GatewayVerdict.ANSWERS

"""RD Gateway against Windows' HTTP service as it is documented, and servers that ask everybody for a password."""

import pytest

from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.kinds.over_https.test_web_gateways import probe_served
from tests.checks.vpn.kinds.web_servers import Request, Served, http, rdgateway
from tests.net.certificates import Authority

OFFERS = {
    "two lines": ("WWW-Authenticate: Negotiate", "WWW-Authenticate: NTLM"),
    "one line": ("WWW-Authenticate: NTLM, Basic realm=x",),
    "small letters": ("www-authenticate: negotiate",),
}


@pytest.mark.parametrize("offer", OFFERS)
def test_it_answers_as_itself(offer: str, authority: Authority) -> None:
    def serve(request: Request) -> bytes:
        there = request.path == "/remoteDesktopGateway/"
        return http("401 Unauthorized", b"", *OFFERS[offer]) if there else http("404 Not Found")

    result = probe_served("rdgateway", authority, Served(serve))
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "sign-in")


def test_each_question_has_a_number_of_its_own(authority: Authority) -> None:
    served = Served(rdgateway)
    probe_served("rdgateway", authority, served)
    probe_served("rdgateway", authority, served)
    numbers = [request.headers["rdg-connection-id"] for request in served.requests]
    assert len(set(numbers)) == len(numbers) == 4
    assert all(len(number) == 38 and number[0] + number[-1] == "{}" for number in numbers)


def test_a_server_that_asks_for_a_windows_password_everywhere_cannot_be_told_from_one(authority: Authority) -> None:
    served = Served(lambda _: http("401 Unauthorized", b"", "WWW-Authenticate: Negotiate"))
    result = probe_served("rdgateway", authority, served)
    assert (result.verdict, result.facts["gateway.restriction"]) == (GatewayVerdict.RESTRICTED, "sign-in")


def test_a_password_of_another_sort_is_no_rd_gateway(authority: Authority) -> None:
    served = Served(lambda _: http("401 Unauthorized", b"", 'WWW-Authenticate: Basic realm="NTLM"'))
    assert probe_served("rdgateway", authority, served).verdict is GatewayVerdict.RESTRICTED

"""GlobalProtect's portal and gateways, and a firewall that has only the other part."""

import pytest

from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.kinds.over_https.test_web_gateways import probe_served
from tests.checks.vpn.kinds.web_servers import Served, chunked, globalprotect, http, prelogin
from tests.net.certificates import Authority

PATHS = {"portal": "/global-protect/prelogin.esp", "gateway": "/ssl-vpn/prelogin.esp"}


@pytest.mark.parametrize("part", PATHS)
def test_each_part_is_asked_at_its_own_address(part: str, authority: Authority) -> None:
    served = Served(globalprotect)
    result = probe_served("globalprotect", authority, served, part=part)
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "prelogin")
    [request] = served.requests
    assert (request.verb, request.path) == ("POST", f"{PATHS[part]}?tmp=tmp&clientVer=4100&clientos=Linux")
    assert request.headers["user-agent"] == "PAN GlobalProtect"


def test_one_that_wants_the_pcs_certificate_answers_too(authority: Authority) -> None:
    body = prelogin("portal", "Error", "Valid client certificate is required")
    result = probe_served("globalprotect", authority, Served(lambda _: http("200 OK", body)))
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "prelogin-error")


def test_an_answer_in_pieces(authority: Authority) -> None:
    result = probe_served("globalprotect", authority, Served(lambda _: chunked("200 OK", prelogin("portal"))))
    assert result.verdict is GatewayVerdict.ANSWERS


@pytest.mark.parametrize("part", PATHS)
def test_a_part_that_is_not_there_does_not_pass(part: str, authority: Authority) -> None:
    body = prelogin(part, "Error", f"GlobalProtect {part} does not exist")
    result = probe_served("globalprotect", authority, Served(lambda _: http("200 OK", body)), part=part)
    assert (result.verdict, result.facts["gateway.other"]) == (GatewayVerdict.OTHER, "https")

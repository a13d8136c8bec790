"""AnyConnect: ocserv as recorded, and an ASA as its clients know it. The real ocserv stands in the lab."""

import pytest

from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.kinds.over_https.test_web_gateways import probe_served
from tests.checks.vpn.kinds.web_servers import OCSERV, Served, chunked, http
from tests.net.certificates import Authority

ASA = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<config-auth client="vpn" type="auth-request">\n'
    b'<opaque is-for="sg"><tunnel-group>Muster</tunnel-group><config-hash>1</config-hash></opaque></config-auth>'
)
ANSWERS = {
    "ocserv": (OCSERV, "config-auth"),
    "ASA": (http("200 OK", ASA, "Content-Type: text/xml; charset=utf-8", "X-Aggregate-Auth: 1"), "config-auth"),
    "ASA in pieces": (chunked("200 OK", ASA), "config-auth"),
    "wants a certificate": (
        http("200 OK", b'<config-auth client="vpn"><client-cert-request/></config-auth>'),
        "config-auth",
    ),
    "with a mark of UTF-8 and a comment": (http("200 OK", b"\xef\xbb\xbf<!-- x -->\n<config-auth/>"), "config-auth"),
    "an interim answer first": (b"HTTP/1.1 100 Continue\r\n\r\n" + OCSERV, "config-auth"),
    "ASA by web pages": (http("302 Moved", b"", "Location: /+webvpn+/index.html"), "web-form"),
    "ASA's portal": (http("302 Moved", b"", "Location: /+CSCOE+/logon.html"), "web-form"),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_it_answers_as_itself(case: str, authority: Authority) -> None:
    raw, word = ANSWERS[case]
    result = probe_served("anyconnect", authority, Served(lambda _: raw))
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, word)


NO = {
    "another root": http("200 OK", b"<config-authority/>"),
    "inside another root": http("200 OK", b"<html><config-auth></html>"),
    "with an error": http("404 Not Found", b"<config-auth/>"),
    "SOAP": http("200 OK", b'<?xml version="1.0"?><Envelope><config-auth/></Envelope>'),
}


@pytest.mark.parametrize("case", NO)
def test_other_xml_does_not_pass(case: str, authority: Authority) -> None:
    assert probe_served("anyconnect", authority, Served(lambda _: NO[case])).verdict is GatewayVerdict.OTHER


def test_what_is_said_names_nobody(authority: Authority) -> None:
    served = Served(lambda _: OCSERV)
    probe_served("anyconnect", authority, served)
    [request] = served.requests
    assert (request.verb, request.path) == ("POST", "/")
    assert request.body.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<config-auth client="vpn" type="init">')
    assert b"username" not in request.body

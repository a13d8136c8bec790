"""Every HTTPS gateway against a server of its kind, of every other kind, and against what only looks like one."""

import socket
import ssl

import pytest

from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.kinds.web_servers import GATEWAYS, NOT_FOUND, Answer, Request, Served, http
from tests.net.certificates import Authority
from tests.net.servers import listening, tls


def probe_served(kind: str, authority: Authority, served: Served, **more: object) -> GatewayResult:
    with tls(authority.leaf(), served) as port:
        return probe_kind(kind, port, ca=authority.path.read_text(), **more)


@pytest.mark.parametrize("kind", GATEWAYS)
def test_a_gateway_of_its_kind_answers_as_itself(kind: str, authority: Authority) -> None:
    result = probe_served(kind, authority, Served(GATEWAYS[kind]))
    assert result.verdict is GatewayVerdict.ANSWERS
    assert result.facts["certificate.trust"] == "trusted"
    assert 0 < result.facts["gateway.tls"] < 5000 and 0 < result.facts["gateway.rtt"] < 5000, "milliseconds"


PAIRS = [(kind, other) for kind in GATEWAYS for other in GATEWAYS if GATEWAYS[kind] is not GATEWAYS[other]]


@pytest.mark.parametrize(("kind", "other"), PAIRS)
def test_a_gateway_of_another_kind_does_not_pass(kind: str, other: str, authority: Authority) -> None:
    result = probe_served(kind, authority, Served(GATEWAYS[other]))
    assert (result.verdict, result.facts["gateway.other"]) == (GatewayVerdict.OTHER, "http")


def elsewhere(request: Request) -> bytes:
    return http("302 Found", b"", f"Location: https://www.example.org{request.path}")


def slash(request: Request) -> bytes:
    return http("301 Moved Permanently", b"", f"Location: https://{request.headers['host']}{request.path}/")


def sign_in(request: Request) -> bytes:
    return http("302 Found", b"", f"Location: /login?next=/dana-na/&then=/my.policy&from={request.path}")


def echoes(request: Request) -> bytes:
    page = f"<p>{request.verb} {request.path} {request.headers} {request.body!r} was not found</p>"
    return http("404 Not Found", page.encode(), "Content-Type: text/html")


def upgrades(request: Request) -> bytes:
    return b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"


LOOK_ALIKES: dict[str, Answer] = {
    "a page for everything": lambda _: http(
        "200 OK", b"<html>config-auth prelogin-response /dana-na/ /my.policy</html>"
    ),
    "nothing found": lambda _: NOT_FOUND,
    "a redirect to elsewhere": elsewhere,
    "a redirect to the same with a slash": slash,
    "a redirect to its own sign-in": sign_in,
    "a page that repeats the question": echoes,
    "a web socket": upgrades,
    "a redirect to nonsense": lambda _: http("302 Found", b"", "Location: https://[dana-na/my.policy"),
    "a redirect to nowhere": lambda _: http("302 Found"),
    "a redirect to another host's gateway": lambda _: http("302 Found", b"", "Location: //x.example/dana-na/auth/"),
    "a password for everything": lambda _: http("401 Unauthorized", b"", 'WWW-Authenticate: Basic realm="Negotiate?"'),
    "an empty page": lambda _: http("200 OK"),
    "HTTP/1.0 that ends by hanging up": lambda _: b"HTTP/1.0 200 OK\r\n\r\n<html></html>",
}


@pytest.mark.parametrize("kind", GATEWAYS)
@pytest.mark.parametrize("case", LOOK_ALIKES)
def test_what_only_looks_like_one_does_not_pass(kind: str, case: str, authority: Authority) -> None:
    result = probe_served(kind, authority, Served(LOOK_ALIKES[case]), seconds=5)
    assert (result.verdict, result.facts.get("gateway.other")) == (GatewayVerdict.OTHER, "http")


@pytest.mark.parametrize("kind", GATEWAYS)
def test_an_error_behind_trusted_tls_is_a_server_that_is_down(kind: str, authority: Authority) -> None:
    error = Served(lambda _: http("500 Internal Server Error", b"<config-auth>"))
    assert probe_served(kind, authority, error, seconds=5).verdict is GatewayVerdict.SERVER_DOWN


@pytest.mark.parametrize("kind", GATEWAYS)
def test_a_bad_certificate_ends_it_before_a_word_is_said(kind: str, authority: Authority) -> None:
    served = Served(GATEWAYS[kind])
    with tls(authority.leaf(self_signed=True), served) as port:
        result = probe_kind(kind, port, ca=authority.path.read_text())
    assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.CERTIFICATE, "self-signed")
    assert served.requests == []


@pytest.mark.parametrize("kind", GATEWAYS)
def test_nothing_of_the_employee_is_asked_or_told(kind: str, authority: Authority) -> None:
    served = Served(GATEWAYS[kind])
    probe_served(kind, authority, served)
    for request in served.requests:
        assert {"authorization", "referer"}.isdisjoint(request.headers)
        assert "cookie" not in request.headers or kind == "f5"
        assert b"password" not in request.body.lower()


@pytest.mark.parametrize("kind", GATEWAYS)
def test_the_name_of_the_certificate_is_the_one_that_is_asked_for(kind: str, authority: Authority) -> None:
    served = Served(GATEWAYS[kind])
    with tls(authority.leaf(names=("vpn.muster.example",)), served) as port:
        result = probe_kind(kind, port, ca=authority.path.read_text(), server_name="vpn.muster.example")
    assert result.verdict is GatewayVerdict.ANSWERS
    assert {request.headers["host"] for request in served.requests} == {f"vpn.muster.example:{port}"}


@pytest.mark.parametrize("kind", GATEWAYS)
def test_one_that_wants_a_certificate_of_ours_cannot_be_told(kind: str, authority: Authority) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(authority.leaf())
    context.verify_mode = ssl.CERT_REQUIRED

    def serve(sock: socket.socket) -> None:
        with context.wrap_socket(sock, server_side=True) as safe:
            safe.recv(100)

    with listening(serve) as port:
        result = probe_kind(kind, port, ca=authority.path.read_text())
    assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.CANNOT_TELL, "trusted")

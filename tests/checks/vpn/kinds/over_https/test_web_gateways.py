"""Every HTTPS gateway against a server of its kind, of every other kind, and against what only looks like one."""

import dataclasses
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
    assert (result.verdict, result.facts["gateway.other"]) == (GatewayVerdict.OTHER, "https")


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
    "a redirect to the same with a slash": slash,
    "a redirect to its own sign-in": sign_in,
    "a page that repeats the question": echoes,
    "a web socket": upgrades,
    "a redirect to nonsense": lambda _: http("302 Found", b"", "Location: https://[dana-na/my.policy"),
    "a redirect to nowhere": lambda _: http("302 Found"),
    "an empty page": lambda _: http("200 OK"),
    "HTTP/1.0 that ends by hanging up": lambda _: b"HTTP/1.0 200 OK\r\n\r\n<html></html>",
}


@pytest.mark.parametrize("kind", GATEWAYS)
@pytest.mark.parametrize("case", LOOK_ALIKES)
def test_what_only_looks_like_one_does_not_pass(kind: str, case: str, authority: Authority) -> None:
    result = probe_served(kind, authority, Served(LOOK_ALIKES[case]), seconds=5)
    assert (result.verdict, result.facts.get("gateway.other")) == (GatewayVerdict.OTHER, "https")


SHOWN_TO_NOBODY: dict[str, tuple[Answer, str]] = {
    "a redirect to elsewhere": (elsewhere, "redirect"),
    "a redirect to another host's gateway": (
        lambda _: http("302 Found", b"", "Location: //x.example/dana-na/auth/"),
        "redirect",
    ),
    "a redirect to another port": (
        lambda request: http("307 Temporary Redirect", b"", "Location: https://127.0.0.1:8443/"),
        "redirect",
    ),
    "a redirect to itself without TLS": (
        lambda request: http("301 Moved", b"", f"Location: http://{request.headers['host']}/"),
        "redirect",
    ),
    "a password for everything": (
        lambda _: http("401 Unauthorized", b"", 'WWW-Authenticate: Basic realm="Negotiate?"'),
        "sign-in",
    ),
    "a page of its own for strangers": (lambda _: http("403 Forbidden", b"<html>Kein Zutritt</html>"), "forbidden"),
    "another name": (lambda _: http("421 Misdirected Request"), "server-name"),
    "nginx without a certificate": (lambda _: http("496 SSL Certificate Required"), "client-certificate"),
}


@pytest.mark.parametrize("kind", GATEWAYS)
@pytest.mark.parametrize("case", SHOWN_TO_NOBODY)
def test_what_shows_itself_to_no_stranger_cannot_be_told(kind: str, case: str, authority: Authority) -> None:
    answer, restriction = SHOWN_TO_NOBODY[case]
    result = probe_served(kind, authority, Served(answer), seconds=5)
    assert (result.verdict, result.facts["gateway.restriction"]) == (GatewayVerdict.RESTRICTED, restriction)
    assert result.facts["certificate.trust"] == "trusted"


@pytest.mark.parametrize("kind", [kind for kind in GATEWAYS if kind != "rdgateway"])
def test_a_redirect_on_the_same_server_is_followed_once(kind: str, authority: Authority) -> None:
    """To another beginning of the same, as load balancers and realms do; the server answers there as its kind."""

    def moved(request: Request) -> bytes:
        if request.path.startswith("/realm"):
            return GATEWAYS[kind](
                dataclasses.replace(request, verb=FIRST_REQUESTS[kind][0], path=FIRST_REQUESTS[kind][1], body=XML)
            )
        return http("302 Found", b"", f"Location: https://{request.headers['host']}/realm/x%20y?z=1")

    served = Served(moved)
    result = probe_served(kind, authority, served)
    assert result.verdict is GatewayVerdict.ANSWERS
    assert [request.path for request in served.requests][:2][-1] == "/realm/x%20y?z=1"


XML = b"<config-auth"
FIRST_REQUESTS = {
    "anyconnect": ("POST", "/"),
    "fortinet": ("GET", "/"),
    "globalprotect": ("POST", "/global-protect/prelogin.esp?tmp=tmp&clientVer=4100&clientos=Linux"),
    "juniper": ("GET", "/"),
    "pulse": ("GET", "/"),
    "f5": ("GET", "/"),
}
"""What each kind's server answers to."""


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


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
@pytest.mark.parametrize("kind", GATEWAYS)
def test_one_that_wants_a_certificate_of_ours_cannot_be_told(
    kind: str, version: ssl.TLSVersion, authority: Authority
) -> None:
    context = certificate_context(authority, ssl.CERT_REQUIRED)
    context.minimum_version = context.maximum_version = version

    def serve(sock: socket.socket) -> None:
        with context.wrap_socket(sock, server_side=True) as safe:
            safe.recv(100)

    with listening(serve) as port:
        result = probe_kind(kind, port, ca=authority.path.read_text())
    assert (result.verdict, result.facts["gateway.restriction"]) == (GatewayVerdict.RESTRICTED, "client-certificate")


def certificate_context(authority: Authority, mode: ssl.VerifyMode) -> ssl.SSLContext:
    """A server's, which asks for a certificate of ours."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority.leaf())
    context.load_verify_locations(authority.path)
    context.verify_mode = mode
    return context


PAGES = {
    "nginx": b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n<html>No required SSL certificate was sent</html>",
    "a page of its own": b"HTTP/1.1 400 Oha\r\nConnection: close\r\n\r\n<html>Bitte wenden Sie sich an die IT</html>",
    "a friendly page": b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<html>Bitte Zertifikat einrichten</html>",
    "not found": b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
    "a word about it elsewhere": b"HTTP/1.1 302 Found\r\nLocation: https://hilfe.example/\r\nContent-Length: 0\r\n\r\n",
    "nothing": b"",
}


@pytest.mark.parametrize("page", PAGES)
def test_whatever_it_says_to_those_without_a_certificate(page: str, authority: Authority) -> None:
    context = certificate_context(authority, ssl.CERT_OPTIONAL)

    def serve(sock: socket.socket) -> None:
        with context.wrap_socket(sock, server_side=True) as safe:
            safe.recv(4096)
            safe.sendall(PAGES[page])
            safe.unwrap()

    with listening(serve) as port:
        result = probe_kind("anyconnect", port, ca=authority.path.read_text())
    assert (result.verdict, result.facts["gateway.restriction"]) == (GatewayVerdict.RESTRICTED, "client-certificate")
    assert result.facts["certificate.trust"] == "trusted"

"""SoftEther against greetings as its source writes them; tests/lab has the real server."""

import datetime
import struct

import pytest

from checker.checks.vpn.kinds.over_https.softether import has_greeting
from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.kinds.web_servers import Served, http
from tests.net.certificates import Authority
from tests.net.servers import tls

DAY = datetime.timedelta(days=1)


def element(name: bytes, kind: int, *values: bytes) -> bytes:
    return struct.pack(">I", len(name) + 1) + name + struct.pack(">II", kind, len(values)) + b"".join(values)


def pack(*elements: bytes) -> bytes:
    return struct.pack(">I", len(elements)) + b"".join(elements)


def sized(raw: bytes) -> bytes:
    return struct.pack(">I", len(raw)) + raw


RANDOM = element(b"random", 1, sized(bytes(20)))
VERSION = element(b"version", 0, struct.pack(">I", 501))
LONG = element(b"number", 4, struct.pack(">Q", 1))
HELLO = element(b"hello", 2, sized(b"SoftEther VPN Server"))
GREETINGS = {
    "first": pack(HELLO, VERSION),
    "last": pack(RANDOM, VERSION, LONG, HELLO),
    "cut off behind it": pack(RANDOM, HELLO)[:-4],
}
FOREIGN = {
    "another element": pack(RANDOM, VERSION),
    "an error": pack(element(b"error", 0, struct.pack(">I", 1))),
    "none at all": b"",
    "a page": b"<html>hello</html>",
    "cut off before it": pack(RANDOM, HELLO)[:20],
    "its name as a value": pack(element(b"x", 2, sized(b"hello"))),
    "endless": struct.pack(">II", 2**32 - 1, 2**32 - 1),
    "an unknown type": pack(element(b"x", 9, sized(b"y")), HELLO),
}


@pytest.mark.parametrize("case", GREETINGS)
def test_it_greets(authority: Authority, case: str) -> None:
    server = Served(lambda _request: http("200 OK", GREETINGS[case], "Content-Type: application/octet-stream"))
    with tls(authority.leaf(), server) as port:
        result = probe_kind("softether", port, ca=authority.path.read_text())
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "hello")
    assert (server.requests[0].verb, server.requests[0].path, server.requests[0].body) == (
        "POST",
        "/vpnsvc/connect.cgi",
        b"VPNCONNECT",
    )


@pytest.mark.parametrize("case", FOREIGN)
def test_what_does_not_greet_is_another(authority: Authority, case: str) -> None:
    assert not has_greeting(FOREIGN[case])
    with tls(authority.leaf(), Served(lambda _request: http("200 OK", FOREIGN[case]))) as port:
        result = probe_kind("softether", port, ca=authority.path.read_text())
    assert (result.verdict, result.facts["gateway.other"]) == (GatewayVerdict.OTHER, "https")


BAD = {
    "its own": {"self_signed": True},
    "its own for another name": {"self_signed": True, "names": ("anything",)},
    "of a stranger": {},
    "expired": {"begins": -9 * DAY, "ends": -DAY},
}


@pytest.mark.parametrize("case", BAD)
def test_its_client_takes_any_certificate_unless_the_profile_asks_for_more(case: str, authority: Authority) -> None:
    served = Served(lambda _: http("200 OK", GREETINGS["first"]))
    with tls(authority.leaf(**BAD[case]), served) as port:
        result = probe_kind("softether", port)
        assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "hello")
        assert result.facts["certificate.trust"] not in ("trusted", "dates-valid")
        for more in ({"fingerprint": "ab" * 32}, {"issuer": "D-TRUST"}):
            assert probe_kind("softether", port, **more).verdict is GatewayVerdict.CERTIFICATE
        assert probe_kind("anyconnect", port).verdict is GatewayVerdict.CERTIFICATE

"""SIP's OPTIONS by UDP, TCP and TLS, whatever the server says to it. The real Kamailio stands in the lab."""

import re

import pytest

from checker.checks.vpn.kinds.telephony.sip_message import SipOptionsRequest
from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.loopback_services import ssh_banner, udp_service
from tests.net.certificates import Authority
from tests.net.servers import listening, tls

STATUS = {
    "100 Trying": "1xx",
    "200 OK": "2xx",
    "302 Moved": "3xx",
    "401 Unauthorized": "4xx",
    "403 Forbidden": "4xx",
    "404 Not Found": "4xx",
    "503 Busy": "5xx",
    "603 Decline": "6xx",
}
REQUEST = SipOptionsRequest("pbx.muster.example", 5060, "udp", "call0", "z9hG4bKone", "tag0")


def reply(raw: bytes, status: str = "200 OK", swap: tuple[bytes, bytes] = (b"", b"")) -> bytes:
    """As a stateless server answers: the request's own headers come back (RFC 3261, 8.2.6.2)."""
    headers = [line for line in raw.split(b"\r\n") if re.match(rb"(Via|From|To|Call-ID|CSeq):", line)]
    head = b"\r\n".join([f"SIP/2.0 {status}".encode(), *headers, b"Content-Length: 0"]) + b"\r\n\r\n"
    return head.replace(*swap) if swap[0] else head


@pytest.mark.parametrize("status", STATUS)
def test_any_status_is_an_answer(status: str) -> None:
    with udp_service(lambda raw: [reply(raw, status)]) as port:
        result = probe_kind("sip", port)
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, STATUS[status])


def test_by_tcp() -> None:
    with listening(lambda sock: sock.sendall(b"\r\n\r\n" + reply(sock.recv(4096)))) as port:
        assert probe_kind("sip", port, transport="tcp").verdict is GatewayVerdict.ANSWERS
    with listening(ssh_banner) as port:
        result = probe_kind("sip", port, transport="tcp")
    assert (result.verdict, result.facts["gateway.other"]) == (GatewayVerdict.OTHER, "ssh")


def test_by_tls_the_certificate_is_judged_first(authority: Authority) -> None:
    received: list[bytes] = []

    def serve(sock) -> None:
        received.append(sock.recv(4096))
        sock.sendall(reply(received[-1]))

    with tls(authority.leaf(), serve) as port:
        result = probe_kind("sip", port, transport="tls", ca=authority.path.read_text())
        assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.ANSWERS, "trusted")
        assert received[0].startswith(b"OPTIONS sips:127.0.0.1:")
        result = probe_kind("sip", port, transport="tls")
    assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.CERTIFICATE, "unknown-issuer")
    assert len([raw for raw in received if raw]) == 1


NOT_OURS = {
    "another call": (b"Call-ID: ", b"Call-ID: x"),
    "another branch": (b"branch=z9hG4bK", b"branch=z9hG4bKx"),
    "no way back": (b"Via: ", b"Vie: "),
    "another version": (b"SIP/2.0 200", b"SIP/3.0 200"),
    "no number": (b"SIP/2.0 200", b"SIP/2.0 2OO"),
    "no end": (b"\r\n\r\n", b"\r\n"),
}


@pytest.mark.parametrize("case", NOT_OURS)
def test_what_is_no_answer_to_us(case: str) -> None:
    assert REQUEST.parse_status(reply(REQUEST.encode())) == 200
    assert REQUEST.parse_status(reply(REQUEST.encode(), swap=NOT_OURS[case])) == 0


def test_short_names_and_further_hops() -> None:
    raw = reply(REQUEST.encode()).replace(b"Call-ID:", b"i :").replace(b"Via:", b"v:")
    assert REQUEST.parse_status(raw) == 200
    assert (
        REQUEST.parse_status(raw.replace(b";rport", b";received=192.0.2.1;rport=4, SIP/2.0/UDP x;branch=z9hG4bKtwo"))
        == 200
    )
    assert REQUEST.parse_status(raw.replace(b"branch=z9hG4bKone", b"x, SIP/2.0/UDP y;branch=z9hG4bKone")) == 0


def test_our_own_request_is_no_answer() -> None:
    assert REQUEST.parse_status(REQUEST.encode()) == 0


def test_no_name_and_no_address_of_ours_is_told() -> None:
    received: list[bytes] = []
    with udp_service(lambda raw: received.append(raw) or [reply(raw)]) as port:
        probe_kind("sip", port)
    [raw] = received
    headers = dict(line.split(b": ") for line in raw.strip().split(b"\r\n")[1:])
    assert re.fullmatch(rb"SIP/2\.0/UDP homeoffice-check\.invalid;branch=z9hG4bK\w{24};rport", headers[b"Via"])
    assert re.fullmatch(rb"<sip:check@homeoffice-check\.invalid>;tag=\w{16}", headers[b"From"])
    assert raw.endswith(b"Content-Length: 0\r\n\r\n")

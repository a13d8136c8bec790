"""Gateways behind TLS: their certificates judged, and whatever else sits on the port."""

import contextlib
import datetime
import hashlib
import socket
import ssl
import time

import pytest

from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.loopback_services import closed_port, hang_up, never_answer, ssh_banner
from tests.net.certificates import Authority
from tests.net.servers import listening, tls

DAY = datetime.timedelta(days=1)
BAD = {
    "expired": ({"begins": -9 * DAY, "ends": -DAY}, "expired", 10),
    "not yet valid": ({"begins": 2 * DAY}, "not-yet-valid", 9),
    "wrong name": ({"names": ("vpn.andere.example",)}, "wrong-name", 64),
    "self-signed": ({"self_signed": True}, "self-signed", 18),
}


def ca(authority: Authority) -> str:
    return authority.path.read_text()


def test_a_certificate_of_the_companys_authority_is_right_when_the_profile_names_it(authority: Authority) -> None:
    with tls(authority.leaf()) as port:
        result = probe_kind("https", port, ca=ca(authority))
    assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.ANSWERS, "trusted")
    assert 9 < result.facts["certificate.days-left"] <= 10
    assert 0 <= result.facts["gateway.tcp"] < result.facts["gateway.tls"] < 5000, "milliseconds"


def test_without_it_the_issuer_is_unknown(authority: Authority) -> None:
    with tls(authority.leaf()) as port:
        result = probe_kind("https", port)
    assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.CERTIFICATE, "unknown-issuer")
    assert result.facts["certificate.verify-code"] == 20


def test_authorities_of_profile_and_program_are_both_believed(authority: Authority, sample) -> None:
    with tls(authority.leaf()) as port:
        assert probe_kind("https", port, extra_ca=str(authority.path)).verdict is GatewayVerdict.ANSWERS
        assert probe_kind("https", port, ca=sample.pem, extra_ca=str(authority.path)).verdict is GatewayVerdict.ANSWERS


@pytest.mark.parametrize("case", BAD)
def test_bad_certificates_are_named(authority: Authority, case) -> None:
    made, trust, code = BAD[case]
    with tls(authority.leaf(**made)) as port:
        result = probe_kind("https", port, ca=ca(authority))
    assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.CERTIFICATE, trust)
    assert result.facts["certificate.verify-code"] == code
    assert "certificate.days-left" in result.facts


def test_the_name_of_the_certificate_may_differ_from_the_host(authority: Authority) -> None:
    with tls(authority.leaf(names=("vpn.muster.example",))) as port:
        assert (
            probe_kind("https", port, ca=ca(authority), server_name="vpn.muster.example").verdict
            is GatewayVerdict.ANSWERS
        )


def _print(leaf) -> str:
    pem = leaf.read_text()
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem[pem.index("-----BEGIN CERT") :])).hexdigest()


def test_a_pinned_certificate_needs_no_authority_but_must_be_in_date(authority: Authority) -> None:
    leaf = authority.leaf(self_signed=True)
    old = authority.leaf(self_signed=True, begins=-9 * DAY, ends=-DAY)
    with tls(leaf) as port:
        result = probe_kind("https", port, fingerprint=_print(leaf))
        assert (result.verdict, result.facts["certificate.as-expected"]) == (GatewayVerdict.ANSWERS, True)
        result = probe_kind("https", port, fingerprint=_print(old), ca=ca(authority))
        assert (result.verdict, result.facts["certificate.as-expected"]) == (GatewayVerdict.CERTIFICATE, False)
    with tls(old) as port:
        result = probe_kind("https", port, fingerprint=_print(old))
        assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.CERTIFICATE, "expired")


def test_another_issuer_than_expected_is_told(authority: Authority) -> None:
    with tls(authority.leaf()) as port:
        assert probe_kind("https", port, ca=ca(authority), issuer="test ca").verdict is GatewayVerdict.ANSWERS
        result = probe_kind("https", port, ca=ca(authority), issuer="D-TRUST")
    assert (result.verdict, result.facts["certificate.as-expected"]) == (GatewayVerdict.CERTIFICATE, False)


def test_what_is_no_tls_is_another_service() -> None:
    with listening(ssh_banner) as port:
        result = probe_kind("https", port)
    assert (result.verdict, result.facts["gateway.other"]) == (GatewayVerdict.OTHER, "ssh")


def test_plain_http_is_named() -> None:
    def answer(sock) -> None:
        sock.recv(4096)
        sock.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")

    with listening(answer) as port:
        result = probe_kind("https", port)
    assert (result.verdict, result.facts["gateway.other"]) == (GatewayVerdict.OTHER, "http")


def test_one_that_hangs_up_and_one_that_stalls() -> None:
    with listening(hang_up) as port:
        assert probe_kind("https", port).verdict is GatewayVerdict.HANGS_UP
    with listening(never_answer) as port:
        result = probe_kind("https", port)
    assert result.verdict is GatewayVerdict.STALLS
    assert result.facts["gateway.tls"].kind.value == "timeout"


@pytest.mark.parametrize("kind", ["https", "tcp"])
def test_a_closed_port_refuses(kind: str) -> None:
    assert probe_kind(kind, closed_port()).verdict is GatewayVerdict.REFUSED


def test_tcp_only_opens() -> None:
    with listening(ssh_banner) as port:
        result = probe_kind("tcp", port)
    assert result.verdict is GatewayVerdict.ANSWERS
    assert 0 <= result.facts["gateway.tcp"] < 5000, "milliseconds"


def test_openvpn_over_tcp_on_an_ssh_port_is_no_openvpn() -> None:
    with listening(ssh_banner) as port:
        result = probe_kind("openvpn", port, transport="tcp")
    assert (result.verdict, result.facts["gateway.other"]) == (GatewayVerdict.OTHER, "ssh")


def test_openvpn_over_tcp_that_stalls() -> None:
    with listening(never_answer) as port:
        assert probe_kind("openvpn", port, transport="tcp").verdict is GatewayVerdict.STALLS


@contextlib.contextmanager
def cut_after_the_first_flight(port: int):
    """Carries what the server sends, and of the client its first bytes alone."""

    def answer(sock) -> None:
        with socket.create_connection(("127.0.0.1", port), 5) as onward:
            onward.sendall(sock.recv(4096))
            onward.settimeout(0.1)
            sock.settimeout(0.1)
            until = time.monotonic() + 5
            while time.monotonic() < until:
                with contextlib.suppress(TimeoutError):
                    sock.sendall(onward.recv(65536))
                with contextlib.suppress(TimeoutError):
                    if not sock.recv(4096):
                        return

    with listening(answer) as listening_port:
        yield listening_port


def never_reply(sock) -> None:
    while sock.recv(4096):
        pass


def test_a_server_that_need_not_speak_is_told_from_a_connection_that_is_cut(authority: Authority) -> None:
    """By TLS 1.3 the handshake is over on this side before the server has read our part of it."""
    with tls(authority.leaf(), never_reply) as port:
        assert probe_kind("https", port, ca=ca(authority)).verdict is GatewayVerdict.ANSWERS
        with cut_after_the_first_flight(port) as cut:
            assert probe_kind("https", cut, ca=ca(authority)).verdict is GatewayVerdict.BREAKS_OFF


def replying(status: str):
    """Answers every request with this status, and nothing more."""

    def answer(sock: ssl.SSLSocket) -> None:
        sock.recv(4096)
        sock.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())

    return answer


@pytest.mark.parametrize("kind", ["https", "rdgateway", "anyconnect", "fortinet", "sstp", "f5"])
@pytest.mark.parametrize("status", ["502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout", "522 Timeout"])
def test_a_front_end_whose_server_is_gone_says_so(authority: Authority, kind: str, status: str) -> None:
    with tls(authority.leaf(), replying(status)) as port:
        result = probe_kind(kind, port, ca=ca(authority))
    assert (result.verdict, result.facts["gateway.status"]) == (GatewayVerdict.SERVER_DOWN, int(status[:3]))


@pytest.mark.parametrize("status", ["200 OK", "404 Not Found", "501 Not Implemented", "511 Authentication Required"])
def test_another_status_says_nothing_of_a_server_behind(authority: Authority, status: str) -> None:
    with tls(authority.leaf(), replying(status)) as port:
        assert probe_kind("https", port, ca=ca(authority)).verdict is GatewayVerdict.ANSWERS
        assert probe_kind("rdgateway", port, ca=ca(authority)).verdict is GatewayVerdict.OTHER


def test_the_status_of_a_stranger_counts_for_nothing(authority: Authority) -> None:
    with tls(authority.leaf(), replying("502 Bad Gateway")) as port:
        assert probe_kind("https", port).verdict is GatewayVerdict.CERTIFICATE

"""SSTP against a server as MS-SSTP writes it. (sstp-server 0.6.0, which needs a compiler, was answered too.)"""

import hashlib
import ssl

import pytest

from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.kinds.tunnel_servers import CALL_ACK, CALL_NAK, ENDLESS, Sstp
from tests.checks.vpn.loopback_services import never_answer
from tests.net.certificates import Authority
from tests.net.servers import tls


@pytest.mark.parametrize("answer, word", [(CALL_ACK, "opens"), (CALL_NAK, "declines"), (CALL_ACK * 2, "opens")])
def test_it_is_called_and_let_go(authority: Authority, answer: bytes, word: str) -> None:
    server = Sstp(answer)
    with tls(authority.leaf(), server) as port:
        result = probe_kind("sstp", port, ca=authority.path.read_text())
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, word)
    assert result.facts["certificate.trust"] == "trusted"
    question, call, goodbye = server.received
    assert question.startswith(b"SSTP_DUPLEX_POST /sra_{BA195980-CD49-458b-9E23-C84EE0ADCD75}/ HTTP/1.1\r\n")
    assert b"\r\nContent-Length: 18446744073709551615\r\n" in question
    assert call == bytes.fromhex("1001000e00010001000100060001")
    assert goodbye[:6] == bytes.fromhex("100100140006"), "Call Disconnect"


def test_a_certificate_that_the_profile_names_needs_no_authority(authority: Authority) -> None:
    leaf = authority.leaf(self_signed=True)
    der = ssl.PEM_cert_to_DER_cert(leaf.read_text()[leaf.read_text().index("-----BEGIN CERT") :])
    with tls(leaf, Sstp()) as port:
        result = probe_kind("sstp", port, fingerprint=hashlib.sha256(der).hexdigest())
    assert (result.verdict, result.facts["certificate.as-expected"]) == (GatewayVerdict.ANSWERS, True)
    server = Sstp()
    with tls(leaf, server) as port:
        assert probe_kind("sstp", port).verdict is GatewayVerdict.CERTIFICATE
        assert probe_kind("sstp", port, fingerprint="ab" * 32).verdict is GatewayVerdict.CERTIFICATE
    assert not any(server.received), "nobody is talked to whose certificate is not the company's"


@pytest.mark.parametrize(
    "head", [b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", ENDLESS.replace(b"200", b"410")]
)
def test_a_web_site_is_another_service(authority: Authority, head: bytes) -> None:
    with tls(authority.leaf(), Sstp(head=head)) as port:
        result = probe_kind("sstp", port, ca=authority.path.read_text())
    assert (result.verdict, result.facts["gateway.other"]) == (GatewayVerdict.OTHER, "https")


def test_a_call_that_nobody_takes_stalls(authority: Authority) -> None:
    def serve(sock) -> None:
        sock.recv(4096)
        sock.sendall(ENDLESS)
        never_answer(sock)

    with tls(authority.leaf(), serve) as port:
        assert probe_kind("sstp", port, ca=authority.path.read_text(), seconds=1.5).verdict is GatewayVerdict.STALLS

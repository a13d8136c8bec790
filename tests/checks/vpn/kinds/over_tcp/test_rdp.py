"""Remote desktop: what it offers, and its certificate only where the profile names one. The real xrdp is in the lab."""

import hashlib
import socket
import ssl
import time
from pathlib import Path

import pytest

from checker.checks.vpn.kinds.over_tcp import rdp_packet
from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.loopback_services import closed_port, hang_up, never_answer
from tests.net.certificates import DAY, Authority
from tests.net.servers import listening

XRDP = bytes.fromhex("030000130ed000001234000201080001000000")
"""Recorded from xrdp 0.9.21 with `security_layer=negotiate`: TLS."""
CONFIRMS = {
    "TLS": (XRDP, "tls"),
    "NLA, as Windows": ("030000130ed000001234000209080002000000", "nla"),
    "NLA with early authorization": ("030000130ed00000123400021f080008000000", "nla"),
    "no TLS": ("030000130ed000001234000200080000000000", "plain"),
    "before the negotiation": ("0300000b06d00000123400", "plain"),
    "refuses TLS": ("030000130ed000001234000300080002000000", "declined"),
}
NO = {
    "our own request": rdp_packet.connection_request().hex(),
    "a disconnect": "0300000b06800000123400",
    "a wrong length": "030000140ed000001234000201080001000000",
    "a wrong inner length": "030000130fd000001234000201080001000000",
    "an unknown protocol": "030000130ed000001234000201080040000000",
    "another kind of negotiation": "030000130ed000001234000701080001000000",
}


def raw(confirm: bytes | str) -> bytes:
    return bytes.fromhex(confirm) if isinstance(confirm, str) else confirm


class Desktop:
    """Confirms, then goes on as told: with TLS, or listening. What it heard stands in `received`."""

    def __init__(self, confirm: bytes, leaf: Path | None = None) -> None:
        self.received: list[bytes] = []
        self._confirm = confirm
        self._leaf = leaf

    def __call__(self, sock: socket.socket) -> None:
        sock.settimeout(5)
        self.received.append(sock.recv(100))
        sock.sendall(self._confirm)
        if self._leaf is None:
            self.received.append(sock.recv(100))
            return
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._leaf)
        with context.wrap_socket(sock, server_side=True) as safe:
            self.received.append(safe.recv(100))


@pytest.mark.parametrize("case", CONFIRMS)
def test_what_it_offers(case: str, authority: Authority) -> None:
    confirm, word = CONFIRMS[case]
    desktop = Desktop(raw(confirm), authority.leaf(self_signed=True) if word in rdp_packet.SECURED else None)
    with listening(desktop) as port:
        result = probe_kind("rdp", port)
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, word)
    assert desktop.received[0] == bytes.fromhex("030000130ee000000000000100080 00b000000".replace(" ", ""))
    if word in rdp_packet.SECURED:
        assert 0 < result.facts["gateway.tls"] < 5000, "milliseconds"
        assert not any(name.startswith("certificate") for name in result.facts)
    else:
        until = time.monotonic() + 5
        while len(desktop.received) < 2 and time.monotonic() < until:
            time.sleep(0.01)
        assert desktop.received[1] == bytes.fromhex("0300000b06800000000000")


@pytest.mark.parametrize("case", NO)
def test_what_is_no_confirm(case: str) -> None:
    assert rdp_packet.parse_security(raw(NO[case])) == ""
    with listening(Desktop(raw(NO[case]))) as port:
        assert probe_kind("rdp", port, seconds=1).verdict is not GatewayVerdict.ANSWERS


def _print(leaf: Path) -> str:
    pem = leaf.read_text()
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem[pem.index("-----BEGIN CERT") :])).hexdigest()


def test_a_named_certificate_is_compared_and_must_be_in_date(authority: Authority) -> None:
    good, old = authority.leaf(self_signed=True), authority.leaf(self_signed=True, begins=-9 * DAY, ends=-DAY)
    with listening(Desktop(XRDP, good)) as port:
        result = probe_kind("rdp", port, fingerprint=_print(good))
        assert (result.verdict, result.facts["certificate.as-expected"]) == (GatewayVerdict.ANSWERS, True)
        assert result.facts["certificate.trust"] == "trusted"
        result = probe_kind("rdp", port, fingerprint=_print(old))
        assert (result.verdict, result.facts["certificate.as-expected"]) == (GatewayVerdict.CERTIFICATE, False)
    with listening(Desktop(XRDP, old)) as port:
        result = probe_kind("rdp", port, fingerprint=_print(old))
        assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.CERTIFICATE, "expired")


def test_a_named_authority_is_what_it_is_judged_by(authority: Authority) -> None:
    pem = authority.path.read_text()
    with listening(Desktop(XRDP, authority.leaf())) as port:
        result = probe_kind("rdp", port, ca=pem, issuer="test ca")
        assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.ANSWERS, "trusted")
        result = probe_kind("rdp", port, ca=pem, issuer="D-TRUST")
        assert (result.verdict, result.facts["certificate.as-expected"]) == (GatewayVerdict.CERTIFICATE, False)


BAD = {
    "expired": ({"begins": -9 * DAY, "ends": -DAY}, "expired"),
    "wrong name": ({"names": ("pc.andere.example",)}, "wrong-name"),
    "self-signed": ({"self_signed": True}, "self-signed"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_certificates_are_named(case: str, authority: Authority) -> None:
    made, trust = BAD[case]
    with listening(Desktop(XRDP, authority.leaf(**made))) as port:
        result = probe_kind("rdp", port, ca=authority.path.read_text())
    assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.CERTIFICATE, trust)
    assert "certificate.days-left" in result.facts
    assert result.facts["gateway.answer"] == "tls"


def test_one_that_says_tls_and_then_does_not_come(authority: Authority) -> None:
    with listening(Desktop(XRDP)) as port:
        assert probe_kind("rdp", port, seconds=2).verdict is GatewayVerdict.HANGS_UP


def test_silence_hanging_up_and_a_closed_port() -> None:
    with listening(never_answer) as port:
        assert probe_kind("rdp", port, seconds=1).verdict is GatewayVerdict.STALLS
    with listening(hang_up) as port:
        assert probe_kind("rdp", port).verdict is GatewayVerdict.HANGS_UP
    assert probe_kind("rdp", closed_port()).verdict is GatewayVerdict.REFUSED

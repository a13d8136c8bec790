"""From a home through its router to real servers of older tunnels: strongSwan's IKEv1, SoftEther, xl2tpd, pptpd."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.checks.vpn.gateway_probe import probe_gateway
from checker.checks.vpn.kinds.padding import PaddedRequest, make_padded_request
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from checker.demo.gateways.certificate_authority import CertificateAuthority
from tests.checks.vpn.gateway_probes import make_context, make_gateway
from tests.checks.vpn.kinds.openvpn.test_tls_crypt_v2 import make_client_key
from tests.lab.vpn_home import GATEWAY, Home, home_or_skip
from tests.lab.vpn_servers import StrongSwan, openvpn
from tests.lab.vpn_servers_tunnel import SoftEther, pptpd, xl2tpd

pytestmark = pytest.mark.netns
DROPS_WHAT_IT_WOULD_DECLINE = (
    "udp dport 500 udp length { 128, 220, 272 } drop",
    "udp dport 4500 udp length { 132, 224, 276 } drop",
)
"""The router does it for strongSwan: our stateless proposals are that long, in main mode, by IKEv2, aggressive."""


@pytest.fixture(scope="module")
def built() -> Iterator[Home]:
    home = home_or_skip()
    yield home
    home.close()


@pytest.fixture
def home(built: Home) -> Iterator[Home]:
    yield built
    built.stop_servers()
    built.rules()


def seen_from(home: Home, kind: str, port: int, **fields: Any) -> GatewayResult:
    gateway = make_gateway(kind, port, host=GATEWAY, **fields)
    return home.at_the_pc(lambda: probe_gateway(gateway, make_context()))


def answer_to(home: Home, made: PaddedRequest | None) -> bytes:
    """What comes back to a request that was filled up, and its end."""
    assert made is not None

    def request() -> bytes:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.settimeout(5)
            sock.connect((GATEWAY, made.port))
            sock.send(made.packet)
            answer = sock.recv(65535)
            sock.send(made.goodbye(answer))
            return answer

    return home.at_the_pc(request)


@pytest.fixture
def strongswan(home: Home, tmp_path: Path) -> Iterator[StrongSwan]:
    server = StrongSwan(home, tmp_path, version=0)
    yield server
    server.close()


@pytest.mark.parametrize("kind", ["ikev1", "l2tp", "ikev2"])
def test_twelve_in_a_row_leave_nothing_at_strongswan(
    home: Home, strongswan: StrongSwan, tmp_path: Path, kind: str
) -> None:
    for _ in range(12):
        result = seen_from(home, kind, 500)
        assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "no-proposal-chosen")
        assert result.facts["ike.nat-port"] == "answers"
    assert strongswan.half_open(tmp_path) == 0
    assert "per-IP half-open" not in strongswan.log.read_text(errors="replace")


def test_what_strongswan_accepted_is_taken_back(home: Home, strongswan: StrongSwan, tmp_path: Path) -> None:
    home.rules(*DROPS_WHAT_IT_WOULD_DECLINE)
    for _ in range(6):
        result = seen_from(home, "ikev1", 500)
        assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "accepted")
        assert result.facts["ike.nat-port"] == "answers"
    assert strongswan.half_open(tmp_path) == 0


def test_strongswan_tells_of_the_nat(home: Home, strongswan: StrongSwan) -> None:
    home.rules(DROPS_WHAT_IT_WOULD_DECLINE[0])
    assert seen_from(home, "ikev2", 500, nat_port=0).facts["gateway.behind-nat"] is False
    table = "table ip nat { chain out { type nat hook postrouting priority 100; oifname wan0 masquerade random; }; }"
    home.inside("router", "nft", table)
    try:
        assert seen_from(home, "ikev2", 500, nat_port=0).facts["gateway.behind-nat"] is True
    finally:
        home.inside("router", "nft", "delete table ip nat")


@pytest.mark.parametrize("kind, port", [("ikev1", 500), ("ikev2", 500), ("ikev1", 4500), ("ikev2", 4500)])
def test_strongswan_answers_the_longest(home: Home, strongswan: StrongSwan, kind: str, port: int) -> None:
    made_up = make_padded_request(make_gateway(kind, port, host=GATEWAY), 1472)
    answer = answer_to(home, made_up)
    assert made_up is not None and made_up.read(answer)


def test_xl2tpd_opens_and_keeps_nothing(home: Home, tmp_path: Path) -> None:
    log = xl2tpd(home, tmp_path)
    result = seen_from(home, "l2tp", 1701, ipsec=False)
    assert (result.verdict, result.facts.get("gateway.answer")) == (GatewayVerdict.ANSWERS, "opens")
    made_up = make_padded_request(make_gateway("l2tp", 1701, host=GATEWAY, ipsec=False), 1472)
    assert made_up is not None and made_up.read(answer_to(home, made_up))
    home.stop_servers()
    wrote = log.read_text(errors="replace")
    assert wrote.count("allocating new tunnel") == wrote.count("Stop-Control-Connection-Notification") > 1


def test_pptpd_opens_and_is_stopped(home: Home, tmp_path: Path) -> None:
    pptpd(home, tmp_path)
    for _ in range(3):
        result = seen_from(home, "pptp", 1723)
        assert (result.verdict, result.facts.get("gateway.answer")) == (GatewayVerdict.ANSWERS, "opens")
    home.rules("tcp dport 1723 reject with tcp reset")
    assert seen_from(home, "pptp", 1723).verdict is GatewayVerdict.REFUSED


@pytest.mark.filterwarnings("ignore:Parsed a serial number")
def test_softether_by_its_own_protocol_and_the_others(home: Home, tmp_path: Path) -> None:
    server = SoftEther(home, tmp_path)
    result = seen_from(home, "softether", 5555)
    assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.ANSWERS, "self-signed")
    assert seen_from(home, "softether", 5555, fingerprint="ab" * 32).verdict is GatewayVerdict.CERTIFICATE
    fields = {"fingerprint": server.fingerprint()}
    for port in (443, 5555):
        result = seen_from(home, "softether", port, **fields)
        assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "hello")
    assert seen_from(home, "openvpn", 1194).verdict is GatewayVerdict.ANSWERS
    assert seen_from(home, "openvpn", 1194, transport="tcp").verdict is GatewayVerdict.ANSWERS
    assert seen_from(home, "pptp", 443).verdict is not GatewayVerdict.ANSWERS
    server.serve_ipsec()
    for kind in ("l2tp", "ikev1"):
        result = seen_from(home, kind, 500)
        assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "no-proposal-chosen"), kind
        assert result.facts["ike.nat-port"] == "answers"
    assert seen_from(home, "l2tp", 1701, ipsec=False).facts["gateway.answer"] == "opens"


def test_openvpn_with_a_key_for_each_client(home: Home, tmp_path: Path) -> None:
    authority = CertificateAuthority(tmp_path)
    key = make_client_key(tmp_path)
    openvpn(home, tmp_path, authority, 1197, "--proto", "udp4", "--tls-crypt-v2", "server.key", "force-cookie")
    openvpn(home, tmp_path, authority, 1198, "--proto", "tcp4-server", "--tls-crypt-v2", "server.key")
    fields = {"wrap": "tls-crypt-v2", "ca": authority.pem}
    for port, transport in ((1197, "udp"), (1198, "tcp")):
        result = seen_from(home, "openvpn", port, transport=transport, key_secret=key, **fields)
        assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.ANSWERS, "trusted")
    assert seen_from(home, "openvpn", 1197, **fields).verdict is GatewayVerdict.CANNOT_TELL

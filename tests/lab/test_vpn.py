"""From a home through its router to real VPN servers: what answers, what a wrong key says, what the router blocks."""

import base64
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.checks.vpn.gateway_probe import probe_gateway
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from checker.demo.gateways.certificate_authority import CertificateAuthority
from checker.demo.gateways.openvpn import new_static_key
from tests.checks.vpn.gateway_probes import make_context, make_gateway
from tests.lab.vpn_home import GATEWAY, Home, home_or_skip
from tests.lab.vpn_servers import StrongSwan, WireGuard, openvpn

pytestmark = pytest.mark.netns


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


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> CertificateAuthority:
    return CertificateAuthority(tmp_path_factory.mktemp("sample"))


def seen_from(home: Home, kind: str, port: int, **fields: Any) -> GatewayResult:
    gateway = make_gateway(kind, port, host=GATEWAY, **fields)
    return home.at_the_pc(lambda: probe_gateway(gateway, make_context()))


def facts(result: GatewayResult, *names: str) -> list[object]:
    return [result.facts.get(name) for name in names]


def test_openvpn_in_server_mode(home: Home, authority: CertificateAuthority, tmp_path: Path) -> None:
    key = new_static_key()
    (tmp_path / "static.key").write_text(key)
    openvpn(home, tmp_path, authority, 1194, "--proto", "udp4")
    openvpn(home, tmp_path, authority, 1195, "--proto", "tcp4-server", "--tls-crypt", "static.key")
    openvpn(home, tmp_path, authority, 1196, "--proto", "udp4", "--tls-auth", "static.key", "0", "--auth", "SHA256")
    secret = {"key_secret": key, "ca": authority.pem}
    for port, fields in (
        (1194, {"ca": authority.pem}),
        (1195, {"transport": "tcp", "wrap": "tls-crypt", **secret}),
        (1196, {"wrap": "tls-auth", "auth": "SHA256", "key_direction": 1, **secret}),
    ):
        for _ in range(3):
            result = seen_from(home, "openvpn", port, **fields)
            assert result.verdict is GatewayVerdict.ANSWERS, port
            assert facts(result, "certificate.trust") == ["trusted"]
    assert seen_from(home, "openvpn", 1196, ca=authority.pem).verdict is GatewayVerdict.SILENT


def test_wireguard_go(home: Home, tmp_path: Path) -> None:
    server = WireGuard(home, tmp_path)
    wrong = {"preshared_key_secret": base64.b64encode(secrets.token_bytes(32)).decode()}
    result = seen_from(home, "wireguard", 51820, **server.fields)
    assert (result.verdict, *facts(result, "gateway.answer")) == (GatewayVerdict.ANSWERS, "session")
    assert seen_from(home, "wireguard", 51820, **server.fields | wrong).verdict is GatewayVerdict.WRONG_KEY
    stranger = {"probe_private_key_secret": wrong["preshared_key_secret"]}
    assert seen_from(home, "wireguard", 51820, **server.fields | stranger).verdict is GatewayVerdict.SILENT
    server_key_only = {"server_public_key": server.fields["server_public_key"]}
    assert seen_from(home, "wireguard", 51820, **server_key_only).verdict is GatewayVerdict.CANNOT_TELL
    assert seen_from(home, "wireguard", 51821, **server_key_only).verdict is GatewayVerdict.REFUSED


def test_strongswan_answers_and_keeps_nothing(home: Home, tmp_path: Path) -> None:
    server = StrongSwan(home, tmp_path)
    for _ in range(12):
        result = seen_from(home, "ikev2", 500)
        assert (result.verdict, *facts(result, "gateway.answer")) == (GatewayVerdict.ANSWERS, "no-proposal-chosen")
        assert facts(result, "ike.nat-port") == ["answers"]
    assert server.half_open(tmp_path) == 0
    server.close()


def test_strongswan_takes_the_one_usual_request(home: Home, tmp_path: Path) -> None:
    """The router drops what is as long as the stateless proposal, as a gateway may that hates bad proposals."""
    server = StrongSwan(home, tmp_path)
    home.rules("udp dport 500 udp length < 300 drop")
    result = seen_from(home, "ikev2", 500, nat_port=0)
    assert (result.verdict, *facts(result, "gateway.answer")) == (GatewayVerdict.ANSWERS, "accepted")
    assert server.half_open(tmp_path) == 1
    server.close()


def test_ports_of_ipsec_that_the_router_blocks(home: Home, tmp_path: Path) -> None:
    server = StrongSwan(home, tmp_path)
    home.rules("udp dport 4500 drop")
    result = seen_from(home, "ikev2", 500)
    assert (result.verdict, *facts(result, "ike.nat-port")) == (GatewayVerdict.ANSWERS, "silent")
    home.rules("udp dport 500 drop")
    result = seen_from(home, "ikev2", 500)
    assert (result.verdict, *facts(result, "ike.nat-port")) == (GatewayVerdict.SILENT, "answers")
    server.close()


BLOCKED = {
    "udp dropped": ("meta l4proto udp drop", "openvpn", GatewayVerdict.SILENT, True),
    "everything dropped": ("drop", "openvpn", GatewayVerdict.SILENT, False),
    "port unreachable": ("udp dport 1194 reject", "openvpn", GatewayVerdict.REFUSED, None),
    "prohibited": ("reject with icmp type admin-prohibited", "openvpn", GatewayVerdict.UNREACHABLE, None),
    "tcp dropped": ("tcp dport 1194 drop", "tcp", GatewayVerdict.SILENT, True),
    "tcp reset": ("tcp dport 1194 reject with tcp reset", "tcp", GatewayVerdict.REFUSED, None),
    "tcp unreachable": (
        "tcp dport 1194 reject with icmp type host-unreachable",
        "tcp",
        GatewayVerdict.UNREACHABLE,
        None,
    ),
}


@pytest.mark.parametrize("case", BLOCKED)
def test_what_the_router_does_is_told(home: Home, case: str) -> None:
    rule, kind, verdict, alive = BLOCKED[case]
    home.rules(rule)
    result = seen_from(home, kind, 1194)
    assert result.verdict is verdict
    assert facts(result, "gateway.host-answers") == [alive]


def test_a_pc_without_a_way_out(home: Home) -> None:
    home.inside("pc", "ip", "route", "del", "default")
    try:
        for kind in ("openvpn", "tcp", "wireguard"):
            assert seen_from(home, kind, 1194).verdict is GatewayVerdict.UNREACHABLE
    finally:
        home.inside("pc", "ip", "route", "add", "default", "via", "10.91.0.1")


@pytest.mark.parametrize("loss", ["udp dport 1194 numgen inc mod 4 == 0", "udp sport 1194 numgen inc mod 4 == 0"])
def test_lost_packets_are_asked_again(home: Home, authority: CertificateAuthority, tmp_path: Path, loss: str) -> None:
    openvpn(home, tmp_path, authority, 1194, "--proto", "udp4")
    home.rules(f"{loss} drop")
    for _ in range(4):
        result = seen_from(home, "openvpn", 1194, ca=authority.pem)
        assert (result.verdict, *facts(result, "certificate.trust")) == (GatewayVerdict.ANSWERS, "trusted")

"""From a home through its router to real gateways behind HTTPS, remote desktops, SSH and telephony servers."""

import dataclasses
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.checks.vpn.gateway_context import RETRY_WAITS_S
from checker.checks.vpn.gateway_probe import probe_gateway
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from tests.checks.vpn.gateway_probes import WAITS_S, finding_codes, gateway_table, make_context, make_gateway
from tests.lab.vpn_home import GATEWAY, Home, home_or_skip
from tests.lab.vpn_servers_web import coturn, dropbear, kamailio, nginx, ocserv, openssh, sipp, weston, xrdp
from tests.net.certificates import Authority as Signer

pytestmark = pytest.mark.netns
WEB = ("anyconnect", "fortinet", "globalprotect", "juniper", "pulse", "f5", "rdgateway")


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


@dataclasses.dataclass
class Files:
    """What servers are given of a certificate: all in one file."""

    ca: Path
    certificate: Path
    key: Path


@pytest.fixture
def files(tmp_path: Path) -> Files:
    signer = Signer.make(tmp_path)
    leaf = signer.leaf(names=(GATEWAY, "vpn.muster.example"))
    return Files(signer.path, leaf, leaf)


def seen_from(
    home: Home, kind: str, port: int, *, waits_s: tuple[float, ...] = WAITS_S, **fields: Any
) -> GatewayResult:
    gateway = make_gateway(kind, port, host=GATEWAY, **fields)
    return home.at_the_pc(lambda: probe_gateway(gateway, make_context(waits_s=waits_s)))


def facts(result: GatewayResult, *names: str) -> list[object]:
    return [result.facts.get(name) for name in names]


def test_ocserv_answers_and_is_nobody_else(home: Home, files: Files, tmp_path: Path) -> None:
    ocserv(home, tmp_path, files, 443)
    pem = files.ca.read_text()
    for _ in range(12):
        result = seen_from(home, "anyconnect", 443, ca=pem)
        assert (result.verdict, *facts(result, "gateway.answer", "certificate.trust")) == (
            GatewayVerdict.ANSWERS,
            "config-auth",
            "trusted",
        )
    assert seen_from(home, "anyconnect", 443).verdict is GatewayVerdict.CERTIFICATE
    for kind in WEB[1:]:
        assert seen_from(home, kind, 443, ca=pem).verdict in (
            GatewayVerdict.OTHER,
            GatewayVerdict.STALLS,
            GatewayVerdict.HANGS_UP,
        ), kind


def test_a_plain_web_site_is_no_gateway(home: Home, files: Files, tmp_path: Path) -> None:
    nginx(home, tmp_path, files, 443)
    for kind in WEB:
        result = seen_from(home, kind, 443, ca=files.ca.read_text())
        assert (result.verdict, *facts(result, "gateway.other")) == (GatewayVerdict.OTHER, "https"), kind


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_coturn_as_stun_and_as_turn(home: Home, tmp_path: Path, transport: str) -> None:
    coturn(home, tmp_path, 3478)
    result = seen_from(home, "stun", 3478, transport=transport)
    assert (result.verdict, *facts(result, "gateway.answer")) == (GatewayVerdict.ANSWERS, "address")
    result = seen_from(home, "turn", 3478, transport=transport)
    assert (result.verdict, *facts(result, "gateway.answer")) == (GatewayVerdict.ANSWERS, "sign-in")


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_an_open_coturn_is_given_its_allocation_back(home: Home, tmp_path: Path, transport: str) -> None:
    coturn(home, tmp_path, 3478, "--no-auth", "--user-quota", "2", "--total-quota", "2")
    for _ in range(6):
        time.sleep(0.5)  # coturn lets go of an allocation a moment after it was given back
        result = seen_from(home, "turn", 3478, transport=transport)
        assert (result.verdict, *facts(result, "gateway.answer")) == (GatewayVerdict.ANSWERS, "open")


def test_a_coturn_that_is_only_stun(home: Home, tmp_path: Path) -> None:
    coturn(home, tmp_path, 3478, "--stun-only")
    assert seen_from(home, "stun", 3478).verdict is GatewayVerdict.ANSWERS
    assert seen_from(home, "turn", 3478).verdict is GatewayVerdict.SILENT


SECURITY = {"negotiate": "tls", "tls": "tls", "rdp": ("plain", "declined")}


@pytest.mark.parametrize("security", SECURITY)
def test_xrdp(home: Home, files: Files, tmp_path: Path, security: str) -> None:
    xrdp(home, tmp_path, files, 3389, security)
    for _ in range(3):
        result = seen_from(home, "rdp", 3389)
        assert result.verdict is GatewayVerdict.ANSWERS
        assert result.facts["gateway.answer"] in SECURITY[security]
    if security == "rdp":
        return
    assert facts(result, "certificate.trust") == [None]
    result = seen_from(home, "rdp", 3389, ca=files.ca.read_text())
    assert (result.verdict, *facts(result, "certificate.trust")) == (GatewayVerdict.ANSWERS, "trusted")
    result = seen_from(home, "rdp", 3389, issuer="Test CA")
    assert (result.verdict, *facts(result, "certificate.trust")) == (GatewayVerdict.CERTIFICATE, "unknown-issuer")
    result = seen_from(home, "rdp", 3389, fingerprint="ab" * 32)
    assert (result.verdict, *facts(result, "certificate.as-expected")) == (GatewayVerdict.CERTIFICATE, False)


def test_openssh(home: Home, tmp_path: Path) -> None:
    openssh(home, tmp_path, 22)
    for _ in range(12):
        assert seen_from(home, "ssh", 22).verdict is GatewayVerdict.ANSWERS
    result = seen_from(home, "rdp", 22)
    assert (result.verdict, *facts(result, "gateway.other")) == (GatewayVerdict.OTHER, "ssh")


def test_dropbear(home: Home, tmp_path: Path) -> None:
    dropbear(home, tmp_path, 22)
    for _ in range(12):
        assert seen_from(home, "ssh", 22).verdict is GatewayVerdict.ANSWERS


def test_weston(home: Home, files: Files, tmp_path: Path) -> None:
    weston(home, tmp_path, files, 3389)
    for _ in range(3):
        result = seen_from(home, "rdp", 3389)
        assert (result.verdict, *facts(result, "gateway.answer")) == (GatewayVerdict.ANSWERS, "tls")
    result = seen_from(home, "rdp", 3389, ca=files.ca.read_text())
    assert (result.verdict, *facts(result, "certificate.trust")) == (GatewayVerdict.ANSWERS, "trusted")


def test_sipp_that_answers_and_one_that_lets_strangers_fall(home: Home, tmp_path: Path) -> None:
    sipp(home, tmp_path, 5060, answers=True)
    result = seen_from(home, "sip", 5060, transport="udp")
    assert (result.verdict, *facts(result, "gateway.answer")) == (GatewayVerdict.ANSWERS, "2xx")
    home.stop_servers()
    sipp(home, tmp_path, 5060, answers=False)
    table = gateway_table("sip", 5060, host=GATEWAY, transport="udp")
    assert home.at_the_pc(lambda: finding_codes([table]))["sip"] == "vpn.cannot-tell"


@pytest.mark.parametrize(("status", "word"), [("200", "2xx"), ("403", "4xx"), ("503", "5xx")])
def test_kamailio_by_every_way(home: Home, files: Files, tmp_path: Path, status: str, word: str) -> None:
    kamailio(home, tmp_path, files, 5060, status)
    for transport in ("udp", "tcp"):
        result = seen_from(home, "sip", 5060, transport=transport, waits_s=RETRY_WAITS_S)
        assert (result.verdict, *facts(result, "gateway.answer")) == (GatewayVerdict.ANSWERS, word)
    result = seen_from(home, "sip", 5061, transport="tls", ca=files.ca.read_text())
    assert (result.verdict, *facts(result, "gateway.answer", "certificate.trust")) == (
        GatewayVerdict.ANSWERS,
        word,
        "trusted",
    )
    assert seen_from(home, "sip", 5061, transport="tls").verdict is GatewayVerdict.CERTIFICATE


BLOCKED = {
    "udp dropped": ("meta l4proto udp drop", {"transport": "udp"}, GatewayVerdict.SILENT),
    "tcp dropped": ("tcp dport 3478 drop", {"transport": "tcp"}, GatewayVerdict.SILENT),
    "tcp reset": ("tcp dport 3478 reject with tcp reset", {"transport": "tcp"}, GatewayVerdict.REFUSED),
    "udp refused": ("udp dport 3478 reject", {"transport": "udp"}, GatewayVerdict.REFUSED),
}


@pytest.mark.parametrize("kind", ["stun", "turn", "sip"])
@pytest.mark.parametrize("case", BLOCKED)
def test_what_the_router_blocks(home: Home, kind: str, case: str) -> None:
    rule, fields, verdict = BLOCKED[case]
    home.rules(rule)
    assert seen_from(home, kind, 3478, **fields).verdict is verdict

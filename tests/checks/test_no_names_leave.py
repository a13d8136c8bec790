"""Where a name could enter a report besides a device's: adapters, kernels, proxies, errors, banners, certificates."""

import json
import socket
from collections import namedtuple
from pathlib import Path

import msgspec
import psutil
import pytest

from checker.checks.computer.sources.operating_system import kernel_release
from checker.checks.context import ProbeContext
from checker.checks.network import CHECK as NETWORK
from checker.checks.network.local.adapters import observe_local_network, read_local_network
from checker.checks.network.need import NetworkNeed
from checker.model.failure import Operation, defect_failure, failure_of
from checker.model.profile import BUILT_IN
from checker.net.net import Net
from checker.net.upnp.description import parse_description
from tests.checks.vpn.gateway_probes import gateway_table, observe_gateways
from tests.checks.vpn.loopback_services import udp_service
from tests.net import servers
from tests.net.certificates import Authority
from tests.net.upnp.routers import FRITZBOX

CANARY = "annacanary"
Stat = namedtuple("Stat", "isup duplex speed mtu flags")


def names_in(observations: object) -> bool:
    return CANARY in json.dumps(msgspec.to_builtins(observations)).lower()


def test_an_adapter_and_a_wifi_that_are_named_after_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = psutil.net_if_addrs()
    own = next(iter(addresses.values()))
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: {**addresses, f"WLAN {CANARY}": own})
    monkeypatch.setattr(psutil, "net_if_stats", lambda: {f"WLAN {CANARY}": Stat(True, 2, 100, 1500, "")})
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, f"http://{CANARY}:{CANARY}@{CANARY}.example:8080")
    context = ProbeContext(NETWORK, BUILT_IN, Net(), "linux")
    observations = list(observe_local_network(read_local_network("linux"), NetworkNeed(), context))
    assert {observation.name for observation in observations} >= {"adapters.up", "proxy.used"}
    assert not names_in(observations)


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        ("6.1.0-18-amd64", "6.1.0-18-amd64"),
        ("6.1.0-0.deb11.21-cloud-amd64", "6.1.0-0.deb11.21-cloud-amd64"),
        ("6.8.0-45-generic", "6.8.0-45-generic"),
        ("6.10.3-arch1-2", "6.10.3-arch1-2"),
        ("6.9.7-200.fc40.x86_64", "6.9.7-200.fc40.x86_64"),
        ("5.14.0-427.el9.aarch64", "5.14.0-427.el9.aarch64"),
        ("5.15.153.1-microsoft-standard-WSL2", "5.15.153.1-microsoft-standard-WSL2"),
        ("6.4.0-150600.23.25-default", "6.4.0-150600.23.25-default"),
        ("23.5.0", "23.5.0"),
        ("6.1.0-annacanary", "6.1.0"),
        ("6.1.0+annacanary-amd64", "6.1.0"),
        ("6.1.0-amd64annacanary", "6.1.0"),
        ("annacanary", ""),
    ],
)
def test_a_kernel_that_somebody_built(release: str, expected: str) -> None:
    assert kernel_release(release) == expected


@pytest.mark.parametrize(
    "error",
    [
        PermissionError(13, "Permission denied", f"/home/{CANARY}/film"),
        FileNotFoundError(2, "not found", rf"C:\Users\{CANARY}\x"),
        OSError(f"no device {CANARY}"),
        socket.gaierror(-2, f"{CANARY}.example"),
        ValueError(CANARY),
        UnicodeDecodeError("utf-8", CANARY.encode(), 0, 1, CANARY),
        KeyError(CANARY),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_with_paths_and_hosts(error: Exception) -> None:
    assert not names_in(failure_of(Operation.READ, error))
    assert not names_in(defect_failure(error))


def page(sock: socket.socket) -> None:
    """A web page, its cookies and its way on, all named after somebody."""
    sock.settimeout(5)
    sock.recv(4096)
    body = f"<html><title>{CANARY}'s NAS</title>Hello {CANARY}@firma.example</html>".encode()
    head = f'HTTP/1.1 401 {CANARY}\r\nServer: {CANARY}/1.0\r\nWWW-Authenticate: Basic realm="{CANARY}"\r\n'
    head += f"Set-Cookie: {CANARY}=1\r\nLocation: https://{CANARY}.example/\r\nContent-Length: {len(body)}\r\n\r\n"
    sock.sendall(head.encode() + body)


def banner(sock: socket.socket) -> None:
    sock.sendall(f"SSH-2.0-{CANARY} {CANARY}@laptop\r\n".encode())
    sock.settimeout(5)
    sock.recv(4096)


def greeting(sock: socket.socket) -> None:
    sock.sendall(f"220 {CANARY}.example ESMTP {CANARY}\r\n".encode())
    sock.settimeout(5)
    sock.recv(4096)


TCP_KINDS = ("https", "anyconnect", "fortinet", "globalprotect", "pulse", "f5", "sstp", "softether", "rdgateway", "rdp")


@pytest.mark.parametrize("kind", TCP_KINDS)
@pytest.mark.parametrize("answer", [page, banner, greeting])
def test_gateways_certificates_and_pages(kind: str, answer: object, tmp_path: Path) -> None:
    authority = Authority.make(tmp_path, f"{CANARY} Personal Root, {CANARY}@firma.example")
    leaf = authority.leaf((f"{CANARY}.firma.example",), common=f"{CANARY}@firma.example")
    with servers.tls(leaf, answer) as port:  # type: ignore[arg-type]
        observations = observe_gateways([gateway_table(kind, port)])
    assert any(observation.name == "gateway.verdict" for observation in observations)
    assert not names_in(observations)


@pytest.mark.parametrize("kind", ["ssh", "rdp", "https", "pptp"])
@pytest.mark.parametrize("answer", [page, banner, greeting])
def test_banners(kind: str, answer: object) -> None:
    with servers.listening(answer) as port:  # type: ignore[arg-type]
        observations = observe_gateways([gateway_table(kind, port)])
    assert not names_in(observations)


@pytest.mark.parametrize("kind", ["sip", "turn", "ikev2", "ikev1", "l2tp", "openvpn"])
def test_datagrams(kind: str) -> None:
    reply = f"SIP/2.0 200 OK\r\nServer: {CANARY}'s PBX\r\nContact: <sip:{CANARY}@laptop>\r\n\r\n".encode()
    with udp_service(lambda _raw: [reply]) as port:
        observations = observe_gateways([gateway_table(kind, port)])
    assert not names_in(observations)


def test_a_router_that_is_named_after_somebody() -> None:
    text = FRITZBOX.replace("FRITZ!Box 7590", f"FRITZ!Box 7590 {CANARY}").replace("AVM Berlin", CANARY)
    assert not names_in(parse_description(text.encode(), "http://192.168.178.1:49000/igddesc.xml", "192.168.178.1"))

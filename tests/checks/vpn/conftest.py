"""Counterparts that the tests of this folder share.

CHECKER_EXAMPLES=100000 python3 -m tests -n 2 --timeout 0 tests/checks/vpn -k parsers gives every parser so many inputs:
an hour, once before a release.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from checker.checks.vpn.kinds.padding import PaddedRequest
from checker.demo.gateways.certificate_authority import CertificateAuthority as Sample
from checker.demo.gateways.openvpn import new_static_key
from tests.checks.vpn.loopback_services import HOST, closed_port
from tests.net.certificates import Authority

Openvpn = Callable[..., int]
EXAMPLES = "CHECKER_EXAMPLES"
if os.environ.get(EXAMPLES):
    many = settings(deadline=None, max_examples=int(os.environ[EXAMPLES]), suppress_health_check=list(HealthCheck))
    settings.register_profile("many", many)
    settings.load_profile("many")


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority.make(tmp_path)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return Sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def static_key() -> str:
    return new_static_key()


@pytest.fixture
def openvpn(tmp_path: Path, sample: Sample, static_key: str) -> Iterator[Openvpn]:
    """Starts a real OpenVPN server on loopback with these further options; returns its port."""
    if shutil.which("openvpn") is None:
        pytest.skip("openvpn is not installed")
    running: list[subprocess.Popen[bytes]] = []
    (tmp_path / "static.key").write_text(static_key)

    def start(*options: str, proto: str = "udp4", certificate: Path | None = None) -> int:
        port = closed_port()
        log = tmp_path / f"openvpn-{port}.log"
        command = ["openvpn", "--dev", "null", "--tls-server", "--dh", "none", "--local", HOST, "--port", str(port)]
        command += ["--ca", str(sample.ca), "--proto", proto, "--verb", "3"]
        own = certificate or sample.certificate
        key = certificate or sample.key
        command += ["--cert", str(own), "--key", str(key), *options]
        with log.open("wb") as out:
            running.append(subprocess.Popen(command, cwd=tmp_path, stdout=out, stderr=subprocess.STDOUT))
        _wait_for(log, "Listening for" if proto.startswith("tcp") else "link remote", running[-1])
        return port

    yield start
    for process in running:
        process.terminate()
    for process in running:
        process.wait(5)


@pytest.fixture
def udp_answer() -> Callable[[PaddedRequest], bytes]:
    """What a gateway on loopback answers to a request that was filled up."""

    def request(made: PaddedRequest) -> bytes:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.settimeout(5)
            sock.connect((HOST, made.port))
            sock.send(made.packet)
            return sock.recv(65535)

    return request


def _wait_for(log: Path, words: str, process: "subprocess.Popen[bytes]") -> None:
    ends = time.monotonic() + 10
    while words not in log.read_text(errors="replace"):
        assert process.poll() is None and time.monotonic() < ends, log.read_text(errors="replace")
        time.sleep(0.02)

"""The sample customer's gateways are what they say they are, and are gone when the demo is over."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from checker.checks.vpn import CHECK
from checker.checks.vpn.gateways.keys import parse_static_key
from checker.checks.vpn.verdict import GatewayVerdict
from checker.demo.gateways.certificate_authority import HOST, CertificateAuthority
from checker.demo.gateways.openvpn import new_static_key, serve_openvpn
from checker.demo.sample_gateways import serve_gateways
from checker.model.observation import Observations
from tests.checks.vpn.gateway_probes import make_need, observe_gateways, probe_kind


@contextmanager
def judged(folder: Path) -> Iterator[list[str]]:
    with serve_gateways(folder) as tables:
        observations = Observations(observe_gateways(tables))
        yield [finding.code for finding in CHECK.diagnose(observations, make_need(tables))]


def test_every_sample_gateway_answers_as_itself(tmp_path: Path) -> None:
    with judged(tmp_path) as codes:
        assert codes == ["vpn.answers"] * 4


def test_checking_again_at_once_says_the_same(tmp_path: Path) -> None:
    with serve_gateways(tmp_path) as tables:
        for _ in range(2):
            observations = Observations(observe_gateways(tables))
            assert {finding.code for finding in CHECK.diagnose(observations, make_need(tables))} == {"vpn.answers"}


def test_nothing_is_left_running(tmp_path: Path) -> None:
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    with serve_gateways(tmp_path) as tables:
        ports = [table["port"] for table in tables]
    after = psutil.Process().children(recursive=True)
    # a browser that another test keeps open starts processes of its own
    assert [child for child in after if not before & {child.pid, *(parent.pid for parent in child.parents())}] == []
    for port in ports[1:]:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.bind((HOST, port))
    with pytest.raises(ConnectionRefusedError), socket.create_connection((HOST, ports[0]), 2):
        pass


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no file modes here")
def test_keys_are_private(tmp_path: Path) -> None:
    with serve_gateways(tmp_path):
        for file in tmp_path.glob("*.key"):
            assert file.stat().st_mode & 0o077 == 0


def test_where_openvpn_is_not_installed_python_speaks_its_first_packets(tmp_path: Path) -> None:
    authority, key = CertificateAuthority(tmp_path), new_static_key()
    with serve_openvpn(tmp_path, authority, key, program=None) as port:
        result = probe_kind("openvpn", port, wrap="tls-crypt", key_secret=key, ca=authority.pem)
        assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.ANSWERS, "trusted")
        assert (
            probe_kind("openvpn", port, wrap="tls-crypt", key_secret=new_static_key()).verdict is GatewayVerdict.SILENT
        )
        assert probe_kind("openvpn", port).verdict is GatewayVerdict.SILENT


def test_its_static_key_is_one() -> None:
    assert len(parse_static_key(new_static_key())) == 256
    assert new_static_key() != new_static_key()

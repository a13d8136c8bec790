"""From a home to real front ends that show strangers nothing: by certificate, by name, by a ban."""

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.checks.vpn.gateway_probe import probe_gateway
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from tests.checks.vpn.gateway_probes import finding_codes, gateway_table, make_context, make_gateway
from tests.lab.test_vpn_web import Files
from tests.lab.vpn_home import GATEWAY, Home, home_or_skip
from tests.lab.vpn_servers_web import haproxy, ocserv, strict_nginx
from tests.net.certificates import Authority as Signer

pytestmark = pytest.mark.netns
NAME = "vpn.muster.example"
KINDS = ("anyconnect", "sstp", "fortinet")
Start = Callable[[Home, Path, Files], None]


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


@pytest.fixture
def files(tmp_path: Path) -> Files:
    signer = Signer.make(tmp_path)
    leaf = signer.leaf(names=(GATEWAY, NAME))
    return Files(signer.path, leaf, leaf)


def visited(home: Home, kind: str, files: Files, *, names: tuple[str, ...] = (), **fields: Any) -> GatewayResult:
    gateway = make_gateway(kind, 443, host=GATEWAY, ca=files.ca.read_text(), **fields)
    context = dataclasses.replace(make_context(), profile_names=names)
    return home.at_the_pc(lambda: probe_gateway(gateway, context))


BY_CERTIFICATE: dict[str, Start] = {
    "nginx": lambda home, folder, files: strict_nginx(home, folder, files, 443, "ssl_verify_client on;"),
    "nginx with a page of its own": lambda home, folder, files: strict_nginx(
        home, folder, files, 443, "ssl_verify_client on;", "error_page 495 496 =200 /x;", "location /x { return 200; }"
    ),
    "nginx by TLS 1.2": lambda home, folder, files: strict_nginx(
        home, folder, files, 443, "ssl_protocols TLSv1.2;", "ssl_verify_client optional;", "return 404;"
    ),
    "HAProxy": lambda home, folder, files: haproxy(
        home, folder, files, 443, "http-request return status 404", bind=f"ca-file {files.ca} verify required"
    ),
    "HAProxy by TLS 1.2": lambda home, folder, files: haproxy(
        home,
        folder,
        files,
        443,
        "http-request return status 404",
        bind=f"ca-file {files.ca} verify required ssl-max-ver TLSv1.2",
    ),
    "ocserv": lambda home, folder, files: ocserv(
        home, folder, files, 443, "cert-user-oid = 2.5.4.3", auth="certificate"
    ),
}


@pytest.mark.parametrize("server", BY_CERTIFICATE)
def test_who_wants_a_certificate_cannot_be_told(home: Home, files: Files, tmp_path: Path, server: str) -> None:
    BY_CERTIFICATE[server](home, tmp_path, files)
    for kind in KINDS:
        result = visited(home, kind, files)
        if server == "ocserv" and kind == "anyconnect" and result.verdict is GatewayVerdict.ANSWERS:
            continue  # it shows what it is before it asks
        assert (result.verdict, result.facts["gateway.restriction"]) == (
            GatewayVerdict.RESTRICTED,
            "client-certificate",
        ), kind


BY_NAME: dict[str, Start] = {
    "nginx": lambda home, folder, files: strict_nginx(home, folder, files, 443, "return 404;", name=NAME),
    "HAProxy": lambda home, folder, files: haproxy(
        home, folder, files, 443, "http-request return status 404", bind="strict-sni"
    ),
}


@pytest.mark.parametrize("server", BY_NAME)
def test_a_front_end_that_knows_certain_names(home: Home, files: Files, tmp_path: Path, server: str) -> None:
    BY_NAME[server](home, tmp_path, files)
    assert visited(home, "https", files, server_name=NAME).verdict is GatewayVerdict.ANSWERS
    assert visited(home, "https", files, names=(NAME,)).verdict is GatewayVerdict.ANSWERS
    for names in ((), ("vpn.andere.example",)):
        result = visited(home, "https", files, names=names)
        assert result.verdict in (GatewayVerdict.RESTRICTED, GatewayVerdict.CANNOT_TELL)
        assert "gateway.other" not in result.facts


BAN = (
    "table ip ban { chain in { type filter hook input priority 0; "
    "tcp dport 443 ct state new meter visits { ip saddr limit rate over 1/hour burst 2 packets } drop; }; }"
)
"""The third new connection of an address is turned away, and every later one."""


def test_eight_gateways_on_one_host_do_not_trip_a_ban_of_three(home: Home, files: Files, tmp_path: Path) -> None:
    ocserv(home, tmp_path, files, 443)
    home.inside("company", "nft", BAN)
    try:
        tables = [
            gateway_table("anyconnect", 443, host=GATEWAY, ca=files.ca.read_text())
            | {"id": f"g{number}", "required": number < 4}
            for number in range(8)
        ]
        assert home.at_the_pc(lambda: finding_codes(tables)) == {f"g{number}": "vpn.answers" for number in range(8)}
        assert visited(home, "anyconnect", files).verdict is GatewayVerdict.ANSWERS, "and is still let in"
        assert visited(home, "anyconnect", files).verdict is GatewayVerdict.SILENT, "the ban is there"
    finally:
        home.inside("company", "nft", "delete table ip ban")

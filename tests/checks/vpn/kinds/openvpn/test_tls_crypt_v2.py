"""tls-crypt-v2 against the real OpenVPN on loopback: a client's own key, which goes with its first packets."""

import subprocess
from pathlib import Path

import pytest

from checker.checks.vpn.gateways.keys import parse_client_key
from checker.checks.vpn.kinds.openvpn.control_packet import (
    RESET_SERVER_V2,
    ControlPacketBody,
    encode_body,
    is_reset_answer,
    requests_wrapped_key,
)
from checker.checks.vpn.kinds.openvpn.wrapping import (
    CONTROL_WITH_KEY_V1,
    RESET_CLIENT_V3,
    OpenVpnPacket,
    TlsCryptV2Wrapper,
    TlsCryptWrapper,
)
from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.conftest import Openvpn
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.loopback_services import V2_KEY

SERVER = ("--mode", "server", "--dev-type", "tun", "--ifconfig-noexec", "--tls-crypt-v2", "server.key")
ANSWERS = {"either way": (), "only by cookie": ("force-cookie",), "without cookies": ("allow-noncookie",)}


def make_client_key(folder: Path) -> str:
    """A server's key in its file, and a client's key of that server."""
    for options in (["tls-crypt-v2-server", "server.key"], ["tls-crypt-v2-client", "client.key"]):
        server_key = ["--tls-crypt-v2", "server.key"] if "client" in options[0] else []
        subprocess.run(["openvpn", *server_key, "--genkey", *options], cwd=folder, check=True, capture_output=True)
    return (folder / "client.key").read_text()


@pytest.mark.parametrize("case", ANSWERS)
def test_it_answers_by_udp(openvpn: Openvpn, sample, tmp_path: Path, case: str) -> None:
    key = make_client_key(tmp_path)
    port = openvpn(*SERVER, *ANSWERS[case])
    result = probe_kind("openvpn", port, wrap="tls-crypt-v2", key_secret=key, ca=sample.pem)
    assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.ANSWERS, "trusted")


def test_it_answers_by_tcp(openvpn: Openvpn, sample, tmp_path: Path) -> None:
    key = make_client_key(tmp_path)
    port = openvpn(*SERVER, proto="tcp4-server")
    result = probe_kind("openvpn", port, transport="tcp", wrap="tls-crypt-v2", key_secret=key, ca=sample.pem)
    assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.ANSWERS, "trusted")


def test_the_key_of_another_server_is_silence(openvpn: Openvpn, tmp_path: Path) -> None:
    make_client_key(tmp_path)
    assert (
        probe_kind("openvpn", openvpn(*SERVER), wrap="tls-crypt-v2", key_secret=V2_KEY).verdict is GatewayVerdict.SILENT
    )


def test_the_wrapped_key_goes_with_the_packets_that_need_it() -> None:
    key, wrapped = parse_client_key(V2_KEY)
    client, server = TlsCryptV2Wrapper(key, wrapped), TlsCryptWrapper(key, server=True)
    for op, carries in ((RESET_CLIENT_V3, True), (CONTROL_WITH_KEY_V1, True), (0x20, False)):
        packet = OpenVpnPacket(op, b"12345678", b"body")
        raw = client.wrap(packet)
        assert raw.endswith(wrapped) is carries
        assert server.unwrap(raw.removesuffix(wrapped)) == packet
    assert TlsCryptV2Wrapper(key, wrapped).wrap(OpenVpnPacket(RESET_CLIENT_V3, b"12345678", b""))[9] == 0x0F, (
        "we know cookies"
    )


@pytest.mark.parametrize(
    "payload, again",
    [
        (b"", False),
        (bytes.fromhex("000100020001"), True),
        (bytes.fromhex("000100020000"), False),
        (bytes.fromhex("00070001ff000100020001"), True),
        (bytes.fromhex("0001000200"), False),
        (bytes.fromhex("0007ffff"), False),
    ],
)
def test_who_keeps_nothing_asks_for_it_again(payload: bytes, again: bool) -> None:
    answer = OpenVpnPacket(RESET_SERVER_V2, b"abcdefgh", encode_body(ControlPacketBody((0,), b"12345678", 0, payload)))
    assert is_reset_answer(answer, b"12345678")
    assert requests_wrapped_key(answer) is again


@pytest.mark.parametrize(
    "spoil", [lambda text: text[:-60], lambda text: text.replace("q6urq6", "q6urq", 1), lambda text: text.upper()]
)
def test_a_spoiled_key_is_none(spoil) -> None:
    with pytest.raises(ValueError, match="not an OpenVPN tls-crypt-v2 client key"):
        parse_client_key(spoil(V2_KEY))
    with pytest.raises(ValueError):
        probe_kind("openvpn", 1194, wrap="tls-crypt-v2", key_secret=spoil(V2_KEY))

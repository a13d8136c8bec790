"""WireGuard against the demo's responder, which speaks the real handshake; tests/lab has wireguard-go."""

import base64
import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from nacl import bindings

from checker.checks.vpn.kinds.wireguard.noise import COOKIE_REPLY, MAC, blake2s, public_bytes
from checker.checks.vpn.verdict import GatewayVerdict
from checker.demo.gateways.udp import serve_udp
from checker.demo.gateways.wireguard import WireGuardResponder
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.loopback_services import udp_service


def key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def test_the_probe_peer_gets_a_session() -> None:
    server = WireGuardResponder()
    with serve_udp(server.answer) as port:
        result = probe_kind("wireguard", port, **server.table)
        assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "session")
        assert result.facts["gateway.rtt"] > 0
        assert probe_kind("wireguard", port, **server.table).verdict is GatewayVerdict.ANSWERS


def test_a_wrong_preshared_key_is_told_apart() -> None:
    server = WireGuardResponder()
    with serve_udp(server.answer) as port:
        result = probe_kind("wireguard", port, **server.table | {"preshared_key_secret": key()})
    assert result.verdict is GatewayVerdict.WRONG_KEY


@pytest.mark.parametrize("wrong", ["server_public_key", "probe_private_key_secret"])
def test_a_key_that_the_server_does_not_know_is_silence(wrong: str) -> None:
    server = WireGuardResponder()
    with serve_udp(server.answer) as port:
        result = probe_kind("wireguard", port, **server.table | {wrong: key()})
    assert (result.verdict, result.facts["gateway.tries"]) == (GatewayVerdict.SILENT, 3)


def test_without_a_probe_peer_silence_cannot_be_told() -> None:
    server = WireGuardResponder()
    with serve_udp(server.answer) as port:
        result = probe_kind("wireguard", port, server_public_key=server.table["server_public_key"])
    assert result.verdict is GatewayVerdict.CANNOT_TELL


def test_a_server_under_load_is_known_by_its_cookie() -> None:
    own = X25519PrivateKey.generate()
    server = base64.b64encode(public_bytes(own)).decode()

    def busy(raw: bytes) -> list[bytes]:
        nonce, sum_ = secrets.token_bytes(24), raw[-2 * MAC : -MAC]
        seal = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt
        sealed = seal(secrets.token_bytes(16), sum_, nonce, blake2s(b"cookie--" + public_bytes(own)))
        return [COOKIE_REPLY + raw[4:8] + nonce + sealed]

    with udp_service(busy) as port:
        result = probe_kind("wireguard", port, server_public_key=server)
        assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "cookie")
        assert result.facts["gateway.loaded"] is True
        other = probe_kind("wireguard", port, server_public_key=key())
    assert other.verdict is GatewayVerdict.OTHER

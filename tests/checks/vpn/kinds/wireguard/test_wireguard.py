"""WireGuard against the demo's responder, which speaks the real handshake; tests/lab has wireguard-go."""

import base64
import secrets
from collections.abc import Callable

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


def busy_for(own: X25519PrivateKey, count: int) -> Callable[[bytes], list[bytes]]:
    """Answers so many initiations with a cookie, and then as a server that does not know the peer."""
    received: list[bytes] = []

    def answer(raw: bytes) -> list[bytes]:
        received.append(raw)
        if len(received) > count:
            return []
        nonce, sum_ = secrets.token_bytes(24), raw[-2 * MAC : -MAC]
        seal = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt
        sealed = seal(secrets.token_bytes(16), sum_, nonce, blake2s(b"cookie--" + public_bytes(own)))
        return [COOKIE_REPLY + raw[4:8] + nonce + sealed]

    return answer


@pytest.mark.parametrize("count, is_loaded", [(1, False), (99, True)])
def test_a_server_that_asks_for_cookies_for_longer_than_a_moment_is_loaded(count: int, is_loaded: bool) -> None:
    own = X25519PrivateKey.generate()
    server = base64.b64encode(public_bytes(own)).decode()
    with udp_service(busy_for(own, count)) as port:
        result = probe_kind("wireguard", port, server_public_key=server)
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "cookie")
    assert result.facts.get("gateway.loaded", False) is is_loaded


def test_a_cookie_under_another_key_is_no_answer() -> None:
    with udp_service(busy_for(X25519PrivateKey.generate(), 99)) as port:
        assert probe_kind("wireguard", port, server_public_key=key()).verdict is GatewayVerdict.OTHER

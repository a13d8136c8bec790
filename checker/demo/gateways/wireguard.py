"""A WireGuard responder with the real handshake (whitepaper, 5.4.3). It takes one peer, and carries no traffic."""

import base64
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from checker.checks.vpn.kinds.wireguard.noise import (
    INITIATION,
    INITIATION_LENGTH,
    KEY,
    MAC,
    RESPONSE,
    NoiseState,
    mac1,
    public_bytes,
    shared_secret,
)


class WireGuardResponder:
    """As a WireGuard server: whoever is not its peer, or says an older time again, hears nothing."""

    def __init__(self) -> None:
        self._key = X25519PrivateKey.generate()
        self._peer = X25519PrivateKey.generate()
        self._preshared = secrets.token_bytes(KEY)
        self._latest_timestamp = b""

    @property
    def table(self) -> dict[str, str]:
        """What the profile must say to be let in: the probe peer's keys, in base64."""
        return {
            "server_public_key": _base64(public_bytes(self._key)),
            "probe_private_key_secret": _base64(self._peer.private_bytes_raw()),
            "preshared_key_secret": _base64(self._preshared),
        }

    def answer(self, raw: bytes, _client: tuple[str, int]) -> list[bytes]:
        """The response to an initiation of the peer."""
        if len(raw) != INITIATION_LENGTH or raw[:4] != INITIATION:
            return []
        message, summed = raw[: -2 * MAC], raw[-2 * MAC : -MAC]
        if not hmac.compare_digest(summed, mac1(message, public_bytes(self._key))):
            return []
        try:
            return [self._response(raw)]
        except (InvalidTag, ValueError):
            return []

    def _response(self, raw: bytes) -> bytes:
        sender_index, ephemeral, sealed_static, sealed_time = raw[4:8], raw[8:40], raw[40:88], raw[88:116]
        noise = NoiseState.for_responder(public_bytes(self._key))
        noise.mix_public(ephemeral)
        peer = noise.unseal(noise.key(shared_secret(self._key, ephemeral)), sealed_static)
        timestamp = noise.unseal(noise.key(shared_secret(self._key, peer)), sealed_time)
        if peer != public_bytes(self._peer) or timestamp <= self._latest_timestamp:
            raise ValueError("not the peer, or said before")
        self._latest_timestamp = timestamp
        own = X25519PrivateKey.generate()
        noise.mix_public(public_bytes(own))
        noise.mix_shared(shared_secret(own, ephemeral))
        noise.mix_shared(shared_secret(own, peer))
        sealed = noise.seal(noise.preshared(self._preshared), b"")
        message = RESPONSE + secrets.token_bytes(4) + sender_index + public_bytes(own) + sealed
        return message + mac1(message, peer) + bytes(MAC)


def _base64(key: bytes) -> str:
    return base64.b64encode(key).decode()

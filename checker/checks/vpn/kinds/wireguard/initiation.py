"""The client's side of WireGuard's handshake: the initiation, and what a reply to it proves (whitepaper, 5.4)."""

import hmac
import secrets
from enum import Enum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from nacl import bindings
from nacl.exceptions import CryptoError

from checker.checks.vpn.kinds.wireguard.noise import (
    COOKIE_REPLY,
    COOKIE_REPLY_LENGTH,
    INITIATION,
    KEY,
    MAC,
    RESPONSE,
    RESPONSE_LENGTH,
    NoiseState,
    blake2s,
    mac1,
    public_bytes,
    shared_secret,
    timestamp,
)


class WireGuardReply(Enum):
    """What came back to an initiation."""

    SESSION = "session"
    WRONG_PRESHARED_KEY = "wrong-preshared-key"
    COOKIE = "cookie"


class Initiation:
    """One initiation: a new one each time it is sent, because a server takes no timestamp twice."""

    def __init__(self, server: bytes, own: X25519PrivateKey, preshared: bytes = bytes(KEY)) -> None:
        self._own = own
        self._server = server
        self._preshared = preshared
        self._ephemeral = X25519PrivateKey.generate()
        self._index = secrets.token_bytes(4)
        self._noise = NoiseState.for_responder(server)
        self.packet = self._encode()

    def _encode(self) -> bytes:
        noise, ephemeral = self._noise, public_bytes(self._ephemeral)
        noise.mix_public(ephemeral)
        sealed_static = noise.seal(noise.key(shared_secret(self._ephemeral, self._server)), public_bytes(self._own))
        sealed_time = noise.seal(noise.key(shared_secret(self._own, self._server)), timestamp())
        message = INITIATION + self._index + ephemeral + sealed_static + sealed_time
        return message + mac1(message, self._server) + bytes(MAC)

    def parse_reply(self, raw: bytes) -> WireGuardReply | None:
        """What these bytes prove, or None where they are no reply to this initiation."""
        if raw[:4] == COOKIE_REPLY and len(raw) == COOKIE_REPLY_LENGTH and raw[4:8] == self._index:
            return self._parse_cookie(raw)
        if raw[:4] == RESPONSE and len(raw) == RESPONSE_LENGTH and raw[8:12] == self._index:
            return self._parse_response(raw)
        return None

    def _parse_response(self, raw: bytes) -> WireGuardReply | None:
        message, received_mac = raw[:60], raw[60:76]
        if not hmac.compare_digest(received_mac, mac1(message, public_bytes(self._own))):
            return None
        ephemeral, sealed = raw[12:44], raw[44:60]
        noise = NoiseState(self._noise.chain, self._noise.hash)
        try:
            noise.mix_public(ephemeral)
            noise.mix_shared(shared_secret(self._ephemeral, ephemeral))
            noise.mix_shared(shared_secret(self._own, ephemeral))
            noise.unseal(noise.preshared(self._preshared), sealed)
        except ValueError:
            return None
        except InvalidTag:
            return WireGuardReply.WRONG_PRESHARED_KEY
        return WireGuardReply.SESSION

    def _parse_cookie(self, raw: bytes) -> WireGuardReply | None:
        """A server under load: sealed by its public key, and bound to the mac1 that we sent (5.4.7)."""
        nonce, sealed = raw[8:32], raw[32:]
        own_mac1 = self.packet[-2 * MAC : -MAC]
        try:
            bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
                sealed, own_mac1, nonce, blake2s(b"cookie--" + self._server)
            )
        except CryptoError:
            return None
        return WireGuardReply.COOKIE

"""The client's side of WireGuard's handshake: the initiation, and what a reply to it proves (whitepaper, 5.4)."""

import hmac
import secrets
from enum import Enum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from nacl import bindings
from nacl.exceptions import CryptoError

from checker.checks.vpn.kinds.wireguard_noise import (
    COOKIE_REPLY,
    COOKIE_REPLY_LENGTH,
    INITIATION,
    KEY,
    MAC,
    RESPONSE,
    RESPONSE_LENGTH,
    Noise,
    blake2s,
    mac1,
    public,
    shared,
    timestamp,
)


class Reply(Enum):
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
        self._noise = Noise.to(server)
        self.packet = self._written()

    def _written(self) -> bytes:
        noise, ephemeral = self._noise, public(self._ephemeral)
        noise.mix_public(ephemeral)
        sealed_static = noise.seal(noise.key(shared(self._ephemeral, self._server)), public(self._own))
        sealed_time = noise.seal(noise.key(shared(self._own, self._server)), timestamp())
        message = INITIATION + self._index + ephemeral + sealed_static + sealed_time
        return message + mac1(message, self._server) + bytes(MAC)

    def reply(self, raw: bytes) -> Reply | None:
        """What these bytes prove, or None where they are no reply to this initiation."""
        if raw[:4] == COOKIE_REPLY and len(raw) == COOKIE_REPLY_LENGTH and raw[4:8] == self._index:
            return self._cookie(raw)
        if raw[:4] == RESPONSE and len(raw) == RESPONSE_LENGTH and raw[8:12] == self._index:
            return self._response(raw)
        return None

    def _response(self, raw: bytes) -> Reply | None:
        message, summed = raw[:60], raw[60:76]
        if not hmac.compare_digest(summed, mac1(message, public(self._own))):
            return None
        ephemeral, sealed = raw[12:44], raw[44:60]
        noise = Noise(self._noise.chain, self._noise.hash)
        try:
            noise.mix_public(ephemeral)
            noise.mix_shared(shared(self._ephemeral, ephemeral))
            noise.mix_shared(shared(self._own, ephemeral))
            noise.unseal(noise.preshared(self._preshared), sealed)
        except ValueError:
            return None
        except InvalidTag:
            return Reply.WRONG_PRESHARED_KEY
        return Reply.SESSION

    def _cookie(self, raw: bytes) -> Reply | None:
        """A server under load: sealed by its public key, and bound to the mac1 that we sent (5.4.7)."""
        nonce, sealed = raw[8:32], raw[32:]
        ours = self.packet[-2 * MAC : -MAC]
        try:
            bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
                sealed, ours, nonce, blake2s(b"cookie--" + self._server)
            )
        except CryptoError:
            return None
        return Reply.COOKIE

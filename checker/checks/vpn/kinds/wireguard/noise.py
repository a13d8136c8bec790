"""WireGuard's handshake: Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s (whitepaper, 5.4), the parts that both ends share."""

import hashlib
import hmac
import struct
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from checker.net.clock import wall_ns

INITIATION = b"\x01\x00\x00\x00"
RESPONSE = b"\x02\x00\x00\x00"
COOKIE_REPLY = b"\x03\x00\x00\x00"
INITIATION_LENGTH = 148
RESPONSE_LENGTH = 92
COOKIE_REPLY_LENGTH = 64
KEY = 32
MAC = 16
_CONSTRUCTION = b"Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s"
_IDENTIFIER = b"WireGuard v1 zx2c4 Jason@zx2c4.com"
_NONCE_0 = bytes(12)
_TAI64 = 0x400000000000000A
"""TAI64N label of 1970, with the ten leap seconds that TAI was ahead then."""


def blake2s(data: bytes) -> bytes:
    """HASH of the whitepaper."""
    return hashlib.blake2s(data).digest()


def mac(key: bytes, data: bytes) -> bytes:
    """MAC of the whitepaper: keyed BLAKE2s of 16 bytes."""
    return hashlib.blake2s(data, key=key, digest_size=MAC).digest()


def mac1(message: bytes, receiver: bytes) -> bytes:
    """What stands behind a message, under the public key of whom it is for."""
    return mac(blake2s(b"mac1----" + receiver), message)


def derive_keys(chain: bytes, data: bytes, count: int) -> list[bytes]:
    """KDF1, KDF2 and KDF3 of the whitepaper."""
    secret, last, keys = _hmac(chain, data), b"", []
    for number in range(1, count + 1):
        last = _hmac(secret, last + bytes([number]))
        keys.append(last)
    return keys


def _hmac(key: bytes, data: bytes) -> bytes:
    return hmac.new(key, data, hashlib.blake2s).digest()


def timestamp() -> bytes:
    """TAI64N of now, 12 bytes; a server takes only one that is later than the last."""
    nanoseconds = wall_ns()
    return struct.pack(">QI", _TAI64 + nanoseconds // 10**9, nanoseconds % 10**9)


def public_bytes(key: X25519PrivateKey) -> bytes:
    """The public key, 32 bytes."""
    return key.public_key().public_bytes_raw()


def shared_secret(key: X25519PrivateKey, peer: bytes) -> bytes:
    """Diffie-Hellman. Raises ValueError for a degenerate point."""
    return key.exchange(X25519PublicKey.from_public_bytes(peer))


@dataclass
class NoiseState:
    """The running chaining key and hash of one handshake."""

    chain: bytes
    hash: bytes

    @classmethod
    def for_responder(cls, responder: bytes) -> "NoiseState":
        """As both ends begin it: `responder` is the static public key of the server."""
        chain = blake2s(_CONSTRUCTION)
        return cls(chain, blake2s(blake2s(chain + _IDENTIFIER) + responder))

    def mix(self, data: bytes) -> None:
        """Into the hash alone."""
        self.hash = blake2s(self.hash + data)

    def mix_public(self, ephemeral: bytes) -> None:
        """An ephemeral public key, into both."""
        self.mix(ephemeral)
        (self.chain,) = derive_keys(self.chain, ephemeral, 1)

    def mix_shared(self, secret: bytes) -> None:
        """A shared secret that nothing is sealed by."""
        (self.chain,) = derive_keys(self.chain, secret, 1)

    def key(self, secret: bytes) -> bytes:
        """A shared secret, and the key to seal by."""
        self.chain, key = derive_keys(self.chain, secret, 2)
        return key

    def preshared(self, secret: bytes) -> bytes:
        """The preshared key (zeros for none), and the key to seal by."""
        self.chain, middle, key = derive_keys(self.chain, secret, 3)
        self.mix(middle)
        return key

    def seal(self, key: bytes, plain: bytes) -> bytes:
        """Encrypted under the hash so far, and mixed into it."""
        sealed = ChaCha20Poly1305(key).encrypt(_NONCE_0, plain, self.hash)
        self.mix(sealed)
        return sealed

    def unseal(self, key: bytes, sealed: bytes) -> bytes:
        """Raises cryptography.exceptions.InvalidTag."""
        plain = ChaCha20Poly1305(key).decrypt(_NONCE_0, sealed, self.hash)
        self.mix(sealed)
        return plain

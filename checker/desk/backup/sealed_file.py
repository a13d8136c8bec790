"""One file, sealed with a passphrase: Argon2id makes the key (RFC 9106), XChaCha20-Poly1305 seals a stream of chunks.

(doc.libsodium.org: crypto_pwhash, crypto_secretstream_xchacha20poly1305.) Each chunk is authentic by itself and in its
place, and the last one is marked: a file that was cut off, or two that were mixed, are told from a whole one.
"""

import io
import os
from typing import BinaryIO

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id

MAGIC = b"homeoffice-check backup 1\n"
CHUNK_BYTES = 1 << 20
MIN_PASSPHRASE = 12
_PROOF = b"opened"
"""The first chunk: whoever can open it has the passphrase, and what fails later is the file's."""
_SALT_BYTES = argon2id.SALTBYTES
_OVERHEAD = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
_MESSAGE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_FINAL = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL


class NotABackup(Exception):  # noqa: N818 - becomes a line for whoever brings it back
    """No file of this kind, or one that is cut off or was altered."""


class WrongPassphrase(NotABackup):
    """The beginning cannot be opened: another passphrase."""


class SealingWriter(io.RawIOBase):
    """Takes bytes and writes them sealed. `close` writes the last chunk; without it the file counts as cut off."""

    def __init__(self, target: BinaryIO, passphrase: str) -> None:
        super().__init__()
        salt = os.urandom(_SALT_BYTES)
        self._target = target
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        header = bindings.crypto_secretstream_xchacha20poly1305_init_push(self._state, derive_key(passphrase, salt))
        self._pending = bytearray()
        target.write(MAGIC + salt + header)
        self._seal(_PROOF, _MESSAGE)

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        """All of it."""
        self._pending += data
        while len(self._pending) > CHUNK_BYTES:
            self._seal(bytes(self._pending[:CHUNK_BYTES]), _MESSAGE)
            del self._pending[:CHUNK_BYTES]
        return len(data)

    def close(self) -> None:
        """Writes what is left, and the mark of the end."""
        if not self.closed:
            self._seal(bytes(self._pending), _FINAL)
        super().close()

    def _seal(self, chunk: bytes, tag: int) -> None:
        self._target.write(bindings.crypto_secretstream_xchacha20poly1305_push(self._state, chunk, tag=tag))


class OpeningReader(io.RawIOBase):
    """Gives the bytes back. Raises NotABackup, WrongPassphrase as soon as something does not fit."""

    def __init__(self, source: BinaryIO, passphrase: str) -> None:
        super().__init__()
        header_bytes = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
        head = source.read(len(MAGIC) + _SALT_BYTES + header_bytes)
        if not head.startswith(MAGIC) or len(head) < len(MAGIC) + _SALT_BYTES + header_bytes:
            raise NotABackup("no backup of this desk")
        salt, header = head[len(MAGIC) : -header_bytes], head[-header_bytes:]
        self._source = source
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        bindings.crypto_secretstream_xchacha20poly1305_init_pull(self._state, header, derive_key(passphrase, salt))
        self._opened = bytearray()
        self._is_whole = False
        self._prove_passphrase()

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """As many bytes as fit; 0 at the end of a whole file."""
        while not self._opened and not self._is_whole:
            self._open_chunk()
        count = min(len(buffer), len(self._opened))
        buffer[:count] = self._opened[:count]
        del self._opened[:count]
        return count

    def _prove_passphrase(self) -> None:
        proof = self._source.read(len(_PROOF) + _OVERHEAD)
        if len(proof) < len(_PROOF) + _OVERHEAD:
            raise NotABackup("cut off")
        try:
            self._pull(proof)
        except NotABackup as error:
            raise WrongPassphrase("another passphrase") from error

    def _open_chunk(self) -> None:
        chunk, tag = self._pull(self._source.read(CHUNK_BYTES + _OVERHEAD))
        self._opened += chunk
        self._is_whole = tag == _FINAL
        if self._is_whole and self._source.read(1):
            raise NotABackup("something stands behind its end")

    def _pull(self, sealed: bytes) -> tuple[bytes, int]:
        try:
            chunk, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(self._state, sealed)
        except (CryptoError, RuntimeError, ValueError) as error:
            raise NotABackup("cut off or altered") from error
        return chunk, tag


def derive_key(passphrase: str, salt: bytes) -> bytes:
    """32 bytes; takes a second and 256 MiB, which is its purpose."""
    return argon2id.kdf(
        bindings.crypto_secretstream_xchacha20poly1305_KEYBYTES,
        passphrase.encode(),
        salt,
        opslimit=argon2id.OPSLIMIT_MODERATE,
        memlimit=argon2id.MEMLIMIT_MODERATE,
    )

"""Detached signatures in minisign's format (jedisct1.github.io/minisign): Ed25519 over BLAKE2b-512 of the file.

What `minisign -Vm FILE -P KEY` verifies. The secret key lies in minisign's own unencrypted form (`minisign -G -W`).
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from pathlib import Path

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

SIGNATURE_SUFFIX = ".minisig"
_PURE, _HASHED = b"Ed", b"ED"
_UNENCRYPTED = b"Ed\0\0B2"
"""Signature algorithm, no key derivation, BLAKE2 checksum."""


class NotMinisign(ValueError):  # noqa: N818 - says what it is
    """The text is no key or signature of minisign's."""


@dataclass(frozen=True)
class SecretKey:
    """An Ed25519 key with its number, eight bytes that are drawn once."""

    number: bytes
    key: SigningKey

    @classmethod
    def read(cls, text: str) -> "SecretKey":
        """Raises NotMinisign, also for a key under a password."""
        raw = _decoded(text, 158)
        if raw[:6] != _UNENCRYPTED:
            raise NotMinisign("a secret key under a password, or none: make one by `minisign -G -W`")
        number, seed, rest = raw[54:62], raw[62:94], raw[94:126]
        key = SigningKey(seed)
        if bytes(key.verify_key) != rest:
            raise NotMinisign("secret and public half do not belong together")
        return cls(number, key)

    @property
    def public(self) -> str:
        """The line to publish."""
        return base64.b64encode(_PURE + self.number + bytes(self.key.verify_key)).decode()

    def sign(self, data: bytes, comment: str) -> str:
        """The text of a .minisig file. `comment`, one line, is signed too."""
        signature = self.key.sign(_hashed(data)).signature
        whole = self.key.sign(signature + comment.encode()).signature
        return (
            "untrusted comment: minisign -Vm FILE -P KEY verifies this\n"
            f"{base64.b64encode(_HASHED + self.number + signature).decode()}\n"
            f"trusted comment: {comment}\n{base64.b64encode(whole).decode()}\n"
        )


def verify(data: bytes, signature: str, public: str) -> str:
    """The trusted comment. Raises NotMinisign for what is no signature, BadSignatureError for one of something else."""
    lines = signature.splitlines()
    if len(lines) < 4 or not lines[2].startswith("trusted comment: "):
        raise NotMinisign("not four lines")
    head, whole, key = _decoded(lines[1], 74), _decoded(lines[3], 64), _decoded(public, 42)
    if head[2:10] != key[2:10]:
        raise BadSignatureError("made with another key")
    if head[:2] not in (_PURE, _HASHED):
        raise NotMinisign("of an unknown kind")
    verifier = VerifyKey(key[10:])
    verifier.verify(_hashed(data) if head[:2] == _HASHED else data, head[10:])
    comment = lines[2].removeprefix("trusted comment: ")
    verifier.verify(head[10:] + comment.encode(), whole)
    return comment


def sign_file(file: Path, secret: SecretKey) -> Path:
    """Writes FILE.minisig beside it."""
    made = file.with_name(file.name + SIGNATURE_SUFFIX)
    made.write_text(secret.sign(file.read_bytes(), file.name), encoding="utf-8", newline="\n")
    return made


def _hashed(data: bytes) -> bytes:
    return hashlib.blake2b(data).digest()


def _decoded(text: str, length: int) -> bytes:
    """The last line of a key file, or the only one."""
    lines = text.strip().splitlines()
    try:
        raw = base64.b64decode(lines[-1] if lines else "", validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotMinisign("not base64") from error
    if len(raw) != length:
        raise NotMinisign(f"{len(raw)} bytes instead of {length}")
    return raw

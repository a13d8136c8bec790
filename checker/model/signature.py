"""Ed25519 signatures of profiles, manifests and enrolments (RFC 8032, by PyNaCl). Pure: keys come in, nothing is read.

A signed profile is its TOML followed by one comment line, so it stays a single readable file:
`# signed: v1 <public key, base64url> <signature, base64url>`; the signature covers every byte before that line. That of
a manifest or of announcements covers a word before it, too, so that none can be given out for another.
"""

import base64
import binascii
import datetime
import hashlib

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from checker.model.codec import Unreadable
from checker.model.failure import Refusal

_SIGNATURE_PREFIX = b"# signed: v1 "
_MANIFEST_CONTEXT = b"homeoffice-check manifest v1\n"
_ANNOUNCEMENTS_CONTEXT = b"homeoffice-check announcements v1\n"


def new_key() -> bytes:
    """A new secret key, 32 bytes."""
    return bytes(SigningKey.generate())


def public_key(secret: bytes) -> bytes:
    """The public key, 32 bytes, of a secret one."""
    return bytes(SigningKey(secret).verify_key)


def fingerprint(public: bytes) -> str:
    """16 letters of base32 over SHA-256 (80 bits): short enough for an address, long enough against forgery."""
    return base64.b32encode(hashlib.sha256(public).digest()[:10]).decode()


def sign_profile(toml: bytes, secret: bytes) -> bytes:
    """The profile with its signature line. An older signature line is replaced."""
    return _signed(toml, secret, b"")


def profile_signer(toml: bytes) -> bytes:
    """The public key that signed this profile, once the signature holds. Whether to trust it, is for the caller.

    Raises Unreadable `profile-unsigned` or `profile-altered`.
    """
    return _signer(toml, b"")


def sign_manifest(toml: bytes, secret: bytes) -> bytes:
    """The manifest with its signature line."""
    return _signed(toml, secret, _MANIFEST_CONTEXT)


def manifest_signer(toml: bytes) -> bytes:
    """The public key that signed this manifest, once the signature holds. Raises Unreadable."""
    return _signer(toml, _MANIFEST_CONTEXT)


def sign_announcements(toml: bytes, secret: bytes) -> bytes:
    """The announcements with their signature line."""
    return _signed(toml, secret, _ANNOUNCEMENTS_CONTEXT)


def announcements_signer(toml: bytes) -> bytes:
    """The public key that signed these announcements, once the signature holds. Raises Unreadable."""
    return _signer(toml, _ANNOUNCEMENTS_CONTEXT)


def _signed(toml: bytes, secret: bytes, word: bytes) -> bytes:
    body = _split(toml)[0].rstrip(b"\n") + b"\n"
    key = SigningKey(secret)
    public, signature = text_from_bytes(bytes(key.verify_key)), text_from_bytes(key.sign(word + body).signature)
    return body + _SIGNATURE_PREFIX + f"{public} {signature}\n".encode()


def _signer(toml: bytes, word: bytes) -> bytes:
    body, line = _split(toml)
    if not line:
        raise _refused("unsigned", "ist nicht unterschrieben", "is not signed")
    try:
        public, signature = (bytes_from_text(part) for part in line.split())
        VerifyKey(public).verify(word + body, signature)
    except (ValueError, TypeError, BadSignatureError) as error:
        raise _refused("altered", "wurde nach der Unterschrift verändert", "was altered after it was signed") from error
    return public


def _split(toml: bytes) -> tuple[bytes, bytes]:
    at = toml.rfind(_SIGNATURE_PREFIX)
    if at < 0 or (at > 0 and toml[at - 1 : at] != b"\n") or b"\n" in toml[at:].rstrip(b"\n"):
        return toml, b""
    return toml[:at], toml[at + len(_SIGNATURE_PREFIX) :].strip()


def sign_enrolment(code: str, expires: datetime.date, secret: bytes) -> str:
    """The token by which the desk accepts reports of the customer `code` up to and including `expires`."""
    claim = f"v1:{code}:{expires.isoformat()}"
    return claim + ":" + text_from_bytes(SigningKey(secret).sign(claim.encode()).signature)


def verify_enrolment(token: str, public: bytes) -> tuple[str, datetime.date]:
    """Customer code and last day of a token that `public` signed. Raises ValueError for any other."""
    try:
        claim, _, signature = token.rpartition(":")
        VerifyKey(public).verify(claim.encode(), bytes_from_text(signature.encode()))
        version, code, expires = claim.split(":")
        if version != "v1":
            raise ValueError(version)
        return code, datetime.date.fromisoformat(expires)
    except (TypeError, BadSignatureError) as error:
        raise ValueError("not signed by this firm") from error


def text_from_bytes(raw: bytes) -> str:
    """Base64url without padding (RFC 4648, 5): how keys and signatures are written."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def bytes_from_text(text: bytes) -> bytes:
    """The bytes of a text of `text_from_bytes`. Raises ValueError."""
    try:
        return base64.b64decode(text + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error


def _refused(kind: str, de: str, en: str) -> Unreadable:
    return Unreadable(
        Refusal(
            kind=f"profile-{kind}",
            de=f"Das Profil {de}. Es wird nicht benutzt. Bitte fordern Sie es bei Ihrer IT-Firma neu an.",
            en=f"The profile {en}. It is not used. Please ask your IT firm for a new one.",
        )
    )

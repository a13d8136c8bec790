"""Codes of an app (TOTP, RFC 6238), by `cryptography`: six digits, every 30 seconds, each taken once."""

import base64
import hashlib
import hmac
import logging
import secrets

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.utils import timezone
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from checker.desk.accounts.models import Technician, TotpSecret

log = logging.getLogger("checker.desk.accounts")

DIGITS = 6
STEP_S = 30
SECRET_BYTES = 20
"""RFC 4226, 4, R6; and what every app knows: SHA-1, six digits, 30 s."""
_DRIFT_STEPS = (0, -1, 1)
"""RFC 6238, 5.2: a step before and after, for slow typing and clocks that differ."""


def new_sealed_secret(technician: Technician) -> str:
    """A secret for this account, sealed: the page that shows it carries it until a first code has come back."""
    return base64.urlsafe_b64encode(_box().encrypt(_owner(technician) + secrets.token_bytes(SECRET_BYTES))).decode()


def open_secret(technician: Technician, sealed: str) -> bytes | None:
    """The secret; None where it is another account's, or not sealed by this desk."""
    try:
        content = _box().decrypt(base64.urlsafe_b64decode(sealed))
    except (CryptoError, ValueError):
        return None
    owner, secret = content[:-SECRET_BYTES], content[-SECRET_BYTES:]
    return secret if owner == _owner(technician) else None


def provisioning_uri(technician: Technician, secret: bytes, issuer: str) -> str:
    """What the QR code holds (github.com/google/google-authenticator, Key Uri Format)."""
    return _totp(secret).get_provisioning_uri(technician.name, issuer)


def begin(technician: Technician, sealed: str, code: str) -> bool:
    """Stores the secret where the code shows that the app has it; it replaces an earlier one."""
    secret = open_secret(technician, sealed)
    step = _matching_step(secret, code) if secret else None
    if step is None:
        return False
    TotpSecret.objects.update_or_create(
        technician=technician, defaults={"sealed": sealed.encode(), "last_step": step, "made": timezone.now()}
    )
    return True


def take_code(totp: TotpSecret, code: str) -> bool:
    """Whether it is right; a code that was taken, or an older one, is not right again."""
    secret = open_secret(totp.technician, bytes(totp.sealed).decode())
    if secret is None:
        log.error("a secret for codes was sealed under another secret.key: reset the second factor")
        return False
    step = _matching_step(secret, code)
    if step is None:
        return False
    # The update decides between two that come at once.
    return TotpSecret.objects.filter(pk=totp.pk, last_step__lt=step).update(last_step=step) == 1


def _matching_step(secret: bytes, code: str) -> int | None:
    totp, now = _totp(secret), int(timezone.now().timestamp()) // STEP_S
    for step in (now + drift for drift in _DRIFT_STEPS):
        try:
            totp.verify(code.encode(), step * STEP_S)
        except InvalidToken:
            continue
        return step
    return None


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), STEP_S)  # noqa: S303 - an HMAC with it, as RFC 6238 has it and every app


def _box() -> SecretBox:
    return SecretBox(hmac.digest(settings.SECRET_KEY.encode(), b"accounts.totp", hashlib.sha256))


def _owner(technician: Technician) -> bytes:
    return f"{technician.pk}:".encode()

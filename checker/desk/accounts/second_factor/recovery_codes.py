"""Codes to print, for when app and passkey are gone: each signs in once. Only their hashes are kept."""

import hashlib
import secrets

from django.db import transaction

from checker.desk.accounts.models import RecoveryCode, Technician

NUMBER = 10
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""32 of them, without those that are mistaken for one another."""
_GROUPS = 4
_GROUP_SIGNS = 4
"""80 random bits a code: no salt and no slow hash is needed."""


def renew_codes(technician: Technician) -> list[str]:
    """New ones, which stand nowhere but here; those of before are over."""
    codes = [
        "-".join("".join(secrets.choice(_SIGNS) for _ in range(_GROUP_SIGNS)) for _ in range(_GROUPS))
        for _ in range(NUMBER)
    ]
    with transaction.atomic():
        RecoveryCode.objects.filter(technician=technician).delete()
        RecoveryCode.objects.bulk_create(RecoveryCode(technician=technician, hashed=_hash(code)) for code in codes)
    return codes


def take_recovery_code(technician: Technician, code: str) -> bool:
    """Whether it is one of this account's; it is over then. The delete decides between two that come at once."""
    return RecoveryCode.objects.filter(technician=technician, hashed=_hash(code)).delete()[0] == 1


def _hash(code: str) -> str:
    signs = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(signs.encode()).hexdigest()

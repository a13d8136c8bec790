"""The firm's Ed25519 key: a file of the data folder, made on the first start. Its public half is in the database."""

import os
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from checker.desk.data_folder import FIRM_KEY_FILE, write_once
from checker.desk.firm.models import Firm, FormerKey
from checker.model.signature import new_key, public_key
from checker.model.succession import MAX_STATEMENTS, Succession, parse_succession, sign_succession

NEXT_KEY_SUFFIX = ".next"
"""Of the file that holds the new key until the database knows it."""


class FirmKeyMismatch(Exception):  # noqa: N818 - the sentence for whoever starts the desk
    """The data folder's key is not the one that this database knows: its profiles would no longer be believed."""


def ensure_key() -> None:
    """Makes the key where there is none, and ends a change that was cut off. Raises FirmKeyMismatch, OSError."""
    firm = Firm.get()
    path = _key_path()
    if firm.public_key and (next_key := _next_key_path()).exists():
        if public_key(next_key.read_bytes()) == bytes(firm.public_key):
            _replace_file(next_key, path)
        else:
            next_key.unlink()
    if firm.public_key and not path.exists():
        raise FirmKeyMismatch(
            gettext("%(path)s fehlt; diese Datenbank gehört aber zu einem Schlüssel. %(do)s") % _message_values(path)
        )
    file_public_key = public_key(write_once(path, new_key()))
    if firm.public_key and bytes(firm.public_key) != file_public_key:
        raise _mismatch(path)
    if not firm.public_key:
        firm.public_key = file_public_key
        firm.save()


def secret_key() -> bytes:
    """The secret key, 32 bytes. Raises FirmKeyMismatch where another desk has changed it, OSError."""
    secret = _key_path().read_bytes()
    if public_key(secret) != bytes(Firm.get().public_key):
        raise _mismatch(_key_path())
    return secret


def rotate_key() -> bytes:
    """A new key, which the one of now signs: programs that know the old one believe the new one.

    Returns its public half. Raises FirmKeyMismatch, OSError.
    """
    return _change_key(secret_key())


def replace_key() -> bytes:
    """A new key that nothing vouches for, because the old one is lost or stolen; what it signed counts no longer.

    Returns its public half. Raises OSError.
    """
    return _change_key(None)


def succession_statements() -> tuple[Succession, ...]:
    """Those that lead to the key of now, the oldest first. After a lost or stolen key the chain begins anew."""
    chain: list[Succession] = []
    for former in FormerKey.objects.all():
        statement = parse_succession(former.succession)
        chain = [*chain, statement] if statement is not None else []
    return tuple(chain[-MAX_STATEMENTS:])


def accepted_public_keys(firm: Firm) -> list[bytes]:
    """Whose enrolments count: the firm's key of now, and those that it succeeded."""
    return [bytes(firm.public_key), *(statement.old for statement in succession_statements())]


def _change_key(old_secret: bytes | None) -> bytes:
    secret, next_key = new_key(), _next_key_path()
    next_key.unlink(missing_ok=True)
    write_once(next_key, secret)
    new_public = public_key(secret)
    line = sign_succession(old_secret, new_public, timezone.localdate()).line if old_secret is not None else ""
    with transaction.atomic():
        firm = Firm.get()
        if firm.public_key:
            FormerKey.objects.create(public_key=bytes(firm.public_key), succession=line)
        firm.public_key = new_public
        firm.save()
    _replace_file(next_key, _key_path())
    return new_public


def _replace_file(source: Path, target: Path) -> None:
    source.replace(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _mismatch(path: Path) -> FirmKeyMismatch:
    message = gettext("%(path)s ist nicht der Schlüssel, zu dem diese Datenbank gehört. %(do)s")
    return FirmKeyMismatch(message % _message_values(path))


def _message_values(path: Path) -> dict[str, str]:
    return {"path": str(path), "do": gettext("Holen Sie den richtigen aus Ihrer Sicherung.")}


def _key_path() -> Path:
    return Path(settings.DATA) / FIRM_KEY_FILE


def _next_key_path() -> Path:
    return Path(settings.DATA) / (FIRM_KEY_FILE + NEXT_KEY_SUFFIX)

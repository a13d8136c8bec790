"""The passphrase of a backup: from a file for what runs by itself, else typed without being shown."""

import getpass
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext

from checker.desk.backup.sealed_file import MIN_PASSPHRASE


def read_passphrase(file: Path | None, *, is_new: bool) -> str:
    """The first line of the file, or what is typed; a new one twice. Raises CommandError."""
    if file is not None:
        try:
            passphrase = file.read_text("utf-8").partition("\n")[0].strip("\r")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{file}: {error}") from error
    else:
        passphrase = getpass.getpass(gettext("Passwort der Sicherung: "))
        if is_new and getpass.getpass(gettext("Noch einmal: ")) != passphrase:
            raise CommandError(gettext("Das waren zwei verschiedene."))
    if is_new and len(passphrase) < MIN_PASSPHRASE:
        raise CommandError(gettext("Bitte nehmen Sie mindestens %(count)d Zeichen.") % {"count": MIN_PASSPHRASE})
    return passphrase

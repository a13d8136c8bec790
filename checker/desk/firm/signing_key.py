"""The firm's Ed25519 key: a file of the data folder, made on the first start. Its public half is in the database."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from checker.desk.data_folder import FIRM_KEY_FILE, write_once
from checker.desk.firm.models import Firm
from checker.model.signature import new_key, public_key


class FirmKeyMismatch(Exception):  # noqa: N818 - the sentence for whoever starts the desk
    """The data folder's key is not the one that this database knows: its profiles would no longer be believed."""


def ensure_key() -> None:
    """Makes the key where there is none. Raises FirmKeyMismatch, OSError."""
    firm = Firm.get()
    path = _key_path()
    if firm.public_key and not path.exists():
        raise FirmKeyMismatch(
            gettext("%(path)s fehlt; diese Datenbank gehört aber zu einem Schlüssel. %(do)s") % _message_values(path)
        )
    file_public_key = public_key(write_once(path, new_key()))
    if firm.public_key and bytes(firm.public_key) != file_public_key:
        raise FirmKeyMismatch(
            gettext("%(path)s ist nicht der Schlüssel, zu dem diese Datenbank gehört. %(do)s") % _message_values(path)
        )
    if not firm.public_key:
        firm.public_key = file_public_key
        firm.save()


def secret_key() -> bytes:
    """The secret key, 32 bytes. Raises OSError."""
    return _key_path().read_bytes()


def _message_values(path: Path) -> dict[str, str]:
    return {"path": str(path), "do": gettext("Holen Sie den richtigen aus Ihrer Sicherung.")}


def _key_path() -> Path:
    return Path(settings.DATA) / FIRM_KEY_FILE

"""The key that reports are sealed for when they travel by QR code or file: a file beside the one that signs."""

from pathlib import Path

from django.conf import settings

from checker.desk.data_folder import SEALING_KEY_FILE, write_once
from checker.model.secrecy.sealing import new_sealing_key, sealing_key_text


def sealing_secret() -> bytes:
    """The secret key, 32 bytes; made where there is none. Raises OSError."""
    return write_once(Path(settings.DATA) / SEALING_KEY_FILE, new_sealing_key())


def sealing_key() -> str:
    """Its public half, as profiles carry it. Raises OSError."""
    return sealing_key_text(sealing_secret())

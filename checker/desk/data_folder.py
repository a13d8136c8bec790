"""The data folder of a desk: its database, its keys, the programs that employees may download."""

import os
import secrets
from pathlib import Path

import platformdirs

SECRET_FILE = "secret.key"  # noqa: S105 - a file's name
FIRM_KEY_FILE = "firm.key"
SEALING_KEY_FILE = "sealing.key"
PROGRAMS_FOLDER = "programs"
CHANNELS_MARK = "channels.on"
"""Empty; there where new cases are told by mail or webhook, so that what serves knows without a database."""


def data_folder() -> Path:
    """DESK_DATA, or the usual place for the data of the user who runs the desk."""
    configured = os.environ.get("DESK_DATA")
    return Path(configured) if configured else platformdirs.user_data_path("homeoffice-check", appauthor=False) / "desk"


def prepare_folder(folder: Path) -> None:
    """Makes the folder, readable by its owner only, and the key of the sessions. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / PROGRAMS_FOLDER).mkdir(exist_ok=True, mode=0o700)
    write_once(folder / SECRET_FILE, secrets.token_urlsafe(48).encode())


def write_once(path: Path, content: bytes) -> bytes:
    """What the file holds; written now, for its owner only, where there was none. Raises OSError.

    Linked into place, so that of two desks starting at once neither reads a half-written key.
    """
    if not path.exists():
        temporary = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return path.read_bytes()

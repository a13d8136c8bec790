"""firm.toml: the settings of the IT firm that hands the program out, so that a code is enough."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import msgspec

from checker.client.environment.atomic_files import read_file
from checker.model.codec import InvalidToml, Unreadable, decode_toml
from checker.model.failure import FailureKind, OperationFailed, Refusal
from checker.model.profile import URL
from checker.model.record import Record

SETTINGS_FILE = "firm.toml"
PACKAGE_FOLDER = Path(__file__).parent
"""Where the build lays the firm's settings, as a data file of this package: `checker/client/profiles/firm.toml`."""


class FirmSettings(Record, frozen=True, kw_only=True):
    """`key`: fingerprint of the firm's key; `code`: the customer, where the program was handed out to one only."""

    desk_url: Annotated[str, msgspec.Meta(pattern=URL)]
    key: str = ""
    code: str = ""


def load_firm_settings(folders: Iterable[Path]) -> FirmSettings | None:
    """The settings in the first of these folders that has some. Raises Unreadable for a damaged file."""
    for folder in folders:
        try:
            return msgspec.convert(decode_toml(read_file(folder / SETTINGS_FILE)), FirmSettings)
        except OperationFailed as failed:
            if failed.failure.kind in (FailureKind.NOT_FOUND, FailureKind.DENIED, FailureKind.UNSUPPORTED):
                continue
            raise Unreadable(SETTINGS_DAMAGED, "firm.toml") from failed
        except (msgspec.DecodeError, UnicodeDecodeError, InvalidToml) as error:
            raise Unreadable(SETTINGS_DAMAGED, "firm.toml") from error
    return None


def settings_folders() -> list[Path]:
    """Where firm.toml is looked for: inside the package, which the firm's signature covers, then beside the executable.

    On macOS that is inside the bundle, and never beside it: a bundle may lie in Downloads, where anybody lays files.
    """
    if not getattr(sys, "frozen", False):
        return []
    folder = Path(sys.executable).resolve().parent
    return [PACKAGE_FOLDER, folder]


SETTINGS_DAMAGED = Refusal(
    kind="firm-settings-unreadable",
    de="Die Datei firm.toml neben dem Programm ist beschädigt. Bitte laden Sie das Programm bei Ihrer IT-Firma neu "
    "herunter.",
    en="The file firm.toml beside the program is damaged. Please download the program from your IT firm again.",
)

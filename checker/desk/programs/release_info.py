"""programs/news.toml: what a technician says about the programs in that folder. Everything in it may be left out.

de = "Die Kamera wird schneller gefunden."
en = "The camera is found faster."
oldest = "1.2"               # reports of older programs are no longer accepted
publisher = "Muster IT GmbH" # the name in the programs' signature, as Windows shows it
desk_in_name = true          # the programs were not made for this firm: their names say where the desk is
"""

import functools
import logging
import os
from pathlib import Path

import msgspec
from django.conf import settings

from checker.desk.data_folder import PROGRAMS_FOLDER
from checker.model.manifest import Version
from checker.model.record import Record
from checker.model.text import Text

RELEASE_INFO_FILE = "news.toml"
MAX_BYTES = 100_000
log = logging.getLogger("checker.desk.programs")


class ReleaseInfo(Record, frozen=True, kw_only=True):
    """What stands in it."""

    de: str = ""
    en: str = ""
    oldest: Version | None = None
    publisher: str = ""
    desk_in_name: bool = False

    @property
    def text(self) -> Text | None:
        """What is new; in one language where only that was written."""
        return Text(de=self.de or self.en, en=self.en or self.de) if self.de or self.en else None


class InvalidReleaseInfo(Exception):  # noqa: N818 - becomes a line for whoever wrote the file
    """It cannot be read."""


def read_release_info() -> ReleaseInfo:
    """What the file says; nothing where there is none. Raises InvalidReleaseInfo."""
    path = _path(str(settings.DATA))
    try:
        state = os.stat(path)  # noqa: PTH116 - each upload asks, and a Path takes longer to make than the system to answer
        return _read(path, state.st_mtime_ns, state.st_size)
    except FileNotFoundError:
        return ReleaseInfo()
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InvalidReleaseInfo(f"{RELEASE_INFO_FILE}: {error}") from error


@functools.lru_cache(maxsize=2)
def _path(data: str) -> str:
    return str(Path(data) / PROGRAMS_FOLDER / RELEASE_INFO_FILE)


@functools.lru_cache(maxsize=2)
def _read(path: str, changed_ns: int, size: int) -> ReleaseInfo:
    """Read once, until time or size differ."""
    with Path(path).open("rb") as file:
        return msgspec.toml.decode(file.read(MAX_BYTES), type=ReleaseInfo)


def release_info_or_default() -> ReleaseInfo:
    """The same, for pages that must not fail: a damaged file counts as none, with a line in the log."""
    try:
        return read_release_info()
    except InvalidReleaseInfo as error:
        log.error("%s", error)
        return ReleaseInfo()

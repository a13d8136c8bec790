"""Where the program keeps its files: private folders below one home."""

import errno
import os
import secrets
import sys
from pathlib import Path

import platformdirs

from checker.client.environment.atomic_files import replace_file, storage_failure
from checker.client.environment.long_path import extended_path
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed, Refusal

_MOUNT_POINT = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT (winnt.h)."""

NAME = "Homeoffice-Check"


class DataDirectory:
    """The folders below `home`; without one, the system's folder for a program's state. Makes nothing itself."""

    def __init__(self, home: Path | None = None) -> None:
        self.home = extended_path(home or platformdirs.user_state_path(NAME, appauthor=False))

    @property
    def outbox(self) -> Path:
        """Reports on their way."""
        return self.home / "outbox"

    @property
    def damaged(self) -> Path:
        """Files that could not be read, kept aside."""
        return self.home / "damaged"

    @property
    def profiles(self) -> Path:
        """Copies of profiles, for a start without the desk."""
        return self.home / "profiles"

    @property
    def trust(self) -> Path:
        """The keys of IT firms that this PC knows."""
        return self.home / "trust.json"

    @property
    def log(self) -> Path:
        """The log file's folder."""
        return self.home / "log"

    @property
    def manifest_history(self) -> Path:
        """When the newest list of programs that this PC has met was made."""
        return self.home / "updates.json"

    @property
    def cases(self) -> Path:
        """The random code of the last trouble that a report was sent about."""
        return self.home / "cases.json"

    @property
    def history(self) -> Path:
        """Earlier runs, to be compared."""
        return self.home / "history"

    @property
    def watches(self) -> Path:
        """What a watch for outages has seen so far, until its report is made."""
        return self.home / "watches"

    @property
    def entries(self) -> tuple[Path, ...]:
        """All of them: what the program keeps on this PC."""
        folders = (self.outbox, self.damaged, self.profiles, self.log, self.history, self.watches)
        return (*folders, self.trust, self.manifest_history, self.cases)

    def make_folder(self, folder: Path) -> Path:
        """`folder`, made if missing, readable by this user alone. Raises OperationFailed."""
        try:
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if folder != self.home and is_link(folder):
                raise PermissionError(errno.EPERM, "a link in place of a folder")
            if sys.platform != "win32" and folder != self.home and folder.stat().st_mode & 0o077:
                folder.chmod(0o700)
        except OSError as error:
            raise storage_failure(Operation.WRITE, error) from error
        return folder

    def quarantine(self, path: Path) -> bool:
        """Moves a damaged file out of the way, and marks it with the time of now. False where that is not possible."""
        try:
            target = self.make_folder(self.damaged) / f"{path.name}.{secrets.token_hex(4)}"
            replace_file(path, target)
            os.utime(target)
        except (OSError, OperationFailed):
            return False
        return True


def is_link(folder: Path) -> bool:
    """A symbolic link, or Windows' junction: what is written there would go, and be opened, somewhere else."""
    return folder.is_symlink() or getattr(folder.lstat(), "st_reparse_tag", 0) == _MOUNT_POINT


def storage_refusal(failure: Failure) -> Refusal:
    """What a failure to write into the program's own folder means for the reader, and what to do."""
    if failure.kind is FailureKind.EXHAUSTED:
        return Refusal(
            kind="home-full",
            de="Auf der Festplatte ist kein Platz mehr, deshalb konnte nichts aufgehoben werden. Die Prüfung läuft "
            "trotzdem. Löschen Sie Dateien, die Sie nicht mehr brauchen, oder speichern Sie den Bericht mit „Als "
            "Datei speichern“ auf einem anderen Laufwerk.",
            en="The disk is full, so nothing could be kept. The checks run all the same. Delete files that you no "
            "longer need, or save the report with “Save as file” on another drive.",
        )
    if failure.kind is FailureKind.DENIED:
        return Refusal(
            kind="home-read-only",
            de="Das Programm darf nicht in seinen Ordner schreiben, deshalb konnte nichts aufgehoben werden. Die "
            "Prüfung läuft trotzdem. Lassen Sie das Programm offen, bis der Bericht angekommen ist, oder speichern "
            "Sie ihn mit „Als Datei speichern“ an einem anderen Ort.",
            en="The program may not write into its folder, so nothing could be kept. The checks run all the same. "
            "Leave the program open until the report has arrived, or save it with “Save as file” somewhere else.",
        )
    return Refusal(
        kind="home-failed",
        de="Der Ordner des Programms lässt sich nicht benutzen, deshalb konnte nichts aufgehoben werden. Die Prüfung "
        "läuft trotzdem. Speichern Sie den Bericht mit „Als Datei speichern“ an einem anderen Ort.",
        en="The program's folder cannot be used, so nothing could be kept. The checks run all the same. Save the "
        "report with “Save as file” somewhere else.",
    )

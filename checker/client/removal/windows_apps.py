r"""Windows' list of apps (Settings, "Installed apps"), and how a program removes the folder that it runs from.

Source: Microsoft, "Uninstall Registry Key" and "MoveFileEx". The key lies in HKEY_CURRENT_USER: no administrator is
needed, and each employee of a PC has an entry of their own.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from checker.client.environment.data_directory import NAME
from checker.model.record import Record
from checker.net.system_program import child_environment

UNINSTALL_KEY = rf"Software\Microsoft\Windows\CurrentVersion\Uninstall\{NAME}"
DELETION_SCRIPT = (
    'for /l %i in (1,1,120) do @(rmdir /s /q "%HOMEOFFICE_CHECK_FOLDER%" 2>nul & '
    'if not exist "%HOMEOFFICE_CHECK_FOLDER%" (rmdir "%HOMEOFFICE_CHECK_HOME%" 2>nul & exit) & '
    "ping -n 2 127.0.0.1 >nul)"
)
"""A program that runs cannot be deleted: cmd tries every second for two minutes. Paths travel as variables, whose
values cmd does not read a second time."""
REFUSAL_WINDOW_S = 0.5
"""Where a firm's policy forbids cmd, it ends at once."""


class AppEntry(Record, frozen=True, kw_only=True):
    """What the list shows, and what it starts to remove the program."""

    program: Path
    version: str
    publisher: str = ""

    def values(self) -> dict[str, str | int]:
        """The key's values: text (REG_SZ) and numbers (REG_DWORD)."""
        publisher: dict[str, str | int] = {"Publisher": self.publisher} if self.publisher else {}
        return {
            **publisher,
            "DisplayName": NAME,
            "DisplayVersion": self.version,
            "DisplayIcon": str(self.program),
            "InstallLocation": str(self.program.parent),
            "UninstallString": f'"{self.program}" uninstall',
            "NoModify": 1,
            "NoRepair": 1,
        }


def own_version_folder(home: Path) -> Path | None:
    """The folder that this program runs from, where the portable file has laid it down; else None."""
    folder = Path(sys.executable).parent
    is_laid_down = sys.platform == "win32" and getattr(sys, "frozen", False) and folder.parent == home
    return folder if is_laid_down else None


def write_entry(entry: AppEntry) -> None:
    """Adds or renews the entry. Raises OSError; does nothing on other systems."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - Windows has it alone

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, UNINSTALL_KEY) as key:
            for name, value in entry.values().items():
                kind = winreg.REG_DWORD if isinstance(value, int) else winreg.REG_SZ
                winreg.SetValueEx(key, name, 0, kind, value)


def remove_entry() -> None:
    """One that is not there is as good. Raises OSError; does nothing on other systems."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - Windows has it alone

        try:
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, UNINSTALL_KEY)
        except FileNotFoundError:
            return


def delete_after_exit(folder: Path, home: Path) -> bool:
    """Deletes the folder once this program has ended, then `home` if it is empty. False where Windows forbids it."""
    environment = child_environment({"HOMEOFFICE_CHECK_FOLDER": str(folder), "HOMEOFFICE_CHECK_HOME": str(home)})
    shell = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "cmd.exe")
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        process = subprocess.Popen(
            f'"{shell}" /d /v:off /s /c "{DELETION_SCRIPT}"', cwd=shell.parent, env=environment, creationflags=hidden
        )
    except OSError:
        return False
    time.sleep(REFUSAL_WINDOW_S)
    return process.poll() is None

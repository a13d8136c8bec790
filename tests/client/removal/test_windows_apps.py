"""The entry in Windows' list of apps; on Windows itself (Wine's too) the registry and cmd are the real ones."""

import subprocess
import sys
import time
from pathlib import Path, PureWindowsPath

import pytest

from checker.client.removal import windows_apps
from checker.client.removal.windows_apps import AppEntry, delete_after_exit, own_version_folder

PROGRAM = PureWindowsPath(r"C:\Users\Jörg & Söhne\AppData\Local\Homeoffice-Check\0.2.0-ab\Homeoffice-Check.exe")
on_windows = pytest.mark.skipif(sys.platform != "win32", reason="the registry and cmd of Windows")


def test_the_entry_starts_the_removal() -> None:
    values = AppEntry(program=Path(str(PROGRAM)), version="0.2.0", publisher="Muster IT").values()
    assert values["UninstallString"] == f'"{PROGRAM}" uninstall'
    assert values["Publisher"] == "Muster IT"
    assert {name for name, value in values.items() if isinstance(value, int)} == {"NoModify", "NoRepair"}


def test_a_program_from_its_source_has_no_folder_to_delete(tmp_path: Path) -> None:
    assert own_version_folder(tmp_path) is None
    assert own_version_folder(Path(sys.executable).parents[1]) is None


def test_the_script_fits_into_cmds_line() -> None:
    assert len(windows_apps.DELETION_SCRIPT) < 8191 - 200, "Microsoft: the longest line of cmd"
    assert windows_apps.DELETION_SCRIPT.count('"') % 2 == 0


@on_windows
def test_windows_keeps_and_forgets_the_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    import winreg  # noqa: PLC0415 - Windows has it alone

    monkeypatch.setattr(windows_apps, "UNINSTALL_KEY", r"Software\Homeoffice-Check-Test")
    windows_apps.write_entry(AppEntry(program=Path(sys.executable), version="1"))
    windows_apps.write_entry(AppEntry(program=Path(sys.executable), version="2"))
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, windows_apps.UNINSTALL_KEY) as key:
        assert winreg.QueryValueEx(key, "DisplayVersion") == ("2", winreg.REG_SZ)
        assert winreg.QueryValueEx(key, "NoModify") == (1, winreg.REG_DWORD)
    windows_apps.remove_entry()
    windows_apps.remove_entry()
    with pytest.raises(FileNotFoundError):
        winreg.OpenKey(winreg.HKEY_CURRENT_USER, windows_apps.UNINSTALL_KEY)


@on_windows
@pytest.mark.parametrize("name", ["0.2.0-ab", "Jörg & Söhne (100 %) ^x"])
def test_a_folder_in_use_goes_once_it_is_free(tmp_path: Path, name: str) -> None:
    home = tmp_path / "Homeoffice-Check"
    folder = home / name
    folder.mkdir(parents=True)
    held = folder / "held.bin"
    held.write_bytes(b"x")
    code = f"import time; f = open({str(held)!r}); print('open', flush=True); time.sleep(4)"
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    assert delete_after_exit(folder, home)
    assert folder.exists()
    holder.communicate()
    end = time.monotonic() + 30
    while home.exists() and time.monotonic() < end:
        time.sleep(0.2)
    assert not home.exists()

"""Runs freeze.py for this system, and says what is wrong with its folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from recipe import completeness
from recipe.product import DIST, ROOT, epoch, executable, folder


def freeze(system: str, icons_folder: Path) -> Path:
    """The folder dist/SYSTEM/Homeoffice-Check, with this Python. Ends the build where it fails or is not whole."""
    out, work = folder(system), DIST / "work" / system
    for old in (out, work):
        shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(DIST / system, ignore_errors=True)
    command = [
        sys.executable,
        str(ROOT / "build" / "recipe" / "freeze.py"),
        str(DIST / system),
        str(work),
        str(icons_folder),
    ]
    environment = os.environ | {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": str(epoch())}
    if subprocess.run(command, check=False, env=environment, cwd=ROOT).returncode:
        raise SystemExit("PyInstaller failed; its last lines stand above.")
    check_folder(system)
    return out


def check_folder(system: str) -> None:
    """Ends the build with a sentence for each fault of the folder."""
    if faults := completeness.find_faults(folder(system), executable(system), system):
        raise SystemExit("The executable is not whole:\n" + "\n".join(faults))

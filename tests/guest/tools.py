"""Programs that the guest lab needs on this machine."""

import os
import subprocess
from pathlib import Path
from shutil import which

from checker.bootstrap.debian_packages import install_packages

PROGRAMS = {
    "qemu-system-x86_64": "qemu-system-x86",
    "mmdebstrap": "mmdebstrap",
    "mke2fs": "e2fsprogs",
    "espeak-ng": "espeak-ng",
    "sox": "sox",
}
"""By the Debian package that brings them."""
_PATH = f"{os.environ.get('PATH', '/usr/bin:/bin')}:/usr/sbin:/sbin"


class NotPossible(Exception):  # noqa: N818 - a sentence for the person in front, not a defect
    """What is missing, in one line."""


def bring() -> None:
    """Installs what is missing where that is possible. Raises NotPossible."""
    lacking = [package for program, package in PROGRAMS.items() if not which(program, path=_PATH)]
    if lacking and not install_packages(lacking, "guest"):
        raise NotPossible(f"The guest machine needs these Debian packages: sudo apt install {' '.join(lacking)}")


def run(command: list[str]) -> None:
    """Raises NotPossible with the last line of what the program said."""
    environment = {**os.environ, "PATH": _PATH, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL, env=environment
    )
    if done.returncode:
        line = (done.stderr.strip() or done.stdout.strip() or "?").splitlines()[-1]
        raise NotPossible(f"{command[0]} failed: {line}")


def filesystem(disk: Path, content: Path, size: str) -> None:
    """An ext4 in a file of its own, filled from a folder, without mounting anything. Raises NotPossible."""
    disk.unlink(missing_ok=True)
    run(["mke2fs", "-q", "-t", "ext4", "-O", "^has_journal", "-m", "0", "-d", str(content), str(disk), size])

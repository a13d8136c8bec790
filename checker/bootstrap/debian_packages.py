"""Installs Debian packages: as root at once, with sudo after asking, otherwise not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def install_packages(packages: list[str], purpose: str) -> bool:
    """Whether all of `packages` are installed afterwards. `purpose` is what the question names."""
    if not _is_debian():
        return False
    if _is_root():
        return _apt([], packages)
    if shutil.which("sudo") and _confirmed(packages, purpose):
        return _apt(["sudo"], packages)
    return False


def _is_debian() -> bool:
    return shutil.which("apt-get") is not None and Path("/etc/debian_version").exists()


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _confirmed(packages: list[str], purpose: str) -> bool:
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        return False
    print(  # noqa: T201 - before anything else works
        f"Es fehlt / missing ({purpose}): {' '.join(packages)}\nMit sudo installieren? / Install with sudo? [j/n] ",
        end="",
        file=sys.stderr,
        flush=True,
    )
    try:
        return input().strip().lower() in ("j", "ja", "y", "yes")
    except (EOFError, KeyboardInterrupt):
        return False


def _apt(prefix: list[str], packages: list[str]) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = [*prefix, "apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    for attempt in (0, 1):
        if attempt:  # a fresh machine has no lists yet
            subprocess.run([*prefix, "apt-get", "update", "-q"], check=False, capture_output=True, env=environment)
        done = subprocess.run(command, check=False, capture_output=True, env=environment, stdin=subprocess.DEVNULL)
        if done.returncode == 0:
            return True
    return False

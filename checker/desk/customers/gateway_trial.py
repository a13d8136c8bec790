"""Asks a customer's saved gateways from the desk's own machine: `profile try` in a process of its own.

The desk itself imports no probe. One trial at a time: each holds a thread of the pages while it runs.
"""

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from django.conf import settings

from checker.desk.data_folder import write_once
from checker.model.record import Record
from checker.model.text import Language

TIMEOUT_S = 60
_TRY = "import sys; from checker.client.authoring.main import main; sys.exit(main(sys.argv[1:]))"
_running = threading.Lock()


class TrialBusy(Exception):  # noqa: N818 - becomes a sentence on the page
    """Another one is running."""


class TrialResult(Record, frozen=True, kw_only=True):
    """`exit_code` as `profile try` has it: 0 usable, 1 not, 2 cannot be told; None where it took too long."""

    exit_code: int | None
    lines: tuple[str, ...]


def try_saved_gateways(needs: str, language: Language) -> TrialResult:
    """Blocks until every gateway has answered or not. Raises TrialBusy, OSError."""
    if not _running.acquire(blocking=False):
        raise TrialBusy
    try:
        with tempfile.TemporaryDirectory(dir=settings.DATA, prefix=".trial-") as folder:
            profile = Path(folder) / "profile.toml"
            write_once(profile, needs.encode())
            return _run(str(profile), language)
    finally:
        _running.release()


def _run(profile: str, language: Language) -> TrialResult:
    try:
        done = subprocess.run(
            [sys.executable, "-c", _TRY, "try", profile, "--language", language],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "1000", "NO_COLOR": "1"},
            timeout=TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return TrialResult(exit_code=None, lines=())
    lines = (line.replace(profile, "profile.toml").rstrip() for line in done.stdout.splitlines())
    return TrialResult(exit_code=done.returncode, lines=tuple(line for line in lines if line))

"""Reads what a result needs while the first page is read: on first use it would hold Qt's thread up."""

import logging
import threading
from collections.abc import Iterable

from checker.checks.declaration import Check
from checker.knowledge.causes import causes
from checker.knowledge.step_aids import step_aids

log = logging.getLogger(__name__)


def load_in_background(checks: Iterable[Check]) -> threading.Thread:
    """The knowledge about causes, and the diagnoses of these checks. What cannot be read fails where it is used."""
    thread = threading.Thread(target=_load, args=(tuple(checks),), name="result loader", daemon=True)
    thread.start()
    return thread


def _load(checks: tuple[Check, ...]) -> None:
    try:
        causes()
        step_aids()
        for check in checks:
            check.load_diagnosis()
    except Exception:  # a broken installation is told where the result is made
        log.warning("result loader", exc_info=True)

"""Whether the program runs on a computer that is only looked at from here: then it measures that one, not this one."""

import os
import sys

from checker.model.text import Text
from checker.net.windows.user32 import SM_REMOTESESSION, system_metric

REMOTE_NOTE = Text(
    de="Dieses Programm läuft auf einem entfernten Computer, den Sie über einen Fernbildschirm bedienen. Es prüft "
    "jenen und nicht den, vor dem Sie sitzen. Starten Sie es bitte auf dem Computer, vor dem Sie sitzen.",
    en="This program runs on a remote computer that you use over a remote desktop. It checks that one, not the one in "
    "front of you. Please start it on the computer in front of you.",
)


def is_remote_session() -> bool:
    """Whether this is a session over RDP (Windows, xrdp) or SSH."""
    if os.environ.get("SSH_CONNECTION") or os.environ.get("XRDP_SESSION"):
        return True
    if sys.platform != "win32":
        return False
    try:
        return bool(system_metric(SM_REMOTESESSION))
    except OSError:
        return os.environ.get("SESSIONNAME", "").upper().startswith("RDP-")

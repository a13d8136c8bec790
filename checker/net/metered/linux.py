"""NetworkManager's property Metered, by whichever program speaks D-Bus. Other network services do not tell."""

import re

from checker.model.failure import FailureKind, OperationFailed
from checker.net.command import command_output

_SERVICE, _PATH = "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager"
_GET = "org.freedesktop.DBus.Properties.Get"
PROGRAMS = (
    ("busctl", "--system", "--auto-start=no", "get-property", _SERVICE, _PATH, _SERVICE, "Metered"),
    ("gdbus", "call", "--system", "--dest", _SERVICE, "--object-path", _PATH, "--method", _GET, _SERVICE, "Metered"),
    (
        "dbus-send",
        "--system",
        "--print-reply=literal",
        f"--dest={_SERVICE}",
        _PATH,
        _GET,
        f"string:{_SERVICE}",
        "string:Metered",
    ),
)
"""systemd's, GLib's and D-Bus' own: each prints the number, `u 4`, `(<uint32 4>,)` or `variant uint32 4`."""
COMMAND_S = 2.0
_NUMBER = re.compile(r"(?:^u|uint32) (\d+)\b", re.MULTILINE)
_MEANS = {1: True, 2: False, 3: True, 4: False}
"""NMMetered (NetworkManager 1.2): yes, no, and what it guesses, GUESS_YES to be treated as yes; 0 is unknown."""


def metered() -> bool | None:
    """As the first of the programs says that is there."""
    for command in PROGRAMS:
        try:
            return parse_metered(command_output(*command, timeout_s=COMMAND_S))
        except OperationFailed as failed:
            if failed.failure.kind is not FailureKind.MISSING:
                return None
    return None


def parse_metered(text: str) -> bool | None:
    """From what any of the programs printed."""
    match = _NUMBER.search(text)
    return _MEANS.get(int(match[1])) if match else None

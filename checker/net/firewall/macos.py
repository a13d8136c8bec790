"""macOS: the application firewall's own program; the settings file of systems before macOS 15 as second choice."""

import re

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.macos import said

_PROGRAM = "/usr/libexec/ApplicationFirewall/socketfilterfw"
_STATE = re.compile(r"State = (\d)")
_SETTINGS = "/Library/Preferences/com.apple.alf"


def is_on() -> bool:
    """Raises OperationFailed. State 0 is off, 1 on, 2 "block all incoming connections"."""
    try:
        return state_of(said(_PROGRAM, "--getglobalstate"))
    except OperationFailed:
        return state_of(f"State = {said('defaults', 'read', _SETTINGS, 'globalstate')}")


def state_of(text: str) -> bool:
    """From its sentence, whose number is not translated. Raises OperationFailed."""
    found = _STATE.search(text)
    if not found:
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "firewall state")
    return found[1] != "0"

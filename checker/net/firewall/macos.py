"""macOS: the application firewall's own program; the settings file of systems before macOS 15 as second choice."""

import re

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.command import command_output

_PROGRAM = "/usr/libexec/ApplicationFirewall/socketfilterfw"
_STATE = re.compile(r"State = (\d)")
_SETTINGS = "/Library/Preferences/com.apple.alf"


def is_on() -> bool:
    """Raises OperationFailed. State 0 is off, 1 on, 2 "block all incoming connections"."""
    try:
        return parse_state(command_output(_PROGRAM, "--getglobalstate"))
    except OperationFailed:
        return parse_state(f"State = {command_output('defaults', 'read', _SETTINGS, 'globalstate')}")


def parse_state(text: str) -> bool:
    """From its sentence, whose number is not translated. Raises OperationFailed."""
    match = _STATE.search(text)
    if not match:
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "firewall state")
    return match[1] != "0"

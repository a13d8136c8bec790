"""Whether this program runs in a session from afar: its devices are then those of another PC. A hint only."""

import os
from collections.abc import Mapping
from typing import Any

from checker.net.windows.user32 import SM_REMOTESESSION, system_metric

_VARIABLES = ("XRDP_SESSION", "XRDP_SOCKET_PATH", "SSH_CONNECTION", "SSH_CLIENT")
"""What xrdp(8) and sshd(8) put into the environment."""


def is_remote_session(system: str, user32: Any = None, environment: Mapping[str, str] = os.environ) -> bool:
    """`user32`: the library, or what stands in for it. Raises OSError."""
    if system == "windows":
        return bool(system_metric(SM_REMOTESESSION, user32))
    return any(environment.get(name) for name in _VARIABLES)

"""Whether this program runs in a session from afar: its devices are then those of another PC. A hint only."""

import ctypes
import os
from collections.abc import Mapping
from typing import Any

_SM_REMOTESESSION = 0x1000
"""GetSystemMetrics: not 0 in a session of Remote Desktop (winuser.h)."""
_VARIABLES = ("XRDP_SESSION", "XRDP_SOCKET_PATH", "SSH_CONNECTION", "SSH_CLIENT")
"""What xrdp(8) and sshd(8) put into the environment."""


def is_remote_session(system: str, user32: Any = None, environment: Mapping[str, str] = os.environ) -> bool:
    """`user32`: the library, or what stands in for it. Raises OSError."""
    if system == "windows":
        return bool((user32 or ctypes.CDLL("user32")).GetSystemMetrics(_SM_REMOTESESSION))
    return any(environment.get(name) for name in _VARIABLES)
